import { expect, test } from 'vitest';

import { datasetParams } from '../../src/catalogue/dataset-params.ts';
import { CONTEXT } from '../support/rules.ts';

const dataset = CONTEXT.query.dataset!;

const DEFAULTS = { measure: 'sales', by: 'country', period: 'last 12 months' };

const params = (changes: object = {}) => datasetParams({ ...dataset, ...changes }, DEFAULTS);

const choicesOf = (name: string, changes?: object) =>
  params(changes)
    .find((param) => param.name === name)!
    .choices.map((choice) => choice.name);

test('datasetParams() are in the order in which a request is written', () =>
  expect(params().map(({ name }) => name)).toEqual([
    ...['measure', 'by', 'split'],
    ...dataset.dimensions.map(({ name }) => name),
    ...['weekday', 'month_of_year', 'quarter_of_year', 'period'],
    ...['top', 'bottom', 'of', 'within', 'rank_by', 'over', 'under', 'at_least', 'at_most', 'having', 'show', 'sort'],
  ]));

test('datasetParams() of a dataset without a time have no period, no grains and no changes', () => {
  const names = params({ time: undefined }).map(({ name }) => name);
  expect(names).not.toContain('period');
  expect(choicesOf('by', { time: undefined })).not.toContain('month');
  expect(choicesOf('show', { time: undefined })).not.toContain('change');
});

test('hours are there only where the time has them', () => {
  const time = { ...dataset.time!, hasHours: true };
  expect(choicesOf('by')).not.toContain('hour');
  expect(choicesOf('by', { time })).toEqual(expect.arrayContaining(['hour', 'hour_of_day']));
});

test('an average is per each dimension and each thing that is counted, once', () => {
  const averages = choicesOf('show').filter((name) => name.startsWith('average_per_'));
  expect(averages).toContain('average_per_customer');
  expect(averages).toContain('average_per_order');
  expect(averages).toHaveLength(new Set(averages).size);
  const perCustomer = params()
    .find(({ name }) => name === 'show')!
    .choices.find(({ name }) => name === 'average_per_customer');
  expect(perCustomer).toMatchObject({ counts: 'customers', sql: 'f.customerNumber' });
});

test('raw rows are offered only where they may be shown', () => {
  expect(choicesOf('show')).not.toContain('rows');
  expect(choicesOf('show', { showsRows: true })).toContain('rows');
});

test('only dimensions of texts have lists of values, and a truth has one value', () => {
  const dimensions = [
    { ...dataset.dimensions[0]!, name: 'size', type: 'number' as const },
    { ...dataset.dimensions[0]!, name: 'is_open', type: 'boolean' as const },
  ];
  const [size, isOpen] = params({ dimensions }).filter(({ name }) => name === 'size' || name === 'is_open');
  expect(size).toMatchObject({ type: 'number', many: true });
  expect(size!.values).toBeUndefined();
  expect(isOpen!.many).toBe(false);
});
