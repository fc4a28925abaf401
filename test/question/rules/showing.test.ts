import { expect, test } from 'vitest';

import { readAverage, readAverageBetween, readShowing } from '../../../src/question/rules/showing.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['share of sales', [2, { isShare: true, shareAt: 0 }]],
  ['running total', [2, { show: 'running_total', runningAt: 0 }]],
  ['growth', [1, { isGrowth: true, growthAt: 0, growthWord: 'growth' }]],
  ['over time', [2, { isTrend: true }]],
  ['sales', undefined],
])('readShowing(%s)', (text, expected) => expect(readWith(readShowing, text)).toEqual(expected));

test.each([
  ['average', [1, { average: 0 }]],
  ['on average per month', [4, { average: 0, averagePer: 'month' }]],
  ['average order', [1, { average: 0 }]],
])('readAverage(%s)', (text, expected) => expect(readWith(readAverage, text)).toEqual(expected));

test.each([
  ['average customer sales', [2, { average: 0, averagePer: 'customer' }]],
  ['average customers sales', undefined],
  ['average sales', undefined],
])('readAverageBetween(%s)', (text, expected) => expect(readWith(readAverageBetween, text)).toEqual(expected));
