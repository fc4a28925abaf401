import { expect, test } from 'vitest';

import { questionSize, shorterRequest } from '../../../src/answer/runs/question-size.ts';
import { formatRequest } from '../../../src/question/request.ts';
import { CONTEXT } from '../../support/rules.ts';

const { query } = CONTEXT;

const NOW = { now: new Date('2026-11-27T12:00:00Z'), calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 } };

const request = (period: string) => ({ query: 'sales', values: { period: [period] }, excluded: [] });

const daysOf = (period: string) =>
  questionSize({ sql: 'SELECT 1', parameters: [] }, { query, request: request(period) }, NOW).days;

test.each([
  ['yesterday', 1],
  ['last 30 days', 30],
  ['2025', 365],
  ['this month', 27],
  ['2030', 1],
  ['all time', 7300],
])('questionSize() of %s: %i days', (period, days) => expect(daysOf(period)).toBe(days));

test('questionSize() has one shape for one text of SQL, whatever its parameters', () => {
  const shapeOf = (sql: string, parameters: readonly string[]) =>
    questionSize({ sql, parameters }, { query }, NOW).shape;
  expect(shapeOf('SELECT ?', ['1'])).toBe(shapeOf('SELECT ?', ['2']));
  expect(shapeOf('SELECT ?', ['1'])).not.toBe(shapeOf('SELECT ?, 1', ['1']));
  expect(questionSize({ sql: 'SELECT 1', parameters: [] }, { query }, NOW).days).toBeNull();
});

test('shorterRequest() asks for the last 30 days', () =>
  expect(formatRequest(shorterRequest(query, request('all time'))!)).toBe('sales period="last 30 days"'));
