import { expect, test } from 'vitest';

import type { Request } from '../../src/question/request.ts';

import {
  explainedColumns,
  explainTemplate,
  partColumns,
  ratioParts,
  rowsTemplate,
} from '../../src/answer/explain-template.ts';
import { planIn } from '../support/dataset-plan.ts';
import { CONTEXT } from '../support/rules.ts';

const { query } = CONTEXT;

const OPTIONS = {
  now: new Date('2026-11-27T12:00:00Z'),
  calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
} as const;

const requestOf = (values: Request['values']): Request => ({ query: 'sales', values, excluded: [] });

const names = (values: Request['values']) => explainedColumns(query, planIn(values).measures).map(({ name }) => name);

test.each([
  [{}, ['Sales', 'Rows behind it']],
  [{ measure: ['average_order'] }, ['Average order', 'Sales', 'Orders', 'Rows behind it']],
  [{ measure: ['sales', 'average_order'] }, ['Sales', 'Average order', 'Orders', 'Rows behind it']],
])('explainedColumns() of %j, each once', (values, expected) => expect(names(values)).toEqual(expected));

test('partColumns() of an average are its sum and its count', () => {
  const [sales] = planIn({}).measures;
  const measure = { ...sales!.measure, label: 'Size', aggregate: { kind: 'average', sql: 'f.size' } } as const;
  expect(partColumns({ measure }, query).map(({ name, sql }) => `${name}: ${sql}`)).toEqual([
    'Size, added up: SUM(f.size)',
    'Size, how many: COUNT(f.size)',
  ]);
});

test('ratioParts() are none where one of them may not be seen', () => {
  const ratio = { kind: 'ratio', over: 'sales', under: 'orders' } as const;
  expect(ratioParts(ratio, query)?.map(({ choice }) => choice.name)).toEqual(['sales', 'orders']);
  const params = query.params.map((param) =>
    param.role === 'measure' ? { ...param, choices: param.choices.filter(({ name }) => name !== 'orders') } : param,
  );
  expect(ratioParts(ratio, { ...query, params })).toBeUndefined();
});

test('explainTemplate() reads the filtered rows of the period, with the joins of the filters alone', () => {
  const { sql } = explainTemplate(query, requestOf({ country: ['France'], period: ['2025'] }), OPTIONS);
  expect(sql).toMatch(/^SELECT SUM\(f\.orderAmount\) AS "Sales", COUNT\(\*\) AS "Rows behind it"\nFROM fact_orders f/);
  expect(sql).toContain('dim_locations');
  expect(sql).not.toContain('dim_products');
});

test('rowsTemplate() shows raw rows only where the dataset lets it', () => {
  expect(() => rowsTemplate(query, requestOf({}), OPTIONS)).toThrow(
    'sales keeps its rows to itself: where they may be shown, its file says samples: true',
  );
  const open = { ...query, dataset: { ...query.dataset!, showsRows: true } };
  const { sql } = rowsTemplate(open, requestOf({ measure: ['average_order'] }), OPTIONS);
  expect(sql).toMatch(/^SELECT f\.orderDate AS "Time", /);
  expect(sql).toContain('f.orderAmount AS "Sales", f.orderNumber AS "Orders"');
  expect(sql).toMatch(/LIMIT 20$/);
});
