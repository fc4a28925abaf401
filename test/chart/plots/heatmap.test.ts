import { expect, test } from 'vitest';

import { caseOf, tableOf } from '../../charts/demo.ts';
import * as easy from '../../charts/easy.ts';
import * as hard from '../../charts/hard.ts';
import { drawn } from '../../support/drawn-chart.ts';

test('cells below zero have a hue of their own', () => {
  const { rows } = drawn(hard.heatmapBelowZero());
  const isRed = (colour: string) => Number.parseInt(colour.slice(1, 3), 16) > Number.parseInt(colour.slice(5, 7), 16);
  const deep = rows.filter(({ text }) => /^−(9|1\d)/.test(String(text)));
  expect(deep.length).toBeGreaterThan(0);
  for (const { colour } of deep) expect(isRed(String(colour))).toBe(true);
  for (const { colour } of rows.filter(({ text }) => /^\+(9|1\d)/.test(String(text))))
    expect(isRed(String(colour))).toBe(false);
});

test('what a period cuts, and what does not fit across, is said', () => {
  const cut = drawn({
    ...easy.heatmapByMonth(),
    options: { ...easy.heatmapByMonth().options, until: new Date('2026-10-10') },
  });
  expect(cut.frame.source).toContain('nly the start of Oct 2026 is in it.');
  const heads = ['Line: varchar', 'Country: varchar', 'Customers: bigint'];
  const cells = ['A', 'B', 'C', 'D', 'E'].flatMap((line) =>
    Array.from({ length: 17 }, (_, index) => [line, `Country ${index}`, 100 - index]),
  );
  const wide = drawn(caseOf(tableOf(heads, cells)));
  expect(wide.type).toBe('heatmap');
  expect(wide.frame.source).toContain('Across, the largest 9 of 17 are shown.');
});

test('a heat map in time stands in its order and adds up the others, however its rows come', () => {
  const rows = ['2026-04-01', '2026-07-01', '2026-01-01'].flatMap((quarter) =>
    Array.from({ length: 17 }, (_, index) => [`Country ${index}`, quarter, 100 - index]),
  );
  const { spec, rows: cells } = drawn(
    caseOf(tableOf(['Country: varchar', 'Quarter: date', 'Sales: decimal'], rows)),
    'heatmap',
  );
  const { encoding } = spec as { encoding: { x: { scale: { domain: readonly number[] } } } };
  expect(encoding.x.scale.domain).toEqual(['2026-01-01', '2026-04-01', '2026-07-01'].map((day) => Date.parse(day)));
  expect(cells.filter(({ down }) => down === 'Other (5)').map(({ text }) => text)).toEqual(['$430', '$430', '$430']);
});
