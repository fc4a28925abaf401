import { expect, test } from 'vitest';

import { piePlot } from '../../../src/chart/plots/pie.ts';
import { inputOf } from '../../support/chart-input.ts';

const plot = (rows: readonly (readonly [string, number])[]) =>
  piePlot(inputOf(['Country: varchar', 'Sales: decimal'], rows));

test('each part has its name, share and value, and the whole stands in the middle', () => {
  const { rows } = plot([
    ['France', 3],
    ['Spain', 1],
  ]);
  const texts = (part: string) => rows.flatMap((row) => (row.part === part ? [row.text] : []));
  expect(texts('name')).toEqual(['France', 'Spain']);
  expect(texts('value')).toEqual(['75%\u2002$3', '25%\u2002$1']);
  expect(texts('whole')).toEqual(['$4']);
});

test('the parts go once around, from twelve o’clock on', () => {
  const angles = plot([
    ['France', 3],
    ['Spain', 1],
  ]).rows.flatMap(({ start, end }) => (start === undefined ? [] : [[Number(start), Number(end)] as const]));
  expect(Math.min(...angles.map(([start]) => start))).toBe(0);
  expect(Math.max(...angles.map(([, end]) => end))).toBeCloseTo(2 * Math.PI, 1);
});
