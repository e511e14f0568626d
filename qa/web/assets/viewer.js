// The article viewer, mounted once. Chat messages may hold no script and no data attributes, so one
// listener on the document reads the id out of the link: <a href="#cite-3-1">. The server looks it up.
const LINKS = '#gw-chat a[href*="#cite-"], #gw-brief a[href*="#cite-"]';
const NARROW = window.matchMedia('(max-width: 900px)');

function openCitation(event) {
  const link = event.target.closest && event.target.closest(LINKS);
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  document.querySelectorAll('a[aria-current="location"]').forEach((other) => other.removeAttribute('aria-current'));
  link.setAttribute('aria-current', 'location');
  window.groundwireOpener = link;
  trigger('select', { cite: link.getAttribute('href').split('#cite-')[1], n: Date.now() });
}

// The page may mount the viewer again: keep one listener, the newest.
if (window.groundwireOpenCitation) document.removeEventListener('click', window.groundwireOpenCitation, true);
window.groundwireOpenCitation = openCitation;
document.addEventListener('click', openCitation, true);

function goBack(event) {
  event.preventDefault();
  const opener = window.groundwireOpener;
  const known = opener && opener.isConnected;
  (known ? opener : document.querySelector('#gw-chat')).scrollIntoView({ block: 'center' });
  if (known) opener.focus({ preventScroll: true });
}

function heading(view) {
  const back = make('a', { class: 'gw-back', href: '#gw-chat' }, 'Back to the answer');
  back.addEventListener('click', goBack);
  const link = view.url && make('a', { href: view.url, target: '_blank', rel: 'noopener noreferrer', title: view.url }, view.site);
  return make('header', {},
    back,
    kicker(view.publisher, view.date),
    make('h2', {}, view.title),
    make('p', { class: 'gw-byline' }, view.byline, link),
    view.notice && make('p', { class: 'gw-notice' }, view.notice));
}

function paragraph({ is_heading, runs }) {
  const pieces = runs.map((run) => (run.is_hit ? make('mark', { class: 'gw-hit' }, run.text) : run.text));
  return make('p', { class: is_heading ? 'gw-heading' : '' }, ...pieces);
}

drawing((view) => {
  if (!view.open) {
    return [make('p', { class: 'gw-nothing-open' }, 'Open a citation, or an article from the list, to read it here.')];
  }
  const region = { class: 'gw-text', tabindex: '0', role: 'region', 'aria-label': 'Text of the article' };
  const text = make('div', region, ...view.paragraphs.map(paragraph));
  return [make('article', { class: 'gw-article', 'aria-live': 'polite' }, heading(view), text)];
});

function showPlace() {
  const text = element.querySelector('.gw-text');
  if (!text) return;
  const hit = text.querySelector('.gw-hit');
  // Scroll the article alone: scrollIntoView would move the page under the reader as well.
  const top = hit ? hit.getBoundingClientRect().top - text.getBoundingClientRect().top + text.scrollTop : 0;
  text.scrollTop = Math.max(0, top - text.clientHeight / 3);
  if (NARROW.matches) element.scrollIntoView({ block: 'start' });
}

watch('value', () => requestAnimationFrame(showPlace));
