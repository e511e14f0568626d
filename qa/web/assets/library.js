// The list of articles. An id goes back to the server, which looks it up.
function entry(article) {
  const button = make('button', { type: 'button', 'aria-current': article.is_open && 'true' },
    kicker(article.publisher, article.date),
    make('span', { class: 'gw-title' }, article.title),
    article.is_twin && make('span', { class: 'gw-twin' }, 'Same text as another article'));
  button.addEventListener('click', () => trigger('select', { article: article.article_id, n: Date.now() }));
  return make('li', {}, button);
}

drawing((view) => [
  view.notice && make('p', { class: 'gw-notice' }, view.notice),
  view.empty && make('p', { class: 'gw-empty gw-empty-library' }, 'No articles yet. Drop some files below.'),
  view.none_found && make('p', { class: 'gw-empty' }, 'No article fits this search.'),
  make('ul', { class: 'gw-list' }, ...(view.articles || []).map(entry)),
  view.more > 0 && make('p', { class: 'gw-empty' }, `${view.more} more. Search to find them.`),
].filter(Boolean));
