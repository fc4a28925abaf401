import { expect, test } from 'vitest';

import { javaParts } from '../../../../src/local/duckdb/natives/date-pattern.ts';

const written = (format: string) =>
  javaParts(format).map(({ letter, count, text }) => (letter ? `${letter}${count}` : text));

test.each([
  ['yyyyMMdd', ['y4', 'M2', 'd2']],
  ['yyyy-MM', ['y4', '-', 'M2']],
  ["HH'h'mm", ['H2', 'h', 'm2']],
  ["'it''s' d", ["it's", ' ', 'd1']],
  ["''", ["'"]],
  ["'open d", ['open d']],
  ['', []],
])('javaParts(%j)', (format, parts) => expect(written(format)).toEqual(parts));
