import { expect, test } from 'vitest';

import { taggedStatement } from '../../src/athena/tag.ts';

const query = { name: 'sales', version: 'abc1234' };

test('taggedStatement() names the query, its version and the parameters, the same for the same', () => {
  const tagged = taggedStatement({ sql: 'SELECT ?;\n', parameters: ["'France'"] }, query);
  expect(tagged.sql).toMatch(/^SELECT \?\n\/\* owlpost sales@abc1234 [0-9a-f]{16} \*\/$/);
  expect(tagged.parameters).toEqual(["'France'"]);
  expect(taggedStatement({ sql: 'SELECT ?', parameters: ["'France'"] }, query)).toEqual(tagged);
  expect(taggedStatement({ sql: 'SELECT ?', parameters: ["'Spain'"] }, query).sql).not.toBe(tagged.sql);
});

test('taggedStatement() shows no value', () => {
  expect(taggedStatement({ sql: 'SELECT ?', parameters: ["'Bob'"] }, query).sql).not.toContain('Bob');
});
