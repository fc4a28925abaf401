import { expect, test } from 'vitest';

import type { McpContext } from '../../src/mcp/context.ts';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { describeDataset, findDimensionValues, listDatasets } from '../../src/mcp/datasets.ts';
import { CONTEXT } from '../support/rules.ts';

const { query, vocabulary } = CONTEXT;

const context = {
  answerContext: {
    catalogue: () =>
      buildCatalogue([query, { ...query, name: 'visits', title: 'Visits', aliases: [], params: [] }], []),
    values: async (_: unknown, param: never) => vocabulary(query, param),
  },
} as unknown as McpContext;

const named = (word?: string) =>
  (listDatasets({ word }, context).structuredContent as { datasets: { name: string }[] }).datasets.map(
    ({ name }) => name,
  );

test.each([
  [undefined, ['sales', 'visits']],
  ['', ['sales', 'visits']],
  ['REVENUE', ['sales']],
  ['vis', ['visits']],
  ['nothing like it', []],
])('listDatasets(%s)', (word, expected) => expect(named(word)).toEqual(expected));

test('listDatasets() tells measures and dimensions, but not that of everything', () => {
  const { datasets } = listDatasets({}, context).structuredContent as { datasets: { dimensions: string[] }[] };
  expect(datasets[0]).toMatchObject({ measures: expect.arrayContaining(['sales', 'countries']) });
  expect(datasets[0]!.dimensions).not.toContain('none');
});

test.each([
  ['country', 'an', { dimension: 'country', values: ['France', 'Germany', 'New Zealand'], total: 3 }],
  ['Market', 'frnace', { dimension: 'country', values: ['France'], total: 0 }],
  ['city', '', { dimension: 'city', total: 5 }],
  ['country', 'zzzzzz', { values: [], total: 0 }],
])('findDimensionValues(%s, %s)', async (dimension, text, expected) =>
  expect((await findDimensionValues({ dimension, text }, context)).structuredContent).toMatchObject(expected),
);

test('findDimensionValues() of no dimension names those that there are', async () =>
  expect(findDimensionValues({ dimension: 'planet', text: '' }, context)).rejects.toThrow(
    /^nothing is filtered by "planet": take one of country, /,
  ));

test('describeDataset() tells values, and refuses what is not there', async () => {
  expect(JSON.stringify((await describeDataset({ name: 'sales' }, context)).content)).toContain('France');
  await expect(describeDataset({ name: 'nope' }, context)).rejects.toThrow();
});
