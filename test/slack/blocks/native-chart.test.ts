import { describe, expect, test } from 'vitest';

import type { Chart } from '../../../src/chart/chart.ts';
import type { PlainChart } from '../../../src/chart/plain-chart.ts';

import { chart } from '../../../src/chart/chart.ts';
import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { nativeChartBlock, nativeChartOf } from '../../../src/slack/blocks/native-chart.ts';
import * as authored from '../../charts/authored.ts';
import * as easy from '../../charts/easy.ts';
import * as hard from '../../charts/hard.ts';
import * as hostile from '../../charts/hostile.ts';

const plain = (given: Partial<PlainChart> = {}): PlainChart => ({
  type: 'bar',
  categories: ['USA', 'France'],
  series: [{ name: 'Sales', values: [9, 3] }],
  categoryTitle: 'Country',
  valueTitle: 'Sales ($)',
  notes: [],
  ...given,
});

const nativeOf = (given: Partial<PlainChart> = {}, title = 'Sales by country') =>
  nativeChartOf({ title, chart: { plain: plain(given) } as Chart });

const many = (count: number) => Array.from({ length: count }, (_, index) => `Country ${index}`);

const ones = (count: number) => ({
  categories: many(count),
  series: [{ name: 'Sales', values: many(count).map(() => 1) }],
});

describe('nativeChartOf(answer)', () => {
  test('has one point for each category and series, and titles', () => {
    expect(nativeOf()).toEqual({
      title: 'Sales by country',
      chart: {
        type: 'bar',
        series: [
          {
            name: 'Sales',
            data: [
              { label: 'USA', value: 9 },
              { label: 'France', value: 3 },
            ],
          },
        ],
        axis_config: { categories: ['USA', 'France'], x_label: 'Country', y_label: 'Sales ($)' },
      },
    });
  });

  test('shortens what is too long, and gives up where two names are then the same', () => {
    const long = (end: string) => `Vintage cars and motorcycles of ${end}`;
    const categories = [long('France'), 'USA'];
    expect(nativeOf({ categories }, 'x'.repeat(80))).toMatchObject({
      title: `${'x'.repeat(49)}…`,
      chart: { axis_config: { categories: ['Vintage cars and mo…', 'USA'] } },
    });
    expect(nativeOf({ categories: [long('France'), long('Spain')] })).toBeUndefined();
  });

  test.each<[string, Partial<PlainChart>, boolean]>([
    ['20 categories', ones(20), true],
    ['21 categories', ones(21), false],
    ['6 series', { series: many(6).map((name) => ({ name, values: [1, 2] })) }, true],
    ['7 series', { series: many(7).map((name) => ({ name, values: [1, 2] })) }, false],
    ['no category', { categories: [], series: [{ name: 'Sales', values: [] }] }, false],
    ['a pie of 6', { type: 'pie', ...ones(6) }, true],
    ['a pie of 7', { type: 'pie', ...ones(7) }, false],
    ['a pie with an empty part', { type: 'pie', series: [{ name: 'Sales', values: [9, 0] }] }, false],
  ])('%s', (_, given, isDrawn) => {
    const native = nativeOf(given);
    expect(native !== undefined).toBe(isDrawn);
    expect(native ? checkMessageBlocks([nativeChartBlock(native, 'chart', 'n1')]) : []).toEqual([]);
  });

  test('is undefined for an answer whose chart has no plain numbers', () => {
    expect(nativeChartOf({ title: 'Sales', chart: {} as Chart })).toBeUndefined();
  });
});

test('Slack takes the native chart of every case of the gallery that has one', () => {
  const cases = [easy, hard, hostile, authored].flatMap((chapter) => Object.entries(chapter));
  const drawn = cases.flatMap(([name, makeCase]) => {
    const { table, options } = makeCase();
    const native = nativeChartOf({ title: options.title, chart: chart(table, options) });
    return native ? [{ name, problems: checkMessageBlocks([nativeChartBlock(native, 'chart', 'n1')]) }] : [];
  });
  expect(drawn.filter(({ problems }) => problems.length > 0)).toEqual([]);
  expect(drawn.length).toBeGreaterThan(cases.length / 3);
});
