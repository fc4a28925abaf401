import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import type { AnswerContext } from '../../src/answer/context.ts';

import { followUp, followUpOrNothing } from '../../src/answer/follow-up.ts';
import { readCatalogue } from '../../src/catalogue/catalogue.ts';

const catalogue = await readCatalogue('queries');

const context = {
  catalogue: () => catalogue,
  calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
  values: async (_: unknown, { name }: { name: string }) =>
    name === 'country' ? ['France', 'Germany', 'USA'] : name === 'product_line' ? ['Classic Cars', 'Planes'] : [],
} as unknown as AnswerContext;

describe('docs/follow-ups.md', () => {
  const page = readFileSync('docs/follow-ups.md', 'utf8');
  const rows = [...page.matchAll(/^\| `([^|]+?)` \| `([^|]+?)` \| ([^|]+?) \|$/gm)].map(
    ([, previous, text, outcome]) => [previous!, text!, outcome!] as const,
  );

  test('has at least 15 follow-ups', () => expect(rows.length).toBeGreaterThanOrEqual(15));

  test.each(rows)('%s, %s → %s', async (previous, text, outcome) => {
    expect(await followUp(text, previous, context)).toBe(/^`(.+)`$/.exec(outcome)?.[1]);
  });
});

test('followUp() says what it does not understand, and followUpOrNothing() nothing', async () => {
  await expect(followUp('and in Frnace', 'sales', context)).rejects.toThrow('did you mean France?');
  expect(await followUpOrNothing('thanks', 'sales', context)).toBeUndefined();
  expect(await followUpOrNothing('thanks a lot', 'sales', context)).toBeUndefined();
});

test.each([
  ['sales by=customer top=5', 'which of them bought Planes', 'this would choose other ones'],
  ['sales by=customer top=5', 'what products did they buy', 'this would choose other ones'],
  ['sales by=customer top=5', 'only those in France', 'this would choose other ones'],
  ['sales by=none compare="last year"', 'in percent', 'one number has no shares'],
  ['sales by=month', 'as percent of the year', 'a share of another time is not worked out'],
  ['sales by=month', 'what share of the total is France', 'a share is of the total of all that is asked'],
  ['sales by=month', 'a year earlier', 'what lies a year before last 12 months is not said by dates'],
  ['sales by=month', 'remove the filter', 'there is no filter to remove'],
  ['sales by=month', 'no comparison', 'nothing is compared'],
  ['sales by=month', 'show all', 'all rows are shown already'],
  ['sales by=month', 'undo', 'only the last question is kept'],
  ['sales by=month', 'thanks!', '"thanks" asks nothing of the data'],
])('followUp() after %j refuses %j', async (previous, text, sentence) =>
  expect(followUp(text, previous, context)).rejects.toThrow(sentence),
);
