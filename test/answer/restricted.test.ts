import { expect, test } from 'vitest';

import type { Grant } from '../../src/answer/access.ts';
import type { AnswerContext } from '../../src/answer/context.ts';

import { hasRules, openAccess, restrictCatalogue, restrictQuery, userGroupsIn } from '../../src/answer/restricted.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { SALES } from '../support/sales-dataset.ts';

const query = parseDataset('sales.yml', SALES).query!;

const grant = (
  hidden: readonly string[],
  rowFilters: readonly (readonly [string, readonly string[]])[] = [],
): Grant => ({
  isAllowed: true,
  hidden: new Set(hidden),
  rowFilters: new Map(rowFilters),
});

const param = (name: string, restricted = restrictQuery(query, grant([]))) =>
  restricted!.params.find((each) => each.name === name);

test('restrictQuery() leaves a query alone that nothing is hidden of, and nothing of one that is refused', () => {
  expect(restrictQuery(query, grant([]))).toBe(query);
  expect(restrictQuery(query, { isAllowed: false } as Grant)).toBeUndefined();
});

test('restrictQuery() takes a dimension away with its filter, its counts and its averages', () => {
  const restricted = restrictQuery(query, grant(['customer', 'customers']))!;
  expect(param('customer', restricted)).toBeUndefined();
  const words = restricted.params.flatMap(({ choices }) => choices.map(({ name }) => name));
  expect(words.filter((name) => name.includes('customer'))).toEqual([]);
  expect(restricted.dataset!.dimensions.map(({ name }) => name)).not.toContain('customer');
});

test('restrictQuery() gives another default in the place of a hidden one', () =>
  expect(param('measure', restrictQuery(query, grant(['sales'])))!.default).toEqual(['units']));

test('restrictQuery() lists only the values that occur in the rows that an asker is restricted to', () => {
  const values = param('city', restrictQuery(query, grant([], [['country', ["Côte d'Ivoire"]]])))!.values;
  expect(values).toEqual({ sql: expect.stringMatching(/IN \('Côte d''Ivoire'\) ORDER BY 1$/) });
});

test('restrictQuery() is undefined when no measure is left', () => {
  const measures = query.dataset!.measures.map(({ name }) => name);
  expect(restrictQuery(query, grant(measures))).toBeUndefined();
});

test('restrictCatalogue() drops the queries that are refused', () => {
  const whole = buildCatalogue([query, { ...query, name: 'secret' }], []);
  const { queries } = restrictCatalogue(whole, [grant([]), { isAllowed: false } as Grant]);
  expect(queries.map(({ name }) => name)).toEqual(['sales']);
});

test('hasRules() and userGroupsIn()', () => {
  const free = buildCatalogue([query], []);
  const ruled = buildCatalogue([query], [], {
    access: {
      groups: { staff: ['S0FINANCE1', 'U0MIRA0001'] },
      default: { people: ['staff', 'S0OTHER001'], external: 'never', measures: {}, dimensions: {} },
    },
  });
  expect([hasRules(free), hasRules(ruled)]).toEqual([false, true]);
  expect([userGroupsIn(free), userGroupsIn(ruled)]).toEqual([[], ['S0FINANCE1', 'S0OTHER001']]);
});

test('openAccess() without rules gives everybody the whole catalogue and no contact', () => {
  const catalogue = buildCatalogue([query], []);
  const context = { catalogue: () => catalogue } as AnswerContext;
  const restricted = openAccess(context)({ user: 'U1' } as never);
  expect(restricted.catalogue()).toBe(catalogue);
  expect(restricted.contact).toBeUndefined();
});
