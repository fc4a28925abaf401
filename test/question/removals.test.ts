import { expect, test } from 'vitest';

import { readRemoval } from '../../src/question/removals.ts';
import { formatRequest, normalize } from '../../src/question/request.ts';
import { CONTEXT } from '../support/rules.ts';

const { query, lexicon } = CONTEXT;

const BEFORE = {
  query: 'sales',
  values: { by: ['city'], country: ['France', 'USA'], top: ['5'] },
  excluded: ['country'],
  compare: 'last year',
};

test.each([
  ['all of them', 'sales by=city country!=France,USA compare="last year"'],
  ['all countries', 'sales by=city top=5 compare="last year"'],
  ['remove France', 'sales by=city country!=USA top=5 compare="last year"'],
  ['remove filters', 'sales by=city top=5 compare="last year"'],
  ['remove the comparison', 'sales by=city country!=France,USA top=5'],
  ['total', 'sales by=none country!=France,USA compare="last year"'],
  ['remove Germany', undefined],
  ['all cities', undefined],
  ['by month', undefined],
])('readRemoval(%s)', (text, expected) => {
  const after = readRemoval(text, BEFORE, query, lexicon);
  expect(after && formatRequest(normalize(after, query))).toBe(expected);
});
