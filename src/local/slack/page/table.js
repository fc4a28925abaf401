import { fill, h } from './dom.js';

/** Draws a `table` block: https://docs.slack.dev/reference/block-kit/blocks/table-block */
export function table([head = [], ...body], settings) {
  const classOf = (index) => {
    const { align, is_wrapped: isWrapped } = settings?.[index] ?? {};
    return [align, isWrapped ? 'wrapped' : ''].join(' ');
  };
  const row = (tag) => (cells) =>
    h(
      'tr',
      cells.map((cell, index) => h(tag, { class: classOf(index) }, textOf(cell))),
    );
  return h(
    'div.table',
    { tabindex: '0', role: 'region', 'aria-label': `Table of ${body.length} rows` },
    h('table', h('thead', row('th')(head)), h('tbody', body.map(row('td')))),
  );
}

/** Draws a `data_table` block in pages; a click on a column sorts it. */
export function dataTable({ rows: [head, ...body], caption, page_size: size = 5 }) {
  const pages = Math.ceil(body.length / size);
  let [page, column, direction] = [0, -1, 1];
  const element = h('div.table', { tabindex: '0', role: 'region', 'aria-label': caption });
  const sortBy = (index) => {
    [direction, column, page] = [column === index ? -direction : 1, index, 0];
    show();
  };
  const turn = (step, label) =>
    h('button.button', { type: 'button', disabled: !pageExists(page + step), onclick: () => goTo(page + step) }, label);
  const pageExists = (index) => index >= 0 && index < pages;
  const sideOf = (index) => (body.some((row) => row[index]?.type === 'raw_number') ? 'right' : '');
  const header = (cell, index) => {
    const sorted = { 1: 'ascending', [-1]: 'descending' }[column === index ? direction : 0];
    return h(
      'th',
      { 'aria-sort': sorted, class: sideOf(index) },
      h('button', { type: 'button', onclick: () => sortBy(index) }, textOf(cell)),
    );
  };
  const goTo = (index) => {
    page = index;
    show();
  };
  const show = () => {
    const sorted = column < 0 ? body : body.toSorted((one, other) => direction * compare(one[column], other[column]));
    const shown = sorted.slice(page * size, (page + 1) * size);
    const cells = (row) =>
      h(
        'tr',
        row.map((cell) => h('td', { class: cell.type === 'raw_number' ? 'right' : '' }, textOf(cell))),
      );
    fill(
      element,
      h('table', h('caption', h('span', caption)), h('thead', h('tr', head.map(header))), h('tbody', shown.map(cells))),
      pages > 1 && h('div.pages', turn(-1, 'Previous'), `Page ${page + 1} of ${pages}`, turn(1, 'Next')),
    );
  };
  show();
  return element;
}

function compare(one, other) {
  if (one.type === 'raw_number' && other.type === 'raw_number') return one.value - other.value;
  return textOf(one).localeCompare(textOf(other));
}

function textOf({ text, value }) {
  return text ?? String(value);
}
