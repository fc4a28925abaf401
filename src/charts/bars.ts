import type { Plot, Scene } from '../chart.ts';
import type { Point } from '../points.ts';

import { formatChange } from '../format.ts';
import { foldOthers, OTHER, pointsOf, UNKNOWN } from '../points.ts';
import { plotSpec, writerOf, zeroLine } from './plot.ts';

const MOST_BARS = 15;

/** Horizontal bars, largest first, each with its value; the earlier period as a mark across the bar and a change. */
export function bars(scene: Scene): Plot {
  const { palette, shape, options } = scene;
  const measure = shape.measures[0]!;
  const write = writerOf(scene, measure);
  const { points, notes } = fewBars(sortPoints(pointsOf(scene.table, shape, measure)), measure.isAdditive);
  const isCompared = measure.earlier !== undefined && points.some(({ earlier }) => earlier !== null);
  const rows = points.map(({ label, value, earlier }) => ({
    label,
    value,
    earlier,
    edge: edgeOf(value ?? 0, earlier),
    text: [write(value), isCompared ? formatChange(value, earlier) : undefined].filter(Boolean).join('  '),
    colour: label === UNKNOWN || label.startsWith(`${OTHER} (`) ? palette.rest : palette.main,
  }));
  const step = rows.length <= 4 ? 44 : rows.length <= 8 ? 30 : rows.length <= 11 ? 24 : 20;
  const value = { field: 'value', type: 'quantitative', axis: zeroLine(palette.axis), scale: { nice: false } };
  const spec = plotSpec(
    {
      encoding: {
        y: {
          field: 'label',
          type: 'nominal',
          sort: null,
          scale: { paddingInner: 0.28, paddingOuter: 0.1 },
          axis: {
            title: null,
            labelColor: palette.text,
            labelLimit: 200,
            domain: false,
            labelPadding: 8,
            labelOverlap: false,
          },
        },
      },
      layer: [
        {
          mark: { type: 'bar', cornerRadiusEnd: 2 },
          encoding: { x: value, color: { field: 'colour', type: 'nominal', scale: null } },
        },
        ...(isCompared ? [earlierMark(palette.text)] : []),
        {
          mark: {
            type: 'text',
            baseline: 'middle',
            align: { expr: "datum.edge < 0 ? 'right' : 'left'" },
            dx: { expr: 'datum.edge < 0 ? -6 : 6' },
          },
          encoding: { x: { ...value, field: 'edge' }, text: { field: 'text' } },
        },
      ],
    },
    { height: Math.max(72, rows.length * step) },
  );
  const key = isCompared
    ? [
        { label: measure.name, colour: palette.main, shape: 'square' as const },
        { label: options.comparison!.label, colour: palette.text, shape: 'tick' as const },
      ]
    : [];
  return { spec, rows, key, notes };
}

function earlierMark(colour: string) {
  return {
    mark: { type: 'tick', orient: 'vertical', color: colour, thickness: 2.5, bandSize: 0, height: { band: 1.16 } },
    encoding: { x: { field: 'earlier', type: 'quantitative' } },
  };
}

/** Largest first, what has no value last. */
function sortPoints(points: readonly Point[]): readonly Point[] {
  return points.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity) || 0);
}

/** What fits into one picture. The others become one bar when they may be added up, and a sentence when not. */
function fewBars(
  points: readonly Point[],
  isAdditive: boolean,
): { points: readonly Point[]; notes: readonly string[] } {
  if (points.length <= MOST_BARS + 1) return { points, notes: [] };
  const shown = points.slice(0, MOST_BARS);
  const hidden = points.length - MOST_BARS;
  if (!isAdditive) return { points: shown, notes: [`The largest ${MOST_BARS} of ${points.length} are shown.`] };
  const folded = foldOthers(points, 'label', new Set(shown.map(({ label }) => label))).find(
    ({ label }) => label === OTHER,
  )!;
  return { points: [...shown, { ...folded, label: `${OTHER} (${hidden})` }], notes: [] };
}

/** Where the words beside a bar may begin: past the bar and past the mark across it. */
function edgeOf(value: number, earlier: number | null): number {
  if (value < 0) return Math.min(value, earlier ?? 0);
  return Math.max(value, earlier ?? 0);
}
