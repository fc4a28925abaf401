import { expect, test } from 'vitest';

import { limitAtEnd, questionIn, splitAlert } from '../../../src/answer/alerts/alert-sentence.ts';

const NOTHING = { remindHours: 24, least: undefined, change: undefined, isUsual: false };

test.each([
  ['sales yesterday under 1000', { ...NOTHING, words: 'sales yesterday under 1000' }],
  ['when sales yesterday is below $1,000', { ...NOTHING, words: 'sales yesterday is below $1,000' }],
  [
    'sales last week change < -10% vs previous',
    { ...NOTHING, words: 'sales last week vs previous', change: { operator: '<', limit: -0.1 } },
  ],
  [
    'sales yesterday falls by more than 10% against the usual',
    { ...NOTHING, words: 'sales yesterday', change: { operator: '<', limit: -0.1 }, isUsual: true },
  ],
  ['orders rises 5 percent', { ...NOTHING, words: 'orders', change: { operator: '>', limit: 0.05 } }],
  ['sales under 5, ignore below 1.5k', { ...NOTHING, words: 'sales under 5', least: 1500 }],
  ['sales under 5, remind after 2 hours', { ...NOTHING, words: 'sales under 5', remindHours: 2 }],
  ['sales under 5, remind me every week', { ...NOTHING, words: 'sales under 5', remindHours: 168 }],
  ['sales under 5, remind never', { ...NOTHING, words: 'sales under 5', remindHours: undefined }],
])('splitAlert(%s)', (text, expected) => expect(splitAlert(text)).toEqual(expected));

test('splitAlert() refuses what is no number', () =>
  expect(() => splitAlert('sales change under 1.2.3%')).toThrow('"1.2.3" is no number: write 1000, 1,000 or 1.5k'));

test.each([
  ['sales yesterday', { question: 'sales yesterday', isEach: false }],
  ['any country sales', { question: 'by country sales', isEach: true }],
  ['sales in each country', { question: 'sales by country', isEach: true }],
  ['sales by country', { question: 'sales by country', isEach: true }],
  ['sales < 1000', { question: 'sales less than 1000', isEach: false }],
  ['sales>=5', { question: 'sales at least 5', isEach: false }],
])('questionIn(%s)', (words, expected) => expect(questionIn(words)).toEqual(expected));

test.each([
  ['sales yesterday under 1000', { question: 'sales yesterday', limit: { operator: '<', limit: 1000 } }],
  ['sales is at least $1.5k', { question: 'sales', limit: { operator: '>=', limit: 1500 } }],
  ['margin > -2m', { question: 'margin', limit: { operator: '>', limit: -2_000_000 } }],
  ['sales no more than 1,000,000', { question: 'sales', limit: { operator: '<=', limit: 1_000_000 } }],
  ['sales yesterday', undefined],
  ['under 1000', undefined],
])('limitAtEnd(%s)', (question, expected) => expect(limitAtEnd(question)).toEqual(expected));
