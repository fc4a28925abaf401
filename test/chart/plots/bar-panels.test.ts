import { expect, test } from 'vitest';

import { widestOf } from '../../../src/fonts/text-width.ts';
import * as easy from '../../charts/easy.ts';
import { drawn } from '../../support/drawn-chart.ts';

test('names beside panels have room', () => {
  const { spec, rows } = drawn(easy.measuresByCountry());
  const widest = widestOf(rows.flatMap(({ part, text }) => (part === 'name' ? [String(text)] : [])));
  const limits = JSON.stringify(spec).match(/"align":"right","limit":([\d.]+)/);
  expect(Number(limits?.[1])).toBeGreaterThanOrEqual(widest + 8);
});
