import { expect, test } from 'vitest';

import { composeGroups } from '../../src/question/compose-groups.ts';
import { composeMeasures } from '../../src/question/compose-measures.ts';
import { composedBy } from '../support/rules.ts';

/** Which dimension of a text is ranked where it is not the usual one, and within which one. */
const ranked = (text: string) => {
  const { of, within } = composedBy([composeMeasures, composeGroups], text);
  return { of, within };
};

test.each([
  ['top 3 countries by month', undefined, undefined],
  ['top product line per country', undefined, 'country'],
  ['all countries with their top 3 product lines', 'product_line', 'country'],
  ['countries and their best product line', 'product_line', 'country'],
  ['which product line has the highest sales by quarter', undefined, 'quarter'],
  ['which product lines have the highest sales by quarter', undefined, undefined],
  ['top 3 product lines by country', undefined, undefined],
])('composeRanked(%s): of %s within %s', (text, of, within) =>
  expect(ranked(text)).toEqual({ of: of && [of], within: within && [within] }),
);
