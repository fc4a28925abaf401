import type { ChartInput, LegendEntry, Plot } from '../options.ts';
import type { Point } from '../points.ts';

import { incompleteNotes, incompleteOf } from '../incomplete.ts';
import { naturalOrder } from '../order.ts';
import { mixColours, readableOn } from '../palette.ts';
import { OTHER, pointsOfMeasure } from '../points.ts';
import { mergeOthers, rankCategories, topCategories } from '../top.ts';
import { bucketChannel } from './channels.ts';
import { barLabels, columnLabels } from './labels.ts';
import { OWN_COLOUR, plotSpec, WIDTH, writerOf } from './plot.ts';

const MOST_ROWS = 12;

const MOST_PLACES = 10;

const MOST_WRITTEN = 9;

/** A grid of cells, the darker the more, those below zero in a hue of their own; cells with room carry their value. */
export function heatmapPlot(input: ChartInput): Plot {
  const { table, fields, palette } = input;
  const measure = fields.measures[0]!;
  const { isAdditive } = measure;
  const write = writerOf(input, measure);
  const { grain } = fields.time ?? {};
  const all = pointsOfMeasure(table, fields, measure)
    .filter(({ time }) => !grain || time !== null)
    .map((point) => (grain ? { ...point, label: point.split, split: '' } : point));
  const few = topCategories(all, { most: MOST_ROWS, isAdditive });
  const {
    points,
    places,
    notes: placeNotes,
  } = grain ? { points: few.points, places: [], notes: [] } : fewPlaces(few.points, isAdditive);
  const times = grain ? [...new Set(points.map(({ time }) => time!))].sort((a, b) => a - b) : [];
  const across = grain ? { channel: bucketChannel('time', times, grain), textOf: String } : columnLabels(places);
  const count = Math.max(times.length, places.length);
  const values = points.map(({ value }) => value).filter((value) => value !== null);
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const step = few.labels.length <= 6 ? 34 : 24;
  const down = barLabels(few.labels, step, palette.text);
  const isWritten = count <= MOST_WRITTEN;
  const furthest = Math.max(high, -low) || 1;
  const colourOf = (value: number) =>
    value < 0
      ? mixColours(palette.scale[0]!, palette.down, -value / furthest)
      : scaleColour(palette.scale, value / furthest);
  const rows = points.map(({ label, split, time, value }) => {
    const colour = value === null ? palette.background : colourOf(value);
    const text = isWritten && value !== null ? write(value) : '';
    return { down: down.textOf(label), across: across.textOf(split), time, colour, ink: readableOn(colour), text };
  });
  const cell = { type: 'rect', stroke: palette.background, strokeWidth: count > 40 ? 0 : 1.5 };
  const spec = plotSpec(
    {
      encoding: {
        x: fullBands(grain ? across.channel : { ...across.channel, field: 'across' }),
        y: fullBands({ ...down.channel, field: 'down' }),
      },
      layer: [
        { mark: cell, encoding: { color: OWN_COLOUR } },
        {
          mark: { type: 'text', baseline: 'middle', limit: (WIDTH - 100) / count - 4 },
          encoding: { text: { field: 'text' }, color: { field: 'ink', type: 'nominal', scale: null } },
        },
      ],
    },
    { height: few.labels.length * step + 40 },
  );
  return {
    spec,
    rows,
    key: isWritten ? [] : scaleKey(low, high, colourOf, `${write(low)} to ${write(high)}`),
    notes: [
      ...few.notes,
      ...placeNotes,
      ...(grain ? incompleteNotes('', grain, incompleteOf(input, times[0]!, times.at(-1)!)) : []),
    ],
  };
}

/** In their natural order when they have one; else the largest, the others folded or left out. */
function fewPlaces(
  points: readonly Point[],
  isAdditive: boolean,
): { points: readonly Point[]; places: readonly string[]; notes: readonly string[] } {
  const ranked = rankCategories(points, 'split', { isAdditive });
  const natural = naturalOrder(ranked);
  if (natural && natural.length <= 31) return { points, places: natural, notes: [] };
  if (ranked.length <= MOST_PLACES) return { points, places: ranked, notes: [] };
  const places = ranked.slice(0, MOST_PLACES - 1);
  const kept = new Set(places);
  if (isAdditive) return { points: mergeOthers(points, 'split', kept), places: [...places, OTHER], notes: [] };
  const notes = [`Across, the largest ${places.length} of ${ranked.length} are shown.`];
  return { points: points.filter(({ split }) => kept.has(split)), places, notes };
}

function fullBands(channel: Readonly<Record<string, unknown>>) {
  const { domain } = (channel.scale ?? {}) as { domain?: unknown };
  return { ...channel, scale: { ...(domain ? { domain } : {}), padding: 0 } };
}

function scaleKey(
  low: number,
  high: number,
  colourOf: (value: number) => string,
  label: string,
): readonly LegendEntry[] {
  const last = 5;
  return Array.from({ length: last + 1 }, (_, step) => ({
    label: step === last ? label : '',
    colour: colourOf(low + ((high - low) * step) / last),
    shape: 'square',
  }));
}

/** The colour at a share from 0 to 1 of a scale. */
function scaleColour(scale: readonly string[], share: number): string {
  const place = Math.min(Math.max(share, 0), 1) * (scale.length - 1);
  return mixColours(scale[Math.floor(place)]!, scale[Math.ceil(place)]!, place % 1);
}
