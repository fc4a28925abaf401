import { expect, test } from 'vitest';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { checkDigests } from '../../src/check/digest-check.ts';
import { parseDigests } from '../../src/digests/digest-file.ts';
import { UserError } from '../../src/error.ts';
import { visitsContext } from '../support/context.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

const SOURCE = `- name: fine
  question: visits last week
  channel: "#sales"
  when: every day at 9
- name: wrong
  questions:
    - visits last week
    - unicorns by colour
  channel: "#nowhere"
  when: every day at 9
- name: endless
  alert: visits last week
  channel: "#sales"
  when: every day at 9
`;

/** All but the name and the owner of a digest. */
const REST = '  channel: "#sales"\n  question: visits last week\n  when: every day at 9\n';

const file = parseDigests('digests.yml', SOURCE, { timezone: 'UTC' });

const lines = async (given: Partial<Parameters<typeof checkDigests>[2]> = {}) =>
  (await checkDigests(file, visitsContext(), { now: NOW, hasOperators: true, ...given })).map(
    (found) => `${found.file}:${found.line}:${found.column}: ${found.message}`,
  );

test('checkDigests() names questions and alerts that are not understood, each with its line', async () => {
  const [question, alert, ...others] = await lines();
  expect(question).toMatch(/^digests\.yml:8:7: wrong asks "unicorns by colour": /);
  expect(alert).toMatch(/^digests\.yml:12:10: endless asks "visits last week": /);
  expect(others).toEqual([]);
});

test('checkDigests() names a channel in which the bot cannot post, with its line', async () => {
  const checkChannel = async ({ channel }: { channel: string }) => {
    if (channel === '#nowhere') throw new UserError('the bot is not in #nowhere: invite it there');
  };
  expect(await lines({ checkChannel })).toContain(
    'digests.yml:9:12: wrong goes to #nowhere: the bot is not in #nowhere: invite it there',
  );
  expect(await lines({ checkChannel })).toHaveLength(3);
});

test('checkDigests() does not take a fault of ours for a mistake of the author', async () => {
  await expect(lines({ checkChannel: () => Promise.reject(new Error('a fault')) })).rejects.toThrow('a fault');
});

test('checkDigests() notes what belongs to nobody, unless there are operators', async () => {
  const source = `- name: mine\n  owner: U0000001\n${REST}- name: orphan\n${REST}`;
  const given = parseDigests('digests.yml', source, { timezone: 'UTC' });
  const found = await checkDigests(given, visitsContext(), { now: NOW, hasOperators: false });
  expect(found).toMatchObject([{ line: 7, column: 12, isNote: true }]);
  expect(found[0]?.message).toMatch(/^orphan belongs to nobody: give it or its data an owner/);
  expect(await checkDigests(given, visitsContext(), { now: NOW, hasOperators: true })).toEqual([]);
});

test('checkDigests() takes the owner of the data for one', async () => {
  const owned = buildCatalogue([{ ...visitsContext().catalogue().queries[0]!, owner: '#web' }]);
  const given = parseDigests('digests.yml', `- name: orphan\n${REST}`, { timezone: 'UTC' });
  const context = visitsContext({ catalogue: () => owned });
  expect(await checkDigests(given, context, { now: NOW, hasOperators: false })).toEqual([]);
});
