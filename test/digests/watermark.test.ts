import { expect, test } from 'vitest';

import { isWatermark, WATERMARKS, watermarkDay } from '../../src/digests/watermark.ts';

test.each<[words: string, dueAt: string, timezone: string, day: string]>([
  ['today', '2026-11-23T09:00:00Z', 'UTC', '2026-11-23'],
  ['today', '2026-11-23T23:00:00Z', 'Asia/Tokyo', '2026-11-24'],
  ['yesterday', '2026-03-01T09:00:00Z', 'UTC', '2026-02-28'],
  ['1 day ago', '2026-03-01T09:00:00Z', 'UTC', '2026-02-28'],
  ['30 days ago', '2026-11-23T09:00:00Z', 'UTC', '2026-10-24'],
  ['last weekday', '2026-11-21T09:00:00Z', 'UTC', '2026-11-20'],
  ['last weekday', '2026-11-22T09:00:00Z', 'UTC', '2026-11-20'],
  ['last weekday', '2026-11-23T09:00:00Z', 'UTC', '2026-11-20'],
  ['last weekday', '2026-11-24T09:00:00Z', 'UTC', '2026-11-23'],
])('watermarkDay(%s) due %s in %s is %s', (words, dueAt, timezone, day) => {
  expect(isWatermark(words)).toBe(true);
  expect(watermarkDay(words, new Date(dueAt), timezone)).toBe(day);
});

test('what is offered is taken, and other words are not', () => {
  expect(WATERMARKS.every(isWatermark)).toBe(true);
  for (const words of [
    '',
    'tomorrow',
    '0 days ago',
    '-1 days ago',
    '1000 days ago',
    'Yesterday',
    'last week',
    'yesterday ',
  ]) {
    expect(isWatermark(words), words).toBe(false);
    expect(() => watermarkDay(words, new Date(), 'UTC'), words).toThrow(RangeError);
  }
});
