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
