import { expect, test } from 'vitest';

import {
  fixedOffset,
  fromLocal,
  offsetMinutes,
  parseZone,
  toLocal,
  zoneAt,
} from '../../../../src/local/duckdb/types/zone.ts';

test.each([
  ['utc', 'UTC'],
  ['Z', 'UTC'],
  ['+00:00', 'UTC'],
  [' +2 ', '+02:00'],
  ['-0330', '-03:30'],
  ['europe/paris', 'Europe/Paris'],
  ['Asia/Calcutta', expect.stringMatching(/^Asia\/(Calcutta|Kolkata)$/)],
  ['+15:00', undefined],
  ['+01:60', undefined],
  ['Mars/Olympus', undefined],
  ["x'; DROP", undefined],
])('parseZone(%j)', (text, zone) => expect(parseZone(text)).toEqual(zone));

test.each([
  [0, 'UTC'],
  [90, '+01:30'],
  [-210, '-03:30'],
])('zoneAt(%d) is undone by fixedOffset()', (minutes, zone) => {
  expect(zoneAt(minutes)).toBe(zone);
  expect(fixedOffset(zone) ?? 0).toBe(minutes);
});

test('offsetMinutes() knows summer time, and zones of half an hour', () => {
  const [winter, summer] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1)];
  expect([winter, summer].map((at) => offsetMinutes('Europe/Paris', at))).toEqual([60, 120]);
  expect(offsetMinutes('Asia/Kolkata', winter)).toBe(330);
  expect(offsetMinutes('America/St_Johns', winter)).toBe(-210);
  expect(offsetMinutes('-03:30', winter)).toBe(-210);
});

test('toLocal() and fromLocal() go by the offset where the zone is no place', () => {
  expect(toLocal('t', { zone: 'Europe/Paris' })).toBe("timezone('Europe/Paris', t)");
  expect(toLocal('t', { zone: '+01:30' })).toBe("(timezone('UTC', t) + to_minutes(90))");
  expect(fromLocal('t', { zone: '-01:30' })).toBe("timezone('UTC', (t - to_minutes(-90)))");
});
