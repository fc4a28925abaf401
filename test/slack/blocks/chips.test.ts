import { expect, test } from 'vitest';

import type { Request } from '../../../src/question/request.ts';

import { formatRequest } from '../../../src/question/request.ts';
import { chipButtons, withoutChip } from '../../../src/slack/blocks/chips.ts';
import { CONTEXT } from '../../support/rules.ts';

const { query } = CONTEXT;

const request = (values: Request['values'], more: Partial<Request> = {}): Request => ({
  query: 'sales',
  values,
  excluded: [],
  ...more,
});

test.each<[Request, readonly string[]]>([
  [request({}), []],
  [request({ measure: ['units'], by: ['city'], period: ['2025'] }), []],
  [request({ country: ['France'] }), ['France ✕']],
  [request({ country: [''] }), ['(blank) ✕']],
  [request({ country: ['France', 'Germany', 'New Zealand'] }), ['France +2 ✕']],
  [request({ country: ['USA'] }, { excluded: ['country'] }), ['not USA ✕']],
  [request({ split: ['month'] }), ['split by Month ✕']],
  [request({ top: ['5'] }), ['top 5 ✕']],
  [request({ over: ['1000'] }), ['over 1,000 ✕']],
  [request({ over: ['0.1'], show: ['share'] }), ['over 10% ✕', 'Share of the total ✕']],
  [request({}, { compare: 'previous' }), ['vs previous period ✕']],
  [request({}, { compare: '2024-03' }), ['vs Mar 2024 ✕']],
])('chipButtons() of %j', (given, expected) =>
  expect(chipButtons(query, given).map(({ text }) => text.text)).toEqual(expected),
);

test.each([
  ['de-DE', ['over 1.234,5 ✕', 'vs 1 – 9 Mar 2024 ✕']],
  ['en-US', ['over 1,234.5 ✕', 'vs Mar 1 – 9, 2024 ✕']],
])('chipButtons() writes numbers and dates as in %s', (locale, expected) => {
  const given = request({ over: ['1234.5'] }, { compare: '2024-03-01..2024-03-09' });
  expect(chipButtons(query, given, locale).map(({ text }) => text.text)).toEqual(expected);
});

test('withoutChip() takes away a parameter, or the comparison', () => {
  const before = request({ country: ['France'], top: ['5'] }, { compare: 'last year' });
  expect(formatRequest(withoutChip(before, query, 'top'))).toBe('sales country=France compare="last year"');
  expect(formatRequest(withoutChip(before, query, undefined))).toBe('sales country=France top=5');
});
