// What became of each file that was dropped in.
drawing(({ lines }) => [
  make('ul', { class: 'gw-added-lines', role: 'status' }, ...(lines || []).map((line) =>
    make('li', { class: `is-${line.kind}` }, make('span', { class: 'gw-name' }, line.name), ' ', line.what))),
]);
