import { control } from './control.js';
import { enlarge } from './dialog.js';
import { freshId, h, icon, reconcile } from './dom.js';
import { plainText, textOf } from './mrkdwn.js';
import { dataTable, table } from './table.js';
import { visualization } from './visualization.js';

/**
 * Draws the blocks of a message or view into an element; blocks that have not changed stay as they are. The surface has
 * `values`, `errors`, `names`, `stamp(block)` and `controlContext(block, element)`.
 */
export function drawBlocks(parent, blocks, surface) {
  const entryOf = (block) => ({
    key: block.block_id,
    signature: JSON.stringify([
      block,
      surface.values?.[block.block_id],
      surface.errors?.[block.block_id],
      surface.stamp(block),
    ]),
    draw: () => drawBlock(block, surface),
  });
  reconcile(parent, blocks.map(entryOf));
}

const WIDEST = 620;
const TALLEST = 460;

const BLOCKS = {
  header: ({ text }) => h('h3.header', plainText(text)),
  divider: () => h('hr'),
  context: ({ elements }, { names }) =>
    h(
      'div.context',
      elements.map((element) => h('span', textOf(element, names))),
    ),
  section: ({ block_id, text, fields = [], accessory }, { names, controlContext }) => {
    const texts = fields.map((field) => h('div', textOf(field, names)));
    return h(
      'div.section',
      h('div.words', text && h('div', textOf(text, names)), fields.length > 0 && h('div.fields', texts)),
      accessory && h('div.accessory', control(accessory, controlContext(block_id, accessory))),
    );
  },
  actions: ({ block_id, elements }, { controlContext }) => {
    const controls = elements.map((element) => control(element, controlContext(block_id, element)));
    return h('div.actions', { role: 'group', 'aria-label': 'Actions' }, controls);
  },
  input,
  image: (block) => h('figure', block.missing ? missing() : picture({ ...block, alt: block.alt_text })),
  table: ({ rows, column_settings: settings = [] }) => table(rows, settings),
  data_table: dataTable,
  data_visualization: visualization,
};

function drawBlock(block, surface) {
  const draw = BLOCKS[block.type];
  if (draw) return draw(block, surface);
  return h('div.unknown', h('b', `${block.type} block`), ' is not drawn in the playground.');
}

/** Creates a picture that a click enlarges. Its space is reserved while it loads, so that nothing moves. */
export function picture({ src, alt, image_width: width = WIDEST, image_height: height }) {
  const image = h('img', { src, alt, width, height, decoding: 'async' });
  const button = h('button', { type: 'button', 'aria-label': 'Enlarge picture', onclick: () => enlarge({ src, alt }) });
  const frame = h('div.picture', image, button);
  frame.style.setProperty('--width', `${Math.min(width, WIDEST, height ? (TALLEST * width) / height : WIDEST)}px`);
  image.addEventListener('error', () => frame.replaceWith(missing()), { once: true });
  return frame;
}

function missing() {
  return h('div.missing', { role: 'img', 'aria-label': 'File not found' }, icon('file'), 'File not found');
}

function input({ block_id, label, hint, element, optional }, { errors, controlContext }) {
  const id = freshId('field');
  const error = errors?.[block_id];
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  const name = plainText(label);
  const context = { ...controlContext(block_id, element), id, label: name, describedBy, invalid: Boolean(error) };
  return h(
    `div.input${error ? '.invalid' : ''}`,
    h('label', { for: id }, name, optional && h('small', ' (optional)')),
    control(element, context),
    error && h('p.error', { id: `${id}-error`, role: 'alert' }, error),
    hint && h('p.hint', { id: `${id}-hint` }, plainText(hint)),
  );
}
