import { expect, test } from 'vitest';

import { composeGroups } from '../../src/question/compose-groups.ts';
import { composeMeasures } from '../../src/question/compose-measures.ts';
import { composeRows } from '../../src/question/compose-rows.ts';
import { composedBy } from '../support/rules.ts';

const composed = (text: string) =>
  composedBy(
    [composeMeasures, (draft, sentence, context) => composeGroups(draft, sentence, context), composeRows],
    text,
  );

test.each([
  ['sales', { measure: ['sales'] }],
  ['top 5 countries', { by: ['country'], top: ['5'] }],
  ['top countries', { by: ['country'], top: ['10'] }],
  ['bottom 3 products by margin', { measure: ['margin'], by: ['product'], bottom: ['3'] }],
  ['best product per vendor', { by: ['product'], split: ['vendor'], within: ['vendor'], top: ['1'] }],
  ['sales over 10000', { measure: ['sales'], over: ['10000'] }],
  ['countries with sales over 10000', { measure: ['sales'], by: ['country'], over: ['10000'] }],
  ['sales between 5k and 10k by city', { measure: ['sales'], by: ['city'], at_least: ['5000'], at_most: ['10000'] }],
  ['share of sales by country', { measure: ['sales'], by: ['country'], show: ['share'] }],
  ['sales and their share by country', { measure: ['sales'], by: ['country'], show: ['with_share'] }],
  [
    'share of sales by country for each year',
    { measure: ['sales'], by: ['year'], split: ['country'], show: ['share'], within: ['year'], period: ['all time'] },
  ],
  [
    'share of each product line within each country',
    { by: ['product_line'], split: ['country'], show: ['share'], within: ['country'] },
  ],
  ['country mix by quarter', { by: ['quarter'], split: ['country'], show: ['share'], within: ['quarter'] }],
  ['running total by month', { by: ['month'], show: ['running_total'] }],
  ['sales growth by month', { measure: ['sales'], by: ['month'], show: ['change'] }],
  ['sales sorted by name', { measure: ['sales'], sort: ['name'] }],
  ['sales by country ascending', { measure: ['sales'], by: ['country'], sort: ['ascending'] }],
])('composeRows(%s)', (text, expected) => expect(composed(text)).toEqual(expected));

test('composeRows refuses the size of a single thing', () =>
  expect(composed('largest order').problems?.[0]).toMatch(/^"largest order" asks for the size of a single one/));
