import { expect, test } from 'vitest';

import type { RunProgress } from '../../../src/answer/context.ts';

import { followProgress, openRunProgress } from '../../../src/slack/answers/run-progress.ts';

const athena = (executionId: string, scannedBytes = 0, isQueued = false): RunProgress => ({
  executionId,
  isQueued,
  scannedBytes,
});

test.each<[string, { place?: number; heard?: readonly RunProgress[]; usualMs?: number }, string]>([
  ['nothing known', {}, ''],
  ['next', { place: 1 }, ' It is the next in the queue.'],
  ['fourth', { place: 4, usualMs: 12_600 }, ' It is number 4 in the queue. It usually takes 13 s.'],
  ['less than a second', { usualMs: 999 }, ''],
  ['a second', { usualMs: 1400 }, ' It usually takes 1 s.'],
  ['taken by Athena', { place: 1, heard: [athena('a', 0, true)] }, ' It waits in Athena’s queue.'],
  ['running', { heard: [athena('a', 0, true), athena('b')] }, ' It is running.'],
  ['reading', { heard: [athena('a', 1e9), athena('a', 1.2e9), athena('b', 3e8)] }, ' It has read 1.5 GB so far.'],
])('words() of a run: %s', (_, { place, heard = [], usualMs }, expected) => {
  const progress = openRunProgress();
  if (place !== undefined) progress.heard.onQueued(place);
  for (const each of heard) progress.heard.onProgress(each);
  expect(progress.words(usualMs)).toBe(expected);
});

/** What is written of a run that is looked at so often before it ends, with other words each time that `changes` says so. */
async function follow(looks: number, changes: (look: number) => boolean, most?: number) {
  const [pauses, written]: [number[], string[]] = [[], []];
  let words = 'a';
  const settlesWithin = async (ms: number) => {
    pauses.push(ms);
    if (changes(pauses.length)) words += 'a';
    return pauses.length > looks;
  };
  const write = async (told: string) => void written.push(told);
  await followProgress({ settlesWithin, words: () => words, write }, words, most);
  return { pauses, written };
}

test('followProgress() waits twice as long each time, and ends with the run', async () => {
  expect(await follow(3, () => true)).toEqual({ pauses: [3000, 6000, 12_000, 24_000], written: ['aa', 'aaa', 'aaaa'] });
});

test('followProgress() writes what is new, as often as it may', async () => {
  expect((await follow(3, (look) => look === 2)).written).toEqual(['aa']);
  expect(await follow(9, () => true, 2)).toEqual({ pauses: [3000, 6000], written: ['aa', 'aaa'] });
});
