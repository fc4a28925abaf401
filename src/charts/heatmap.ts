import type { Plot, Scene } from '../chart.ts';
import type { Point } from '../points.ts';

import { inkOn } from '../palette.ts';
import { fewLabels, foldOthers, OTHER, pointsOf, rankLabels } from '../points.ts';
import { bandChannel, labelChannel, OWN_COLOUR, plotSpec, WIDTH, writerOf } from './plot.ts';

const MOST_ROWS = 12;
const MOST_LABELS = 10;
const MOST_WRITTEN = 9;

/** A grid of cells, the darker the more; cells with room carry their value. */
export function heatmap(scene: Scene): Plot {
  const { table, shape, palette } = scene;
  const measure = shape.measures[0]!;
  const { isAdditive } = measure;
  const write = writerOf(scene, measure);
  const { grain } = shape.time ?? {};
  const all = pointsOf(table, shape, measure).map((point) => (grain ? { ...point, label: point.split } : point));
  const dated = all.filter(({ time }) => !grain || time !== null);
  const few = fewLabels(dated, { most: MOST_ROWS, isAdditive });
  const { points, places } = placesOf(few.points, { isTime: grain !== undefined, isAdditive });
  const values = points.map(({ value }) => value).filter((value) => value !== null);
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const isWritten = places.length <= MOST_WRITTEN;
  const rows = points.map((point) => {
    const share =
      high === low ? 0.5 : ((point.value ?? low) - Math.min(low, Math.max(0, 0))) / (high - Math.min(low, 0));
    const colour = point.value === null ? palette.background : mix(palette.scale, share);
    return {
      label: point.label,
      place: grain ? point.time : point.split,
      colour,
      ink: inkOn(colour),
      text: isWritten && point.value !== null ? write(point.value) : '',
    };
  });
  const step = few.labels.length <= 6 ? 34 : 24;
  const across = bandChannel('place', places, grain);
  const y = labelChannel(few.labels, { step, colour: palette.text });
  const spec = plotSpec(
    {
      encoding: {
        x: { ...across, scale: { padding: 0 }, axis: { ...(across.axis as object), orient: 'top', ticks: false } },
        y: { ...y, scale: { domain: few.labels, padding: 0 } },
      },
      layer: [
        {
          mark: { type: 'rect', stroke: palette.background, strokeWidth: places.length > 40 ? 0 : 1.5 },
          encoding: { color: OWN_COLOUR },
        },
        {
          mark: { type: 'text', baseline: 'middle', limit: (WIDTH - 100) / places.length - 4 },
          encoding: { text: { field: 'text' }, color: { field: 'ink', type: 'nominal', scale: null } },
        },
      ],
    },
    { height: few.labels.length * step + 40 },
  );
  const key = isWritten
    ? []
    : [
        {
          label: write(low),
          colour: mix(palette.scale, low < 0 ? 0 : high === low ? 0.5 : low / high),
          shape: 'square' as const,
        },
        { label: write(high), colour: mix(palette.scale, 1), shape: 'square' as const },
      ];
  return { spec, rows, key, notes: few.notes };
}

function placesOf(points: readonly Point[], { isTime, isAdditive }: { isTime: boolean; isAdditive: boolean }) {
  if (isTime) return { points, places: [...new Set(points.map(({ time }) => time!))].sort((a, b) => a - b) };
  const ranked = rankLabels(points, 'split');
  if (ranked.length <= MOST_LABELS) return { points, places: ranked };
  const kept = ranked.slice(0, MOST_LABELS - 1);
  const set = new Set(kept);
  if (!isAdditive) return { points: points.filter(({ split }) => set.has(split)), places: kept };
  return { points: foldOthers(points, 'split', set), places: [...kept, OTHER] };
}

/** The colour at a share from 0 to 1 of a scale. */
function mix(scale: readonly string[], share: number): string {
  const place = Math.min(Math.max(share, 0), 1) * (scale.length - 1);
  const [from, to] = [scale[Math.floor(place)]!, scale[Math.ceil(place)]!];
  const channel = (colour: string, start: number) => Number.parseInt(colour.slice(start, start + 2), 16);
  const mixed = [1, 3, 5].map(
    (start) => channel(from, start) + (channel(to, start) - channel(from, start)) * (place % 1),
  );
  return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
