import { expect, test } from 'vitest';

import type { Param } from '../../src/catalogue/query.ts';

import { sampleValues } from '../../src/check/sample-values.ts';
import { CONTEXT } from '../support/rules.ts';

const { query } = CONTEXT;

const samples = (param: Partial<Param>, listed: readonly string[] = []) =>
  sampleValues(
    query,
    { ...query.params.find(({ name }) => name === 'country')!, many: false, ...param },
    {
      values: async () => listed,
    },
  );

test.each<[Partial<Param>, readonly string[], readonly string[]]>([
  [{ type: 'string' }, [], ['a']],
  [{ type: 'string', many: true }, [], ['a', 'b']],
  [{ type: 'string' }, ['France', 'Spain', 'USA'], ['France']],
  [{ type: 'string', many: true }, ['France', 'Spain', 'USA'], ['France', 'Spain']],
  [{ type: 'integer' }, [], ['1']],
  [{ type: 'integer', min: 5 }, [], ['5']],
  [{ type: 'number', many: true, max: 9 }, [], ['9']],
  [{ type: 'boolean', many: true }, [], ['true']],
  [{ type: 'date', many: true }, [], ['2025-01-01', '2025-01-02']],
  [{ type: 'period' }, [], ['2025']],
])('sampleValues() of %j, listed %j', async (param, listed, expected) =>
  expect(await samples(param, listed)).toEqual(expected),
);

test('a choice is tried by its first name', async () => {
  const measure = query.params.find(({ name }) => name === 'measure')!;
  expect(await sampleValues(query, measure, { values: async () => [] })).toEqual(['sales']);
});
