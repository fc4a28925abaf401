import { h } from './dom.js';
import { emoji } from './emoji.js';
import { anchor } from './mrkdwn.js';

const INLINE = new RegExp(
  [
    '`(?<code>[^`]+)`',
    '\\[(?<label>[^\\]]+)\\]\\((?<address>[^)\\s]+)\\)',
    '\\*\\*(?<bold>[^\\s](?:.*?[^\\s])?)\\*\\*',
    '(?<![\\w*])[*_](?<italic>[^\\s*_](?:[^*_]*[^\\s*_])?)[*_](?![\\w*])',
    '~~(?<strike>[^~]+)~~',
    ':(?<emoji>[a-z0-9_+-]+):',
  ].join('|'),
);

/** The `markdown` block: standard Markdown as far as Slack shows it. */
export function markdown(text) {
  const nodes = [];
  const rows = text.split('\n');
  while (rows.length) {
    const [first] = rows;
    if (first.startsWith('```')) nodes.push(fence(rows));
    else if (/^\|.*\|\s*$/.test(first)) nodes.push(table(take(rows, /^\|/)));
    else if (/^\s*[-*+] /.test(first)) nodes.push(items('ul', take(rows, /^\s*[-*+] /)));
    else if (/^\s*\d+[.)] /.test(first)) nodes.push(items('ol', take(rows, /^\s*\d+[.)] /)));
    else if (first.startsWith('>'))
      nodes.push(
        h(
          'blockquote',
          {},
          take(rows, /^>/).map((row) => [inline(row.slice(1).trim()), h('br')]),
        ),
      );
    else if (/^#{1,6} /.test(first)) nodes.push(h('h4', {}, inline(rows.shift().replace(/^#+ /, ''))));
    else if (/^(---|\*\*\*)\s*$/.test(first)) nodes.push(h('hr', { title: rows.shift() }));
    else if (first.trim() === '') rows.shift();
    else
      nodes.push(
        h(
          'p',
          {},
          take(rows, /^(?!```|\||\s*[-*+] |\s*\d+[.)] |>|#{1,6} |\s*$)/).map((row, index) => [
            index ? h('br') : '',
            inline(row),
          ]),
        ),
      );
  }
  return h('div', { class: 'markdown' }, nodes);
}

function take(rows, pattern) {
  const taken = [rows.shift()];
  while (rows.length && pattern.test(rows[0])) taken.push(rows.shift());
  return taken;
}

function fence(rows) {
  rows.shift();
  const taken = [];
  while (rows.length && !rows[0].startsWith('```')) taken.push(rows.shift());
  rows.shift();
  return h('pre', {}, taken.join('\n'));
}

function items(tag, rows) {
  return h(
    tag,
    {},
    rows.map((row) => h('li', {}, inline(row.replace(/^\s*([-*+]|\d+[.)]) /, '')))),
  );
}

function table(rows) {
  const cells = rows.map((row) =>
    row
      .trim()
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
  const body = cells.slice(1).filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell)));
  return h(
    'div',
    { class: 'table' },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          cells[0].map((cell) => h('th', {}, inline(cell))),
        ),
      ),
      h(
        'tbody',
        {},
        body.map((row) =>
          h(
            'tr',
            {},
            row.map((cell) => h('td', {}, inline(cell))),
          ),
        ),
      ),
    ),
  );
}

function inline(text) {
  const match = INLINE.exec(text);
  if (!match) return [text];
  const { code, label, address, bold, italic, strike, emoji: name } = match.groups;
  const node =
    (code && h('code', {}, code)) ||
    (label && anchor(address, label)) ||
    (bold && h('b', {}, inline(bold))) ||
    (italic && h('i', {}, inline(italic))) ||
    (strike && h('s', {}, strike)) ||
    emoji(name);
  return [text.slice(0, match.index), node, ...inline(text.slice(match.index + match[0].length))];
}
