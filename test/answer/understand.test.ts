import { expect, test } from 'vitest';

import type { AnswerContext } from '../../src/answer/context.ts';

import { parseOptions, understand, understandOrNothing, valuesOfQueries } from '../../src/answer/understand.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { formatRequest } from '../../src/question/request.ts';
import { CONTEXT } from '../support/rules.ts';

const { query, vocabulary } = CONTEXT;

const catalogue = buildCatalogue([query], []);

const context = (more: Partial<AnswerContext> = {}) =>
  ({
    catalogue: () => catalogue,
    calendar: { timezone: 'Pacific/Kiritimati', weekStart: 1, fiscalYearStart: 1 },
    values: async (_, param) => vocabulary(query, param),
    ...more,
  }) as AnswerContext;

const NOTHING = buildCatalogue([], []);

const NOW = new Date('2026-12-31T12:00:00Z'); // the first of January on Kiritimati

test('understand() checks values against the data and months against the day where the asker is', async () => {
  const { request } = await understand('sales in France in May', context(), { now: NOW });
  expect(formatRequest(request)).toBe('sales country=France period=2026-05');
});

test.each([
  ['sales in Frnace', {}, 'did you mean France?'],
  ['sales zzz', { contact: '#analytics' }, '(you may not see everything here: ask #analytics)'],
  ['sales', { contact: '#analytics', catalogue: () => NOTHING }, 'you may not ask anything here: ask #analytics'],
  [
    'sales in Lyonesse',
    { values: async () => [], listedAt: () => undefined },
    '(the values of country could not be read yet, ask again in a minute)',
  ],
])('understand(%s) refuses', async (text, more, sentence) =>
  expect(understand(text, context(more), { now: NOW })).rejects.toThrow(sentence),
);

test('understand() gives up when its signal aborts', async () => {
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(understand('sales', context({ values: () => new Promise(() => {}) }), { signal })).rejects.toThrow(
    'stopped',
  );
});

test('understandOrNothing() is undefined for what is not understood, and throws a bug', async () => {
  expect(await understandOrNothing('zzz', context())).toBeUndefined();
  expect(formatRequest((await understandOrNothing('orders', context()))!.request)).toBe('sales measure=orders by=none');
  const bug = () => {
    throw new TypeError('a bug');
  };
  await expect(understandOrNothing('orders', context({ catalogue: bug }))).rejects.toThrow('a bug');
});

test('parseOptions() are of the day in the time zone of the calendar', () =>
  expect(parseOptions(context(), NOW).today).toBe('2027-01-01'));

test('valuesOfQueries() asks for each list of values once', async () => {
  const asked: string[] = [];
  const values: AnswerContext['values'] = async (_, { name }) => {
    asked.push(name);
    return [name];
  };
  const known = await valuesOfQueries([query], context({ values }));
  expect(asked).toHaveLength(new Set(asked).size);
  expect(known(query, query.params.find(({ name }) => name === 'city')!)).toEqual(['city']);
  expect(known(query, query.params.find(({ name }) => name === 'by')!)).toEqual([]);
});
