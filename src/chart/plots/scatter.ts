import type { Table } from '../../table/table.ts';
import type { ChartInput, Plot } from '../options.ts';

import { numberOf } from '../../table/table.ts';
import { formatNumber } from '../../text/number.ts';
import { formatCategory } from '../points.ts';
import { numberTicks } from '../ticks.ts';
import { numberChannel, TITLE_ABOVE } from './channels.ts';
import { axisWriterOf, layer, plotSpec } from './plot.ts';

const MOST_DOTS = 3000;

const MOST_NAMED = 60;

const LONGEST_NAME = 140; // pixels

const CELL = 5; // pixels

const INSIDE = { width: 520, height: 200 };

type Dot = { readonly x: number; readonly y: number; readonly name: string };

/** Two measures against each other, a dot a row. A crowd is drawn as cells, the fuller the stronger. */
export function scatterPlot(input: ChartInput): Plot {
  const { table, fields, palette } = input;
  const [across, up] = fields.measures as [(typeof fields.measures)[0], (typeof fields.measures)[0]];
  const places = placesOf(table, across!.index, up!.index);
  const count = places.xs.length;
  const left = table.rows.length - count;
  const xTicks = numberTicks(places.xs, { count: 6 });
  const yTicks = numberTicks(places.ys);
  const isCrowd = count > MOST_DOTS;
  const size = count <= 50 ? 70 : count <= 500 ? 36 : 14;
  const encoding = {
    x: numberChannel('x', xTicks, axisWriterOf(input, across!), {
      palette,
      title: across!.name,
      grid: false,
      domain: true,
    }),
    y: numberChannel('y', yTicks, axisWriterOf(input, up!), {
      palette,
      title: up!.name,
      ...TITLE_ABOVE,
    }),
  };
  const dotMark = {
    type: 'circle',
    color: palette.main,
    size,
    opacity: 1,
    fillOpacity: count <= 50 ? 0.85 : 0.45,
  };
  const spec = plotSpec(
    {
      encoding,
      layer: isCrowd
        ? [
            layer(
              'cell',
              { type: 'square', color: palette.main, size: 26, opacity: 1 },
              {
                fillOpacity: { field: 'weight', type: 'quantitative', scale: null },
              },
            ),
          ]
        : [
            layer('dot', dotMark, {}),
            layer(
              'name',
              {
                type: 'text',
                baseline: 'middle',
                limit: LONGEST_NAME,
                align: { expr: 'datum.align' },
                dx: { expr: 'datum.dx' },
                dy: { expr: 'datum.dy' },
              },
              { text: { field: 'name' } },
            ),
          ],
    },
    { height: 260 },
  );
  const rows = isCrowd
    ? cellsOf(places, xTicks.domain, yTicks.domain)
    : dotRows(input, places, xTicks.domain, yTicks.domain);
  const notes = [
    ...(isCrowd
      ? [
          `${formatNumber(count, { style: 'full', locale: input.options.locale })} rows: the stronger the colour, the more of them.`,
        ]
      : []),
    ...(left > 0
      ? [
          `${formatNumber(left, { style: 'full', locale: input.options.locale })} rows lack one of the two and are not drawn.`,
        ]
      : []),
  ];
  return { spec, rows, notes };
}

type Places = {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly rows: readonly Table['rows'][0][];
};

/** The places of the rows that have both values, in columns: a crowd needs no object a dot. */
function placesOf(table: Table, across: number, up: number): Places {
  const [xs, ys, rows]: [number[], number[], Table['rows'][0][]] = [[], [], []];
  for (const row of table.rows) {
    const x = numberOf(row[across]);
    const y = numberOf(row[up]);
    if (x === null || y === null) continue;
    xs.push(x);
    ys.push(y);
    rows.push(row);
  }
  return { xs, ys, rows };
}

function dotRows(
  { fields }: ChartInput,
  { xs, ys, rows }: Places,
  across: readonly [number, number],
  up: readonly [number, number],
) {
  const label = fields.dimensions[0];
  const dots = rows.map((row, index) => ({
    part: 'dot',
    x: xs[index]!,
    y: ys[index]!,
    name: label ? formatCategory(row[label.index] ?? null, label) : '',
  }));
  return [...dots, ...(label ? namedDots(dots, across, up) : [])];
}

const SIDES = [
  { align: 'left', dx: 8, dy: 0 },
  { align: 'right', dx: -8, dy: 0 },
  { align: 'center', dx: 0, dy: -13 },
  { align: 'center', dx: 0, dy: 13 },
] as const;

type Box = { readonly left: number; readonly right: number; readonly y: number; readonly half: number };

/** The dots that have room for their names beside, above or below them, from the outermost inwards. */
function namedDots(
  dots: readonly Dot[],
  [left, right]: readonly [number, number],
  [bottom, top]: readonly [number, number],
) {
  const placed = dots.map((dot) => ({
    dot,
    x: ((dot.x - left) / (right - left)) * INSIDE.width,
    y: (1 - (dot.y - bottom) / (top - bottom)) * INSIDE.height,
    width: Math.min(dot.name.length * 7.4, LONGEST_NAME),
  }));
  const fromMiddle = ({ x, y }: { x: number; y: number }) => Math.hypot(x - INSIDE.width / 2, y - INSIDE.height / 2);
  const outermost = placed.toSorted((a, b) => fromMiddle(b) - fromMiddle(a));
  const taken: Box[] = placed.map(({ x, y }) => ({ left: x - 5, right: x + 5, y, half: 4 }));
  return outermost.slice(0, MOST_NAMED).flatMap(({ dot, x, y, width }) => {
    for (const { align, dx, dy } of SIDES) {
      const start = x + dx - (align === 'left' ? 0 : align === 'right' ? width : width / 2);
      const box = { left: start, right: start + width, y: y + dy, half: 7.5 };
      const isOutside = box.left < 0 || box.right > INSIDE.width + 8 || box.y > INSIDE.height - 6;
      if (isOutside || taken.some((other) => touch(other, box))) continue;
      taken.push(box);
      return [{ ...dot, part: 'name', align, dx, dy }];
    }
    return [];
  });
}

function touch(a: Box, b: Box): boolean {
  return a.left < b.right + 2 && a.right > b.left - 2 && Math.abs(a.y - b.y) < a.half + b.half;
}

/** The cells of a crowd with how full each is. Whole numbers get cells of whole numbers, so that none stays empty by chance. */
function cellsOf({ xs, ys }: Places, x: readonly [number, number], y: readonly [number, number]) {
  const [across, up] = [cellPlacer(xs, x, INSIDE.width), cellPlacer(ys, y, INSIDE.height)];
  const counts = new Map<number, { x: number; y: number; count: number }>();
  for (let index = 0; index < xs.length; index++) {
    const [column, row] = [across.indexOf(xs[index]!), up.indexOf(ys[index]!)];
    const key = column * COLUMN + row;
    const cell = counts.get(key);
    if (cell) cell.count++;
    else counts.set(key, { x: across.middleOf(column), y: up.middleOf(row), count: 1 });
  }
  const most = [...counts.values()].reduce((a, { count }) => Math.max(a, count), 1);
  return [...counts.values()].map(({ count, ...place }) => ({
    part: 'cell',
    ...place,
    weight: 0.12 + 0.88 * Math.sqrt(count / most),
  }));
}

const COLUMN = 10_000; // more cells than a column has

/** Finds the cell that a value falls into, and its middle. */
function cellPlacer(values: readonly number[], [low, high]: readonly [number, number], pixels: number) {
  const fine = ((high - low) * CELL) / pixels;
  const isWhole = values.every(Number.isInteger);
  const width = isWhole ? Math.ceil(fine) : fine;
  const start = isWhole ? Math.floor(low) - 0.5 : low;
  return {
    indexOf: (value: number) => Math.floor((value - start) / width),
    middleOf: (index: number) => start + (index + 0.5) * width,
  };
}
