import { describe, expect, test } from 'vitest';

import type { ChartType } from '../../../src/chart/chart-type.ts';
import type { Case } from '../../charts/demo.ts';

import * as easy from '../../charts/easy.ts';
import * as hard from '../../charts/hard.ts';
import { drawn, scalesOf } from '../../support/drawn-chart.ts';

describe('an axis reaches as far as its values', () => {
  test.each<[string, Case, ChartType | undefined]>([
    ['line', easy.lineByMonth(), undefined],
    ['lines', easy.linesByProductLine(), undefined],
    ['area', easy.areaByMonth(), undefined],
    ['stacked area', easy.areaSplit(), undefined],
    ['columns', easy.columnsByMonth(), undefined],
    ['stacked columns', easy.stackedByMonth(), undefined],
    ['grouped columns', easy.groupedByMonth(), undefined],
    ['histogram', easy.histogramOfOrders(), undefined],
    ['scatter', easy.scatterOfOrders(), undefined],
    ['below zero', hard.negativeLine(), undefined],
    ['close together', hard.nearlyFlatLine(), undefined],
  ])('%s', (_, each) => {
    const { spec, rows } = drawn(each);
    const scales = scalesOf(spec);
    expect(scales.length).toBeGreaterThan(0);
    for (const { domain, values } of scales.filter(({ values: ticks }) => ticks.length > 1)) {
      expect(values.length).toBeLessThanOrEqual(9);
      expect(domain[1]).toBeGreaterThanOrEqual(values.at(-1)!);
    }
    const high = rows.reduce((most, row) => Math.max(most, Number(row.count ?? row.end ?? row.value ?? row.y ?? 0)), 0);
    expect(Math.max(...scales.flatMap(({ values }) => values))).toBeGreaterThanOrEqual(Math.min(high, 1e12));
  });
});
