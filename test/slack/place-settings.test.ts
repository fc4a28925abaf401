import { describe, expect, test } from 'vitest';

import {
  filtersInWords,
  inWords,
  readSettings,
  removeFilters,
  setFilters,
  setPrivate,
  withFilters,
} from '../../src/slack/place-settings.ts';
import { visitsContext } from '../support/context.ts';
import { openPreferenceMap } from '../support/preferences.ts';

const context = visitsContext();

const PLACE = { user: 'U1', channel: 'C1' };

test('readSettings() has what a person and a channel have set, and nothing of others', async () => {
  const preferences = openPreferenceMap();
  await setPrivate(preferences, 'person/U1', true);
  await setPrivate(preferences, 'channel/C2', true);
  await setFilters(preferences, 'C1', 'country=France', context);
  expect(await readSettings(preferences, PLACE)).toEqual({
    isPersonPrivate: true,
    isChannelPrivate: false,
    filters: 'country=France',
  });
  await setPrivate(preferences, 'person/U1', false);
  await removeFilters(preferences, 'C1');
  expect(await readSettings(preferences, PLACE)).toEqual({
    isPersonPrivate: false,
    isChannelPrivate: false,
    filters: undefined,
  });
});

describe('setFilters()', () => {
  test.each([
    ['in France', 'country=France'],
    ['country=France,Spain', 'country=France,Spain'],
    ['country!=France', 'country!=France'],
  ])('keeps %j as %j', async (text, kept) =>
    expect(await setFilters(openPreferenceMap(), 'C1', text, context)).toBe(kept),
  );

  test.each([
    ['country=France period=2025', 'only filters can be kept in a channel'],
    ['unicorns', 'unicorns'],
    ['', 'name what to keep in this channel, such as: here only France'],
  ])('of %j says why not', async (text, sentence) => {
    const preferences = openPreferenceMap();
    await expect(setFilters(preferences, 'C1', text, context)).rejects.toThrow(sentence);
    expect((await readSettings(preferences, PLACE)).filters).toBe(undefined);
  });
});

describe('withFilters()', () => {
  test.each([
    ['visits', 'visits country=France'],
    ['visits site=shop', 'visits country=France site=shop'],
    ['visits country=Spain', 'visits country=Spain'],
    ['of unicorns', 'of unicorns'],
  ])('makes %j %j', async (text, asked) => expect(await withFilters(text, 'country=France', context)).toBe(asked));

  test('keeps out what a channel keeps out', async () =>
    expect(await withFilters('visits', 'country!=France', context)).toBe('visits country!=France'));

  test('leaves a question as it is whose query has no such filter', async () =>
    expect(await withFilters('visits', 'city=Paris', context)).toBe('visits'));
});

test('filtersInWords() says them as titles do, and as they are when no query has them', async () => {
  expect(await filtersInWords('country=France,Spain site=shop', context)).toBe('Country: France, Spain · Site: shop');
  expect(await filtersInWords('city=Paris', context)).toBe('city=Paris');
});

test('inWords() leaves out what this person may not ask any more', async () => {
  const kept = [
    { name: 'mine', text: 'visits country=France' },
    { name: 'gone', text: 'secrets by=person' },
  ];
  expect(await inWords(kept, context)).toEqual([
    { name: 'mine', text: 'visits country=France', words: 'Visits by site · Last month · Country: France' },
  ]);
});
