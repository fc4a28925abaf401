import { expect, test } from 'vitest';

import type { Request } from '../../../src/question/request.ts';

import { reasonsOf } from '../../../src/answer/why/reasons.ts';
import { parseDataset } from '../../../src/catalogue/dataset-file.ts';
import { tableOf } from '../../charts/demo.ts';

const { query } = parseDataset(
  'deals.yml',
  `from: deals d
time: d.day
dimensions: { country: d.country }
measures:
  amount: { sum: d.amount, format: "$,.0f" }
  plain: { sum: d.amount }
  customers: { count: d.customer, label: Buyers }
  rate: { ratio: amount / customers, format: ".1%" }
`,
);

const SPANS = {
  compare: 'previous',
  label: 'previous period',
  span: { start: '2026-10-01', end: '2026-11-01' },
  earlierSpan: { start: '2026-09-01', end: '2026-10-01' },
} as const;

/** What is shown of the rows of a change: the axis, the value, how many, and the parts before and after. */
function reasons(measure: string, rows: readonly (readonly (string | null)[])[]) {
  const request: Request = { query: 'deals', values: { measure: [measure], show: ['why'] }, excluded: [] };
  const parts = (rows[0]?.length ?? 5) - 3;
  const heads = [
    'axis: integer',
    'value',
    'number: bigint',
    ...Array.from({ length: parts }, (_, i) => `p${i}: bigint`),
  ];
  return reasonsOf(tableOf(heads, rows), query!, request, SPANS);
}

const FELL = [
  ['0', null, '2', '100', '60'],
  ['1', 'France', '1', '70', '40'],
  ['1', 'Spain', '1', '30', '20'],
];

test('the picture tells both periods in words, with the numbers of the whole measure', () => {
  const { title, table, options } = reasons('amount', FELL);
  expect(title).toBe('Why amount fell');
  expect(table.rows.map(([, value, , , change]) => [value, change])).toEqual([
    ['France', '-30'],
    ['Spain', '-10'],
  ]);
  expect(options).toEqual({
    formats: { Before: '$,.0f', After: '$,.0f', Change: '$,.0f', Amount: '$,.0f' },
    additive: [],
    changes: {
      measure: 'Amount',
      before: { value: 100, when: '1 – 30 Sep 2026' },
      after: { value: 60, when: '1 – 31 Oct 2026' },
      remainder: undefined,
    },
  });
});

test('a measure without a format is written without one', () => {
  expect(reasons('plain', FELL).options.formats).toEqual({});
});

test('where there are no rows, the title takes no side', () => {
  const { title, table, options } = reasons('amount', []);
  expect(title).toBe('Why amount changed');
  expect(table.rows).toEqual([]);
  expect(options.changes).toMatchObject({ before: { value: 0 }, after: { value: 0 } });
});

test('what the values of a distinct count share is called overlap', () => {
  const { options } = reasons('customers', [
    ['0', null, '2', '10', '12'],
    ['1', 'France', '1', '6', '8'],
    ['1', 'Spain', '1', '5', '6'],
  ]);
  expect(options.changes?.measure).toBe('Buyers');
  expect(options.changes?.remainder).toEqual({
    name: 'Overlap',
    words: 'Some are counted in several of them; that overlap makes up',
  });
});

test('the change of a rate has its sign and more digits than the rate, and what it leaves over is called mix', () => {
  const { title, options } = reasons('rate', [
    ['0', null, '2', '10', '12', '20', '20'],
    ['1', 'France', '1', '6', '8', '10', '10'],
    ['1', 'Spain', '1', '4', '4', '10', '10'],
  ]);
  expect(title).toBe('Why rate rose');
  expect(options.formats).toMatchObject({ Before: '.1%', After: '.1%', Change: '+.2%' });
  expect(options.changes).toMatchObject({ before: { value: 0.5 }, after: { value: 0.6 } });
  expect(options.changes?.remainder?.name).toBe('Mix and overlap');
});
