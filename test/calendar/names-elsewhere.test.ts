import { expect, test } from 'vitest';

import { NAMES_ELSEWHERE } from '../../src/calendar/names-elsewhere.ts';

test('NAMES_ELSEWHERE are lists of seven weekdays or twelve months, each name once', () => {
  for (const names of NAMES_ELSEWHERE) {
    expect([7, 12], names.join(' ')).toContain(names.length);
    expect(new Set(names).size, names.join(' ')).toBe(names.length);
  }
});

test.each(['de', 'fr', 'ja'])('NAMES_ELSEWHERE has those that Intl writes in %s', (language) => {
  const written = (part: Intl.DateTimeFormatOptions, count: number, at: (index: number) => number) => {
    const format = new Intl.DateTimeFormat(language, { ...part, timeZone: 'UTC' });
    return Array.from({ length: count }, (_, index) => format.format(at(index)).replace(/\.$/, '').toLowerCase());
  };
  const weekdays = written({ weekday: 'long' }, 7, (index) => Date.UTC(2024, 0, 1 + index));
  const months = written({ month: 'short' }, 12, (index) => Date.UTC(2024, index));
  expect(NAMES_ELSEWHERE).toContainEqual(weekdays);
  expect(NAMES_ELSEWHERE).toContainEqual(months);
});
