import { expect, test } from 'vitest';

import { PALETTES } from '../../../src/chart/palette.ts';
import { messagePlot } from '../../../src/chart/plots/message.ts';

test('the sentence is all that is drawn', () => {
  const { spec, rows } = messagePlot({ palette: PALETTES.light }, 'No orders in 2030.');
  expect(rows).toEqual([{ sentence: 'No orders in 2030.' }]);
  expect(JSON.stringify(spec)).toContain('"field":"sentence"');
});
