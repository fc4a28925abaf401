import type { Surface } from './block.ts';
import type { Check, Problem } from './check.ts';

import { blockOn } from './block.ts';
import { anything, boolean, byType, every, isObject, list, object, oneOf, problem, string } from './check.ts';
import { plainText } from './composition.ts';

type Block = Readonly<Record<string, unknown>>;

const MARKDOWN_CHARACTERS = 12_000;

/** Slack's refusal `msg_blocks_too_long` has no documented limit; this is where it was met in practice. */
const MESSAGE_CHARACTERS = 13_200;

/** What is wrong with the blocks of a message; `pointer` is where they stand in the call. */
export function checkMessageBlocks(blocks: unknown, pointer = '/blocks'): readonly Problem[] {
  return every(list(blockOn('message'), { min: 0, max: 50 }), uniqueIds, oneTable, markdownTogether)(blocks, pointer);
}

/** Whether the words of a message's blocks are too long together. Menus and values do not count. */
export function isTooLong(blocks: readonly Block[]): boolean {
  return characters(blocks) > MESSAGE_CHARACTERS;
}

/** What is wrong with a modal or a home tab. */
export function checkView(view: unknown, pointer = '/view'): readonly Problem[] {
  return byType({ modal, home })(view, pointer);
}

const state: Readonly<Record<string, Check>> = {
  private_metadata: string({ max: 3000 }),
  callback_id: string({ max: 255 }),
  external_id: string({ max: 255 }),
};

const modal = every(
  object(
    { type: anything, title: plainText({ max: 24 }), blocks: blocksOn('modal') },
    {
      ...state,
      submit: plainText({ max: 24 }),
      close: plainText({ max: 24 }),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  ),
  (view, pointer) => {
    const { blocks, submit } = view as { blocks: readonly Block[]; submit?: unknown };
    const asks = blocks.some(({ type }) => type === 'input');
    return asks && !submit ? problem(pointer, 'missing required field: submit') : [];
  },
);

const home = object({ type: oneOf('home'), blocks: blocksOn('home') }, state);

function blocksOn(surface: Surface): Check {
  return every(list(blockOn(surface), { max: 100 }), uniqueIds);
}

function uniqueIds(blocks: unknown, pointer: string): readonly Problem[] {
  const list = blocks as readonly Block[];
  const blockIds = list.map(({ block_id }) => block_id);
  return [
    ...repeated(blockIds).map((index) => ({
      pointer: `${pointer}/${index}/block_id`,
      message: `\`block_id\` already exists: ${blockIds[index]}`,
    })),
    ...list.flatMap((block, position) => {
      const elements = elementsOf(block);
      return repeated(elements.map(({ action_id }) => action_id)).map((index) => ({
        pointer: `${pointer}/${position}/elements/${index}/action_id`,
        message: `\`action_id\` already exists: ${elements[index]?.action_id}`,
      }));
    }),
  ];
}

function oneTable(blocks: unknown, pointer: string): readonly Problem[] {
  const tables = (blocks as readonly Block[]).flatMap(({ type }, index) => (type === 'table' ? [index] : []));
  return tables.slice(1).flatMap((index) => problem(`${pointer}/${index}`, 'only one table allowed'));
}

function markdownTogether(blocks: unknown, pointer: string): readonly Problem[] {
  const markdown = (blocks as readonly Block[]).filter(({ type }) => type === 'markdown');
  const length = markdown.reduce((sum, { text }) => sum + String(text).length, 0);
  return length > MARKDOWN_CHARACTERS
    ? problem(pointer, `must be less than ${MARKDOWN_CHARACTERS + 1} characters in all markdown blocks`)
    : [];
}

function elementsOf(block: Block): readonly Block[] {
  return Array.isArray(block.elements) ? block.elements.filter(isObject) : [];
}

/** Where a value stands that was there before. */
function repeated(values: readonly unknown[]): readonly number[] {
  return values.flatMap((value, index) => (value !== undefined && values.indexOf(value) < index ? [index] : []));
}

function characters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + characters(entry), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [field, entry]) => {
    if (field === 'options' || field === 'option_groups') return sum;
    return sum + (field === 'text' && typeof entry === 'string' ? entry.length : characters(entry));
  }, 0);
}
