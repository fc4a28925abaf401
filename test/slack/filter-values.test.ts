import { expect, test } from 'vitest';

import { readFilterValues, readListedValues } from '../../src/slack/filter-values.ts';
import { visitsContext } from '../support/context.ts';

const never = new Promise<never>(() => {});

const query = visitsContext().catalogue().find('visits')!;

test('readFilterValues() has the menus that are looked up, and nothing of other parameters', async () =>
  expect(await readFilterValues(visitsContext(), query, 1000)).toEqual({
    country: ['France', 'Spain'],
    site: ['shop', 'blog'],
  }));

test('readFilterValues() does not wait for what comes late, and is not held up by what fails', async () => {
  const values = (_: unknown, { name }: { name: string }) =>
    name === 'country' ? never : Promise.reject(new Error('no network'));
  expect(await readFilterValues(visitsContext({ values }), query, 1)).toEqual({ country: undefined, site: undefined });
});

test('readListedValues() tells how old a list is, where that is known', async () => {
  const now = new Date('2026-11-27T12:00:00Z');
  const listedAt = (_: unknown, { name }: { name: string }) =>
    name === 'country' ? new Date(now.getTime() - 5000) : undefined;
  expect(await readListedValues(visitsContext({ listedAt }), query, 1000, now)).toEqual({
    country: { values: ['France', 'Spain'], age: 5000 },
    site: { values: ['shop', 'blog'], age: undefined },
  });
  const values = async () => [];
  expect(await readListedValues(visitsContext({ values }), query, 1000, now)).toMatchObject({ site: { values: [] } });
});
