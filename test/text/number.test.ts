import { describe, expect, test } from 'vitest';

import type { Grain } from '../../src/calendar/bucket.ts';

import { formatBucket } from '../../src/calendar/bucket.ts';
import {
  formatChange,
  formatDifference,
  formatNumber,
  formatShare,
  formatTicks,
  splitFormat,
} from '../../src/text/number.ts';
import { cleanText, formatLabel } from '../../src/text/text.ts';

describe('formatNumber(value, { format, style })', () => {
  test.each([
    [4_213_456, '$,.0f', '$4.21M', '$4,213,456'],
    [999_950, undefined, '1M', '999,950'],
    [-1_234_567, '$,.0f', '−$1.23M', '−$1,234,567'],
    [9999, undefined, '9,999', '9,999'],
    [10_000, undefined, '10K', '10,000'],
    [1234.5, undefined, '1,235', '1,235'],
    [12.345, undefined, '12.35', '12.35'],
    [0, '$,.0f', '$0', '$0'],
    [0.4, '$,.0f', '$0.4', '$0.4'],
    [0.00042, undefined, '0.00042', '0.00042'],
    [0.99953, undefined, '0.9995', '0.9995'],
    [0.95, undefined, '0.95', '0.95'],
    [1e-9, undefined, '1×10⁻⁹', '1×10⁻⁹'],
    [8.2345e18, undefined, '8.23×10¹⁸', '8.23×10¹⁸'],
    [2e15, undefined, '2,000T', '2,000,000,000,000,000'],
    [0.2346, '.1%', '23.5%', '23.5%'],
    [-0.5, '.0%', '−50%', '−50%'],
    [12_345_678_901, ',.2f €', '12.3B €', '12,345,678,901.00 €'],
    [999, '£,.2f', '£999.00', '£999.00'],
    [45.678, ',.1f kg', '45.7 kg', '45.7 kg'],
    [15_000, 's', '15.0000k', '15.0000k'],
    [12, 'no such format', '12', '12'],
  ])('%s as %s is %s, in full %s', (value, format, short, full) => {
    expect(formatNumber(value, { format })).toBe(short);
    expect(formatNumber(value, { format, style: 'full' })).toBe(full);
  });
});

test.each([
  ['$,.0f', ['', '$,.0f', '']],
  ['€,.2f', ['€', ',.2f', '']],
  [',.1f kg', ['', ',.1f', ' kg']],
  ['%', ['', '%', '']],
  ['rubbish', ['', '', '']],
  [undefined, ['', '', '']],
])('splitFormat(%s)', (format, expected) => {
  const { prefix, pattern, suffix } = splitFormat(format);
  expect([prefix, pattern, suffix]).toEqual(expected);
});

test.each([
  [0.451, '45%'],
  [0.004, '0.4%'],
  [0.0004, '<0.1%'],
  [0, '0%'],
  [0.9999, '99.9%'],
  [1, '100%'],
])('formatShare(%s) is %s', (share, expected) => {
  expect(formatShare(share)).toBe(expected);
});

test.each([
  [112, 100, '+12%'],
  [75, 100, '−25%'],
  [100, 100, '±0%'],
  [1200, 100, '×12'],
  [-11, 1, '−1,200%'],
  [5, -10, '+150%'],
  [120, -10, '+1,300%'],
  [5, 0, undefined],
  [null, 5, undefined],
  [5, null, undefined],
])('formatChange(%s, %s) is %s', (value, earlier, expected) => {
  expect(formatChange(value, earlier)).toBe(expected);
});

test.each([
  [0.35, 0.315, '.1%', '+3.5 pts'],
  [0.3, 0.31, '.0%', '−1 pt'],
  [41.5, 40, '.1f%', '+1.5 pts'],
  [0.02, 0, '.1%', '+2 pts'],
  [0.3, 0.3, '.1%', '±0 pts'],
  [0.3, 0.2996, '.1%', '+0.04 pts'],
])('formatChange(%s, %s, { format: %j }) is %s', (value, earlier, format, expected) => {
  expect(formatChange(value, earlier, { format })).toBe(expected);
  expect(formatDifference(value, earlier, { format })).toBe(expected);
});

test.each([
  ['de', 4_213_456, {}, '4,21M'],
  ['de', 4_213_456, { style: 'full' }, '4.213.456'],
  ['de', 0.0312, { format: '.1%' }, '3,1%'],
  ['de', -1234.5, { format: ',.2f €' }, '−1.234,50 €'],
  ['fr', 9876, { format: ',.0f kr.' }, '9\u202f876 kr.'],
  ['de', 8.23e18, {}, '8,23×10¹⁸'],
] as const)('in %s formatNumber(%s, %j) is %s', (locale, value, options, expected) => {
  expect(formatNumber(value, { ...options, locale })).toBe(expected);
});

test('shares and changes have the separators of a language', () => {
  expect(formatShare(0.999, { locale: 'de' })).toBe('99,9%');
  expect(formatChange(100_000, 1, { locale: 'de' })).toBe('×100K');
});

test.each([
  [1500, 1000, '+$500 (+50%)'],
  [1000, 1500, '−$500 (−33%)'],
  [5, 0, '+$5'],
  [0, 0, '±$0'],
  [null, 5, undefined],
])('formatDifference(%s, %s) is %s', (value, earlier, expected) => {
  expect(formatDifference(value, earlier, { format: '$,.0f' })).toBe(expected);
});

test.each<[readonly number[], Parameters<typeof formatNumber>[1], readonly string[]]>([
  [[0, 500_000, 1_000_000], { format: '$,.0f' }, ['$0', '$0.5M', '$1.0M']],
  [[0, 5000, 10_000], { format: '$,.0f' }, ['$0', '$5K', '$10K']],
  [[0, 5000, 10_000], { format: '$,.0f', style: 'full' }, ['$0', '$5,000', '$10,000']],
  [[0, 500, 1000], { format: '$,.2f' }, ['$0', '$500', '$1,000']],
  [[0.9575, 0.96], { format: '.0%' }, ['95.75%', '96.00%']],
  [[0, 0.5], { format: '.1%' }, ['0%', '50%']],
  [[-20_000, 0, 20_000], {}, ['−20K', '0', '20K']],
  [[0, 0.0002], {}, ['0', '0.0002']],
  [[0, 2.5, 5], { locale: 'de' }, ['0', '2,5', '5,0']],
  [[9000, 9250, 10_000], { format: '$,.0f' }, ['$9,000', '$9,250', '$10,000']],
  [[0, 1_250_000, 2_500_000], {}, ['0', '1.25M', '2.50M']],
  [[0, 5e17], {}, ['0', '5×10¹⁷']],
  [[0, 2e-7], {}, ['0', '2×10⁻⁷']],
])('formatTicks(%j, %j) is %j', (values, options, expected) => {
  expect(formatTicks(values, options)).toEqual(expected);
});

test.each<[string, Grain, string]>([
  ['2025-01-01', 'year', '2025'],
  ['2025-07-01', 'quarter', 'Q3 2025'],
  ['2025-11-01', 'month', 'Nov 2025'],
  ['2025-11-03', 'week', 'week of 3 Nov 2025'],
  ['2025-11-03', 'day', '3 Nov 2025'],
  ['2025-11-03T14:30:00Z', 'hour', '3 Nov 2025 14:30'],
])('formatBucket(%s, %s) is %s', (day, grain, expected) => {
  expect(formatBucket(Date.parse(day), grain)).toBe(expected);
});

test.each([
  [null, 'Unknown'],
  ['', '(blank)'],
  [' \u0000 ', '(blank)'],
  ['null', 'null'],
  ['two\nlines', 'two lines'],
  ['\u202eevil\u202c', 'evil'],
  ['half \ud800', 'half'],
  [`${'x'.repeat(300)}1`, `${'x'.repeat(150)}…${'x'.repeat(48)}1`],
])('formatLabel(%j) is %j', (text, expected) => {
  expect(formatLabel(text)).toBe(expected);
});

test('cleanText(text) keeps emoji and every script', () => {
  expect(cleanText('👨‍👩‍👧 العربية ไทย')).toBe('👨‍👩‍👧 العربية ไทย');
});
