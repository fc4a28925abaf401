import { control } from './control.js';
import { enlarge } from './dialog.js';
import { freshId, h, icon, reconcile } from './dom.js';
import { markdown } from './markdown.js';
import { mrkdwn, plainText, textOf } from './mrkdwn.js';
import { richText } from './rich-text.js';

/**
 * Draws the blocks of a message or view into an element; blocks that have not changed stay as they are. The surface has
 * `values`, `errors`, `names`, `revision`, `isBusy(block, action)` and `controlContext(block, element)`.
 */
export function drawBlocks(parent, blocks, surface) {
  reconcile(
    parent,
    blocks.map((block) => ({
      key: block.block_id,
      signature: JSON.stringify([
        block,
        surface.values?.[block.block_id],
        surface.errors?.[block.block_id],
        surface.stamp(block),
      ]),
      draw: () => (BLOCKS[block.type] ?? unknown)(block, surface),
    })),
  );
}

const WIDEST = 620;
const TALLEST = 460;

const BLOCKS = {
  header: ({ text }) => h('h3', { class: 'header' }, plainText(text)),
  divider: () => h('hr'),
  context: ({ elements }, { names }) =>
    h(
      'div',
      { class: 'context' },
      elements.map((element) =>
        element.type === 'image'
          ? h('img', { src: element.src, alt: element.alt_text })
          : h('span', {}, textOf(element, names)),
      ),
    ),
  section: ({ block_id, text, fields, accessory }, surface) =>
    h(
      'div',
      { class: 'section' },
      h(
        'div',
        { class: 'words' },
        text && h('div', {}, textOf(text, surface.names)),
        fields &&
          h(
            'div',
            { class: 'fields' },
            fields.map((field) => h('div', {}, textOf(field, surface.names))),
          ),
      ),
      accessory && h('div', { class: 'accessory' }, accessoryOf(block_id, accessory, surface)),
    ),
  actions: ({ block_id, elements }, surface) =>
    h(
      'div',
      { class: 'actions', role: 'group', 'aria-label': 'Actions' },
      elements.map((element) => control(element, surface.controlContext(block_id, element))),
    ),
  input: (block, surface) => input(block, surface),
  image: (block) =>
    h(
      'figure',
      {},
      block.title && h('figcaption', {}, plainText(block.title)),
      block.missing ? missing() : picture({ ...block, alt: block.alt_text }),
    ),
  table: ({ rows, column_settings: settings = [] }, { names }) => table(rows, settings ?? [], names),
  rich_text: (block, { names }) => richText(block, names),
  markdown: ({ text }) => markdown(text),
};

/** A picture that a click enlarges. Its place is kept free while it loads, so that nothing jumps. */
export function picture({ src, alt, image_width: width = WIDEST, image_height: height }) {
  const image = h('img', { src, alt, width, height, decoding: 'async' });
  const button = h('button', { type: 'button', 'aria-label': 'Enlarge picture', onclick: () => enlarge({ src, alt }) });
  const frame = h('div', { class: 'picture' }, image, button);
  frame.style.setProperty('--width', `${Math.min(width, WIDEST, height ? (TALLEST * width) / height : WIDEST)}px`);
  image.addEventListener('error', () => frame.replaceWith(missing()), { once: true });
  return frame;
}

function missing() {
  return h('div', { class: 'missing', role: 'img', 'aria-label': 'File not found' }, icon('file'), 'File not found');
}

function accessoryOf(block, element, surface) {
  if (element.type === 'image')
    return element.missing ? missing() : h('img', { src: element.src, alt: element.alt_text });
  return control(element, surface.controlContext(block, element));
}

function input({ block_id, label, hint, element, optional }, surface) {
  const id = freshId('field');
  const error = surface.errors?.[block_id];
  const notes = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  const name = plainText(label);
  const context = {
    ...surface.controlContext(block_id, element),
    id,
    label: name,
    describedBy: notes,
    invalid: Boolean(error),
  };
  return h(
    'div',
    { class: `input ${error ? 'invalid' : ''}` },
    h('label', { for: id }, name, optional && h('small', {}, ' (optional)')),
    control(element, context),
    error && h('p', { id: `${id}-error`, class: 'error', role: 'alert' }, error),
    hint && h('p', { id: `${id}-hint`, class: 'hint' }, plainText(hint)),
  );
}

function table([head = [], ...body], settings, names) {
  const cell = (tag) => (content, index) =>
    h(
      tag,
      { class: [settings[index]?.align, settings[index]?.is_wrapped ? 'wrapped' : ''].join(' ') },
      cellOf(content, names),
    );
  return h(
    'div',
    { class: 'table', tabindex: '0', role: 'region', 'aria-label': `Table of ${body.length} rows` },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, head.map(cell('th')))),
      h(
        'tbody',
        {},
        body.map((row) => h('tr', {}, row.map(cell('td')))),
      ),
    ),
  );
}

function cellOf(content, names) {
  if (content.type === 'rich_text') return richText(content, names);
  return content.type === 'raw_number' ? (content.text ?? String(content.value)) : content.text;
}

function unknown(block, { names }) {
  return h(
    'div',
    { class: 'unknown' },
    h('b', {}, `${block.type} block`),
    h('span', {}, ' is not drawn in the playground.'),
    block.text?.text && h('div', {}, mrkdwn(block.text.text, names)),
  );
}
