import { expect, test } from 'vitest';

import { humanSeconds, parseDataSize, parseDuration } from '../../../../src/local/duckdb/natives/duration.ts';

test.each([
  ['42.8ms', 43n],
  ['3.81 d', 329_184_000n],
  [' 5m ', 300_000n],
  ['999 ns', 0n],
])('parseDuration(%j)', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds));

test.each(['', '5', '5 M', '5 w', '-5 s', '1.s'])('parseDuration(%j) fails', (text) =>
  expect(() => parseDuration(text)).toThrow('duration is not a valid data duration string'),
);

test.each([
  [96, '1 minute, 36 seconds'],
  [3762, '1 hour, 2 minutes, 42 seconds'],
  [56_363_463, '93 weeks, 1 day, 8 hours, 31 minutes, 3 seconds'],
  [-60, '1 minute'],
  [0.4, '0 seconds'],
])('humanSeconds(%d)', (seconds, words) => expect(humanSeconds(seconds)).toBe(words));

test.each([Number.NaN, Number.POSITIVE_INFINITY])('humanSeconds(%d) fails', (seconds) =>
  expect(() => humanSeconds(seconds)).toThrow('Invalid argument found'),
);

test.each([
  ['1B', '1'],
  ['1kB', '1024'],
  ['2.3MB', '2411724'],
  ['0.5B', '0'],
  ['1YB', '1208925819614629174706176'],
])('parseDataSize(%j)', (text, bytes) => expect(parseDataSize(text)).toBe(bytes));

test('parseDataSize() takes units as they are written, and no more than a decimal holds', () => {
  for (const text of ['1KB', '1', ' 1B', '1.B', '-1B']) expect(() => parseDataSize(text)).toThrow('Invalid data size');
  expect(() => parseDataSize('99999999999999999YB')).toThrow('Value out of range');
});
