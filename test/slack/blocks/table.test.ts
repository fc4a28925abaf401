import { expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';

import { gridOf } from '../../../src/slack/blocks/table.ts';

/** An answer of one row, whose columns are whole numbers. */
function answerOf(cells: Readonly<Record<string, string>>, more: Partial<Answer> = {}): Answer {
  const columns = Object.keys(cells).map((name) => ({ name, type: 'bigint' }));
  const table = { columns, rows: [Object.values(cells)], scannedBytes: 0, elapsedMs: 0, reused: false };
  const request = { query: 'sales', values: {}, excluded: [] };
  return { table, request, query: { params: [] }, ...more } as unknown as Answer;
}

test('a whole number that names a year or an id has no thousands mark, another one has', () => {
  const { rows } = gridOf(answerOf({ Year: '1997', 'Customer id': '10248', Orders: '10248' }));
  expect(rows).toEqual([['1997', '10248', '10,248']]);
});

test('the format of a header holds in the table, and for the column compared with', () => {
  const answer = answerOf(
    { Sales: '116692', 'Sales, last year': '100000' },
    { formats: { Sales: '$,.0f' }, earlier: { Sales: 'Sales, last year' } },
  );
  expect(gridOf(answer).rows).toEqual([['$116,692', '$100,000', '+$16,692 (+17%)']]);
  const plain = answerOf({ Orders: '2000', 'Orders, last year': '1000' }, { earlier: { Orders: 'Orders, last year' } });
  expect(gridOf(plain).rows).toEqual([['2,000', '1,000', '+1,000 (+100%)']]);
});
