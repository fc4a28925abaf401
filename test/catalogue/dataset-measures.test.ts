import { expect, test } from 'vitest';

import type { DatasetContext } from '../../src/catalogue/dataset-context.ts';

import { DATASET } from '../../src/catalogue/dataset-header.ts';
import { buildMeasure, countingMeasures, resolveRatios } from '../../src/catalogue/dataset-measures.ts';
import { readYaml } from '../../src/catalogue/yaml.ts';
import { CONTEXT } from '../support/rules.ts';

function build(measures: string) {
  const yaml = readYaml(`from: t\nmeasures: ${measures}`, 'sales.yml');
  const messages: string[] = [];
  const context: DatasetContext = {
    yaml,
    diagnose: (_, message) => messages.push(message),
    needsOf: (sql) => (sql.startsWith('p.') ? ['p'] : []),
  };
  const entries = Object.entries(DATASET.parse(yaml.value).measures);
  return { built: entries.map(([key, entry]) => buildMeasure(key, entry, context)), messages, context };
}

const resolve = (measures: string) => {
  const { built, messages, context } = build(measures);
  return { resolved: resolveRatios(built, context), messages };
};

test('buildMeasure() names its aggregate and the joins that it needs', () => {
  const { built, messages } = build('{ Total cost: { sum: p.cost, verbs: [spend] }, n: { rows: true } }');
  expect(messages).toEqual([]);
  expect(built).toMatchObject([
    {
      name: 'total_cost',
      label: 'Total cost',
      verbs: ['spend'],
      aggregate: { kind: 'sum', sql: 'p.cost' },
      needs: ['p'],
    },
    { name: 'n', aggregate: { kind: 'rows' }, needs: [] },
  ]);
});

test.each([
  ['{ n: {} }', 'measure n says nothing to add up: write one of sum, average, min, max, count, rows, ratio'],
  ['{ n: { sum: a, count: b } }', 'measure n has sum and count: keep one'],
])('buildMeasure(%s) says what is wrong', (measures, message) => expect(build(measures).messages).toEqual([message]));

test('resolveRatios() finds measures by any of their words, and needs what both parts need', () => {
  const { resolved, messages } = resolve(
    '{ cost: { sum: p.cost, aliases: [spend] }, n: { rows: true }, r: { ratio: spend / N } }',
  );
  expect(messages).toEqual([]);
  expect(resolved[2]).toMatchObject({ aggregate: { kind: 'ratio', over: 'cost', under: 'n' }, needs: ['p'] });
});

test.each([
  ['{ n: { rows: true }, r: { ratio: n } }', 'ratio of r: write two measures, sales / orders'],
  ['{ n: { rows: true }, r: { ratio: n / n / n } }', 'ratio of r: write two measures, sales / orders'],
  ['{ n: { rows: true }, r: { ratio: n / m } }', /^ratio of r: .*m/],
  ['{ a: { ratio: b / b }, b: { ratio: a / a } }', 'ratio of a comes back to itself: divide two other measures'],
])('resolveRatios(%s) says what is wrong', (measures, message) =>
  expect(resolve(measures).messages[0]).toEqual(typeof message === 'string' ? message : expect.stringMatching(message)),
);

test('countingMeasures() leaves out a plural that is a word already', () => {
  const { dimensions, measures } = CONTEXT.query.dataset!;
  const counted = countingMeasures(
    dimensions,
    measures.filter(({ counts }) => counts === undefined),
  );
  expect(counted.map(({ name }) => name)).toEqual([
    'countries',
    'states',
    'cities',
    'product_lines',
    'products',
    'vendors',
  ]);
  expect(counted[0]).toMatchObject({ counts: 'country', aliases: ['markets'], format: ',.0f' });
});
