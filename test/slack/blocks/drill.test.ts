import { expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';
import type { Table } from '../../../src/table/table.ts';

import { readCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parse } from '../../../src/question/parse.ts';
import { drillRowsOf } from '../../../src/slack/blocks/drill.ts';
import { tableOf } from '../../charts/demo.ts';

const catalogue = await readCatalogue('queries');

function rowsOf(text: string, table: Table) {
  const { query, request } = parse(text, catalogue, () => []);
  return drillRowsOf({ query, request, table } as Answer);
}

test('drillRowsOf() names times as people do', () => {
  const table = tableOf(
    ['Month: date', 'Sales: decimal'],
    [
      ['2025-01-01', 1],
      ['2025-02-01', 2],
    ],
  );
  expect(rowsOf('sales by=month', table)?.items).toEqual([
    { value: '2025-01-01', text: 'Jan 2025' },
    { value: '2025-02-01', text: 'Feb 2025' },
  ]);
});

test('drillRowsOf() of reasons leaves out what is no value', () => {
  const table = tableOf(
    ['Dimension', 'Value', 'Before: decimal', 'After: decimal', 'Change: decimal'],
    [
      ['Country', 'USA', 1, 3, 2],
      ['Country', 'Other (12)', 1, 2, 1],
      ['Country', 'Overlap', -1, -1, 0],
      ['Product line', 'Planes', 1, 4, 3],
    ],
  );
  expect(rowsOf('sales show=why', table)).toEqual({
    group: 'country',
    label: 'Country',
    items: [{ value: 'USA', text: 'USA' }],
  });
});
