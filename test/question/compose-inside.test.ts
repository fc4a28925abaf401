import { expect, test } from 'vitest';

import { composeInside } from '../../src/question/compose-inside.ts';
import { composeMeasures } from '../../src/question/compose-measures.ts';
import { composedBy } from '../support/rules.ts';

const composed = (text: string) =>
  composedBy([composeMeasures, (draft, _, context) => composeInside(draft, context)], text);

test.each([
  ['sales', { measure: ['sales'] }],
  ['why did sales fall', { measure: ['sales'], show: ['why'] }],
  ['explain sales in France', { measure: ['sales'], show: ['explain'] }],
])('composeInside(%s)', (text, expected) => expect(composed(text)).toEqual(expected));

test.each([
  ['why top 5', /^why looks at all rows/],
  ['why sales and units', /^why looks at one measure at a time/],
  ['the rows behind sales', /^sales keeps its rows to itself/],
])('composeInside(%s) is refused', (text, expected) => expect(composed(text).problems?.[0]).toMatch(expected));
