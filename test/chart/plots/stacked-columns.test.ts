import { expect, test } from 'vitest';

import * as easy from '../../charts/easy.ts';
import { drawn } from '../../support/drawn-chart.ts';

test('shares in time are columns of the same height', () => {
  const { type, rows } = drawn(easy.linesByProductLine(), 'share');
  expect(type).toBe('share');
  const ends = [...Map.groupBy(rows, ({ time }) => time).values()].map((parts) => Number(parts.at(-1)!.end));
  for (const end of ends) expect(end).toBeCloseTo(1);
  expect(rows.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^\d+%$/));
});
