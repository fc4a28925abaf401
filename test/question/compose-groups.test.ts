import { expect, test } from 'vitest';

import { composeGroups } from '../../src/question/compose-groups.ts';
import { composeMeasures } from '../../src/question/compose-measures.ts';
import { composedBy } from '../support/rules.ts';

const composed = (text: string) =>
  composedBy([composeMeasures, (draft, sentence, context) => composeGroups(draft, sentence, context)], text);

test.each([
  ['sales', { measure: ['sales'] }],
  ['total sales', { measure: ['sales'], by: ['none'] }],
  ['by month', { by: ['month'] }],
  ['which city', { by: ['city'] }],
  ['orders per customer', { measure: ['orders'], by: ['customer'] }],
  ['sales over time', { measure: ['sales'], by: ['month'] }],
  ['sales by date', { measure: ['sales'], by: ['day'] }],
  ['sales by year and month', { measure: ['sales'], by: ['month'], period: ['all time'] }],
  ['sales by country split by month', { measure: ['sales'], by: ['month'], split: ['country'] }],
  ['monthly sales by country', { measure: ['sales'], by: ['month'], split: ['country'] }],
  ['what percentage comes from planes', { by: ['product_line'] }],
  ['compare planes and ships by month', { by: ['month'], split: ['product_line'] }],
])('composeGroups(%s)', (text, expected) => expect(composed(text)).toEqual(expected));
