import { expect, test } from 'vitest';

import { readExplain, readWhy } from '../../../src/question/rules/inside.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['why did sales fall', [2, { inside: 'why', isTotal: true }]],
  ['what changed in sales', [3, { inside: 'why', isTotal: true }]],
  ['what drove', [2, { inside: 'why', isTotal: true }]],
  ['explain the change in sales', [4, { inside: 'why', isTotal: true }]],
  ['sales', undefined],
])('readWhy(%s)', (text, expected) => expect(readWith(readWhy, text)).toEqual(expected));

test.each([
  ['explain sales in france', [1, { inside: 'explain', isTotal: true }]],
  ['what does margin mean', [2, { inside: 'explain', isTotal: true }]],
  ['the rows behind sales', [3, { inside: 'rows', isTotal: true }]],
  ['what is sales', undefined],
])('readExplain(%s)', (text, expected) => expect(readWith(readExplain, text)).toEqual(expected));
