import type { ChartInput, Plot } from '../options.ts';
import type { Point } from '../points.ts';

import { formatChange } from '../../text/number.ts';
import { isOther, isOtherOrUnknown, pointsOfMeasure } from '../points.ts';
import { topCategories } from '../top.ts';
import { lengthChannel } from './channels.ts';
import { barLabels, barStep } from './labels.ts';
import { comparisonLegend, OWN_COLOUR, plotSpec, writerOf } from './plot.ts';

const MOST_BARS = 15;

const LONGEST_OTHER = 2; // times the longest bar

/** Horizontal bars, largest first, each with its value; the earlier period as a mark across the bar and a change. */
export function barPlot(input: ChartInput): Plot {
  const { palette, fields } = input;
  const measure = fields.measures[0]!;
  const write = writerOf(input, measure);
  const { isAdditive } = measure;
  const { points, labels, notes } = topCategories(pointsOfMeasure(input.table, fields, measure), {
    most: MOST_BARS,
    isAdditive,
  });
  const step = barStep(labels);
  const { channel, textOf } = barLabels(labels, step, palette.text);
  const isCompared = points.some(({ baseline }) => baseline !== null);
  const hasBothSigns = points.some(({ value }) => (value ?? 0) > 0) && points.some(({ value }) => (value ?? 0) < 0);
  const named = points.filter(({ label }) => !isOther(label)).map(({ value }) => Math.abs(value ?? 0));
  const longestNamed = named.reduce((most, value) => Math.max(most, value), 0);
  const isTooLong = ({ label, value }: Point) =>
    isOther(label) && longestNamed > 0 && Math.abs(value ?? 0) > LONGEST_OTHER * longestNamed;
  const rows = points
    .map((point) => ({ ...point, isDrawn: !isTooLong(point) }))
    .toSorted((a, b) => labels.indexOf(a.label) - labels.indexOf(b.label))
    .map(({ label, value, baseline, isDrawn }) => ({
      label: textOf(label),
      value,
      bar: isDrawn ? value : null,
      baseline: isDrawn ? baseline : null,
      edge: isDrawn ? edgeOf(value ?? 0, baseline) : 0,
      text: isDrawn ? write(value) : `${write(value)}, not drawn`,
      change: isCompared
        ? (formatChange(value, baseline, { ...input.options, format: measure.format }) ?? '–')
        : undefined,
      colour: isOtherOrUnknown(label) ? palette.other : hasBothSigns && (value ?? 0) < 0 ? palette.down : palette.main,
    }));
  const gap = isCompared ? 9 : 6;
  const length = lengthChannel(rows, palette.axis);
  const longest = rows.reduce((a, b) => (b.edge > a.edge ? b : a));
  const spec = plotSpec(
    {
      encoding: { y: channel },
      layer: [
        {
          mark: { type: 'bar', cornerRadiusEnd: 2 },
          encoding: { x: { ...length, field: 'bar' }, color: OWN_COLOUR },
        },
        ...(isCompared ? [baselineMark(palette.text, length), changes(palette.muted, longest.text.length, rows)] : []),
        {
          mark: {
            type: 'text',
            baseline: 'middle',
            align: { expr: "datum.edge < 0 ? 'right' : 'left'" },
            dx: { expr: `datum.edge < 0 ? -${gap} : ${gap}` },
          },
          encoding: { x: { ...length, field: 'edge' }, text: { field: 'text' } },
        },
      ],
    },
    { height: Math.max(72, labels.length * step) },
  );
  const isLeft = points.some(isTooLong);
  const said = isLeft ? [...notes, 'The bar of the others would dwarf the rest.'] : notes;
  return { spec, rows, key: isCompared ? comparisonLegend(input) : [], notes: said };
}

function baselineMark(colour: string, length: object) {
  return {
    mark: { type: 'tick', orient: 'vertical', color: colour, opacity: 1, thickness: 2.5, height: { band: 1.16 } },
    encoding: { x: { ...length, field: 'baseline' } },
  };
}

/** The changes in a column of their own, to the right of the longest bar's value. */
function changes(colour: string, characters: number, rows: readonly { readonly change?: string }[]) {
  const widest = rows.reduce((most, { change = '' }) => Math.max(most, change.length), 0);
  return {
    mark: { type: 'text', align: 'right', baseline: 'middle', dx: 27 + (widest + characters) * 7.7, color: colour },
    encoding: { x: { value: 'width' }, text: { field: 'change' } },
  };
}

/** Where the words beside a bar may begin: past the bar and past the mark across it. */
function edgeOf(value: number, baseline: number | null): number {
  return value < 0 ? Math.min(value, baseline ?? 0) : Math.max(value, baseline ?? 0);
}
