import { expect, test } from 'vitest';

import type { Grid } from '../../../src/slack/blocks/table.ts';

import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { tableBlock } from '../../../src/slack/blocks/table-block.ts';

const GRID: Grid = {
  kind: 'table',
  columns: [
    { name: 'Country', isNumber: false },
    { name: 'Sales', isNumber: true },
  ],
  rows: [
    ['USA', '$5'],
    ['*France*', '–'],
  ],
  numbers: [[undefined, 5]],
  whole: { rows: 2, columns: 2 },
};

test('tableBlock() aligns numbers to the right, and shows text as it is', () => {
  const block = tableBlock(GRID, 'Sales', 'n');
  expect(checkMessageBlocks([block])).toEqual([]);
  expect(block).toMatchObject({
    type: 'table',
    column_settings: [
      { align: 'left', is_wrapped: true },
      { align: 'right', is_wrapped: false },
    ],
  });
  expect(block.rows[2]?.[0]).toEqual({ type: 'raw_text', text: '*France*' });
});

test('tableBlock() with pages has numbers to sort by, and a caption', () => {
  const block = tableBlock({ ...GRID, kind: 'data_table' }, ' Sales\nby country ', 'n');
  expect(checkMessageBlocks([block])).toEqual([]);
  expect(block).toMatchObject({ type: 'data_table', caption: 'Sales by country', row_header_column_index: 0 });
  expect(block.rows.slice(1).map((row) => row[1])).toEqual([
    { type: 'raw_number', value: 5, text: '$5' },
    { type: 'raw_text', text: '–' },
  ]);
});

test('tableBlock() with pages names no rows by a number, and is never without a caption', () => {
  const block = tableBlock({ ...GRID, kind: 'data_table', columns: [GRID.columns[1]!, GRID.columns[0]!] }, ' ', 'n');
  expect(block).not.toHaveProperty('row_header_column_index');
  expect(block).toMatchObject({ caption: '–' });
});
