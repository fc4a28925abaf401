import type { ChartInput, Plot } from '../options.ts';

import { incompleteNotes, incompleteOf } from '../incomplete.ts';
import { isOtherOrUnknown, pointsOfMeasure } from '../points.ts';
import { numberTicks } from '../ticks.ts';
import { topCategories } from '../top.ts';
import { bucketChannel, numberChannel, zeroLine } from './channels.ts';
import { columnLabels } from './labels.ts';
import { axisWriterOf, comparisonLegend, OWN_COLOUR, plotSpec, writerOf } from './plot.ts';

const MOST_VALUES = 8;

const MOST_COLUMNS = 12;

/** Upright columns: buckets of time in order, or categories by size. Few columns carry their values. */
export function columnPlot(input: ChartInput): Plot {
  const { table, fields, palette } = input;
  const measure = fields.measures[0]!;
  const write = writerOf(input, measure);
  const all = pointsOfMeasure(table, fields, measure);
  const few = fields.time
    ? { points: all.filter(({ time }) => time !== null), labels: [], notes: [] }
    : topCategories(all, { most: MOST_COLUMNS, isAdditive: measure.isAdditive });
  const points = fields.time
    ? few.points.toSorted((a, b) => a.time! - b.time!)
    : few.points.toSorted((a, b) => few.labels.indexOf(a.label) - few.labels.indexOf(b.label));
  const last = points.at(-1)?.time ?? null;
  const first = points[0]?.time ?? null;
  const incomplete = fields.time && first !== null && last !== null ? incompleteOf(input, first, last) : undefined;
  const hasBothSigns = points.some(({ value }) => (value ?? 0) > 0) && points.some(({ value }) => (value ?? 0) < 0);
  const isCompared = points.some(({ baseline }) => baseline !== null);
  const { channel, textOf } = columnLabels(few.labels);
  const rows = points.map(({ time, label, value, baseline }) => ({
    time,
    label: textOf(label),
    edge: Math.max(value ?? 0, baseline ?? 0) || (value ?? 0),
    value,
    baseline,
    text: write(value),
    isPart: time !== null && (time === incomplete?.open || time === incomplete?.cut),
    colour: isOtherOrUnknown(label) ? palette.other : hasBothSigns && (value ?? 0) < 0 ? palette.down : palette.main,
  }));
  const ticks = numberTicks(
    rows.flatMap(({ value, baseline }) => [value ?? Number.NaN, baseline ?? Number.NaN]),
    { zero: true },
  );
  const hasValues = rows.length <= MOST_VALUES;
  const [low, high] = ticks.domain;
  const below = hasValues && low < 0 ? (high - low) * 0.14 : 0; // room for what is written under columns below zero
  const y = numberChannel('value', { ...ticks, domain: [low - below, high] }, axisWriterOf(input, measure), {
    palette,
    ...(hasValues ? zeroLine(palette.axis) : {}),
  });
  const spec = plotSpec({
    encoding: {
      x: fields.time
        ? bucketChannel(
            'time',
            points.map(({ time }) => time!),
            fields.time.grain,
          )
        : channel,
    },
    layer: [
      {
        mark: { type: 'bar', cornerRadiusEnd: 2, strokeWidth: 1 },
        encoding: {
          y,
          color: OWN_COLOUR,
          fillOpacity: { condition: { test: 'datum.isPart', value: 0.35 }, value: 1 },
        },
      },
      ...(isCompared
        ? [
            {
              mark: {
                type: 'tick',
                orient: 'horizontal',
                color: palette.text,
                opacity: 1,
                thickness: 2.5,
                width: { band: 1.16 },
              },
              encoding: { y: { ...y, field: 'baseline' } },
            },
          ]
        : []),
      ...(hasValues
        ? [
            {
              mark: { type: 'text', dy: { expr: 'datum.edge < 0 ? 12 : -10' } },
              encoding: { y: { ...y, field: 'edge' }, text: { field: 'text' } },
            },
          ]
        : []),
    ],
  });
  const notes = fields.time && incomplete ? incompleteNotes('Fainter', fields.time.grain, incomplete) : few.notes;
  return { spec, rows, key: isCompared ? comparisonLegend(input) : [], notes };
}
