import { expect, test } from 'vitest';

import type { Alert } from '../../../src/answer/alerts/alert-text.ts';
import type { AlertRule } from '../../../src/digests/alert-rule.ts';

import { alertSentence, alertTerms, alertTitle, limitWords } from '../../../src/answer/alerts/alert-words.ts';
import { CONTEXT } from '../../support/rules.ts';

const alertOf = (rule: Partial<AlertRule>, more: Partial<Alert> = {}): Alert =>
  ({
    query: CONTEXT.query,
    request: { query: 'sales', values: { period: ['yesterday'], by: ['none'] }, excluded: [] },
    rule: { subject: 'value', operator: '<', limit: 1000, ...rule },
    isEach: false,
    remindHours: 24,
    ...more,
  }) as Alert;

test.each([
  [{}, {}, 'below $1,000'],
  [{ operator: '>=', limit: 1.5e6 }, {}, 'at least $1,500,000'],
  [{ subject: 'change', limit: -0.1 }, { baseline: 'usual' }, 'down by more than 10% against the usual'],
  [{ subject: 'change', operator: '<=', limit: -0.1 }, { baseline: 'usual' }, 'down by 10% or more against the usual'],
  [{ subject: 'change', operator: '>', limit: 0.055 }, { baseline: 'usual' }, 'up by more than 5.5% against the usual'],
  [{ subject: 'change', operator: '<', limit: 0.02 }, { baseline: 'usual' }, 'at a change below +2% against the usual'],
] as const)('limitWords() of %j', (rule, more, expected) => expect(limitWords(alertOf(rule, more))).toBe(expected));

test('limitWords() names the period before', () => {
  const request = { query: 'sales', values: {}, excluded: [], compare: 'previous' };
  expect(limitWords(alertOf({ subject: 'change', limit: -0.1 }, { request }))).toBe(
    'down by more than 10% against the period before',
  );
});

test('an alert is written with the numbers and dates of a locale', () => {
  const request = {
    query: 'sales',
    values: { period: ['2026-09-30'], by: ['none'] },
    excluded: [],
    compare: '2024-03-31',
  };
  const value = alertOf({ limit: 1234567, least: 5000 }, { request });
  expect(alertSentence(value, 'en-US')).toMatch(/^“.*Sep 30, 2026.*vs Mar 31, 2024.*” is below \$1,234,567$/);
  expect(alertSentence(value, 'de-DE')).toMatch(/^“.*30 Sep 2026.*” is below \$1\.234\.567$/);
  expect(alertTerms(value, 'de-DE').join(' ')).toMatch(/back at \$1\.\d{3}\.\d{3}\. What is below \$5\.000 is ignored/);
  const change = alertOf({ subject: 'change', operator: '>', limit: 0.055 }, { request });
  expect(limitWords(change, 'de-DE')).toBe('up by more than 5,5% against 31 Mar 2024');
  expect(limitWords(change, 'en-US')).toBe('up by more than 5.5% against Mar 31, 2024');
});

test('alertSentence() of one number, and of any row', () => {
  expect(alertSentence(alertOf({}))).toBe(`“${alertTitle(alertOf({}))}” is below $1,000`);
  const request = { query: 'sales', values: { by: ['product_line'] }, excluded: [] };
  expect(alertSentence(alertOf({}, { request, isEach: true }))).toMatch(/^any product line of “.*” is below \$1,000$/);
});

test.each([
  [{}, {}, ['Until somebody acknowledges it, it is told again after 1 day.']],
  [{}, { remindHours: 36 }, ['Until somebody acknowledges it, it is told again after 36 hours.']],
  [{}, { remindHours: undefined }, ['It is told once.']],
  [{ least: 50 }, {}, ['What is below $50 is ignored.']],
  [{}, { person: { name: 'manager', label: 'Manager' } }, ['Whoever is the manager of a row is named beside it.']],
  [
    { subject: 'change', limit: -0.1 },
    { baseline: 'usual' },
    ['The usual is the middle of the same weekdays in the last four weeks.'],
  ],
] as const)('alertTerms() of %j, %j', (rule, more, expected) =>
  expect(alertTerms(alertOf(rule as Partial<AlertRule>, more as Partial<Alert>))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^It is over once back at .+\.$/), ...expected]),
  ),
);
