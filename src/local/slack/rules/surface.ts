import { z } from 'zod';

import type { Problem } from './problem.ts';

import { messageBlock, viewBlock } from './block.ts';
import { list } from './list.ts';
import { findProblems, rule } from './problem.ts';
import { plainText, string } from './text.ts';

type Block = Readonly<Record<string, unknown>>;

/** Slack's refusal `msg_blocks_too_long` has no documented limit; a message of 11,341 characters met it in practice. */
const MESSAGE_CHARACTERS = 11_340;

const DATA_TABLE_CHARACTERS = 20_000;

/** Blocks of which a message may hold only so many. */
const MOST_OF_A_TYPE: Readonly<Record<string, number>> = { table: 1, data_visualization: 2 };

const messageBlocks = z.array(messageBlock).max(50).check(uniqueIds).check(fewOfAType).check(tablesTogether);

const viewBlocks = list(viewBlock, 100).check(uniqueIds);

const state = {
  private_metadata: string(3000, 0).optional(),
  callback_id: string(255, 0).optional(),
};

const modal = z
  .strictObject({
    ...state,
    type: z.literal('modal'),
    title: plainText(24),
    blocks: viewBlocks,
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
  })
  .check(
    rule(({ blocks, submit }) =>
      blocks.some(({ type }) => type === 'input') && !submit ? 'missing required field: submit' : undefined,
    ),
  );

const home = z.strictObject({ ...state, type: z.literal('home'), blocks: viewBlocks });

const view = z.discriminatedUnion('type', [modal, home]);

/** Returns the problems of the blocks of a message, with JSON pointers that begin with `/blocks`. */
export function checkMessageBlocks(blocks: unknown): readonly Problem[] {
  return findProblems(messageBlocks, blocks, '/blocks');
}

/** Returns the problems of a modal or a home tab, with JSON pointers that begin with `/view`. */
export function checkView(value: unknown): readonly Problem[] {
  return findProblems(view, value, '/view');
}

/** Whether all `text` fields of a message's blocks together are too long for Slack. Options of menus and cells of tables do not count. */
export function isTooLong(blocks: readonly Block[]): boolean {
  return countCharacters(blocks) > MESSAGE_CHARACTERS;
}

function uniqueIds({ value, issues }: z.core.ParsePayload<readonly Block[]>): void {
  const report = (field: string, ids: readonly unknown[], path: (index: number) => readonly PropertyKey[]) =>
    ids.forEach((id, index) => {
      if (id === undefined || ids.indexOf(id) === index) return;
      issues.push({ code: 'custom', message: `\`${field}\` already exists: ${id}`, path: [...path(index)], input: id });
    });
  report('block_id', idsOf(value, 'block_id'), (index) => [index, 'block_id']);
  value.forEach(({ elements }, position) => {
    const actions = Array.isArray(elements) ? idsOf(elements, 'action_id') : [];
    report('action_id', actions, (index) => [position, 'elements', index, 'action_id']);
  });
}

function idsOf(nodes: readonly Block[], field: string): readonly unknown[] {
  return nodes.map((node) => node?.[field]);
}

function fewOfAType({ value, issues }: z.core.ParsePayload<readonly Block[]>): void {
  for (const [type, most] of Object.entries(MOST_OF_A_TYPE)) {
    const places = value.flatMap((block, index) => (block.type === type ? [index] : []));
    const message = most === 1 ? `only one ${type} allowed` : `no more than ${most} ${type} blocks allowed`;
    for (const index of places.slice(most)) issues.push({ code: 'custom', message, path: [index], input: value });
  }
}

/** All data tables of a message share the characters that one of them may have. */
function tablesTogether({ value, issues }: z.core.ParsePayload<readonly Block[]>): void {
  const tables = value.filter(({ type }) => type === 'data_table');
  const cells = tables.flatMap(({ rows }) => (rows as readonly (readonly Block[])[]).flat());
  const characters = cells.reduce((sum, { text, value: number }) => sum + String(text ?? number ?? '').length, 0);
  if (tables.length > 1 && characters > DATA_TABLE_CHARACTERS) {
    const message = `must be less than ${DATA_TABLE_CHARACTERS + 1} characters in all data tables`;
    issues.push({ code: 'custom', message, input: value });
  }
}

function countCharacters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + countCharacters(entry), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [field, entry]) => {
    if (['options', 'option_groups', 'rows'].includes(field)) return sum;
    return sum + (field === 'text' && typeof entry === 'string' ? entry.length : countCharacters(entry));
  }, 0);
}
