// Saves a form of the brief from the page itself, so that no copy of it is left on the server.
function save(form) {
  const link = make('a', { download: form.file });
  const bytes = Uint8Array.from(atob(form.base64), (c) => c.charCodeAt(0));
  link.href = URL.createObjectURL(new Blob([bytes], { type: form.type }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function button(form) {
  const node = make('button', { type: 'button' }, form.label);
  node.addEventListener('click', () => save(form));
  return node;
}

drawing(({ downloads }) => (downloads && downloads.length ? ['Download', ...downloads.map(button)] : []));
