// Goes before the script of each gr.HTML part; `element` and `props` come from gr.HTML.
// Nothing of an article may stand in a template: gr.HTML evaluates the filled-in template as a JavaScript
// template string, so `${...}` in a value would run. Text enters the page as text nodes only.
function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== '' && value !== false && value != null) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child));
  return node;
}

// The publisher and the day over a title.
function kicker(publisher, date) {
  return make('span', { class: 'gw-kicker' }, publisher, date && make('span', {}, date));
}

// Draws the value now and whenever it changes.
function drawing(draw) {
  const redraw = () => {
    element.querySelector('.gw-mount').replaceChildren(...draw(props.value || {}));
  };
  redraw();
  watch('value', redraw);
}
