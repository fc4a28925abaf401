import type { Plot, Scene } from '../scene.ts';

import { formatNumber } from '../format.ts';
import { cellLabel } from '../points.ts';
import { numberOf } from '../table.ts';
import { numberTicks } from '../ticks.ts';
import { layer, numberChannel, plotSpec, writerOf } from './plot.ts';

const MOST_DOTS = 3000;
const MOST_NAMED = 60;
const CELL = 5; // pixels
const INSIDE = { width: 520, height: 200 };

type Dot = { readonly x: number; readonly y: number; readonly name: string };

/** Two measures against each other, a dot a row. A crowd is drawn as cells, the fuller the stronger. */
export function scatter(scene: Scene): Plot {
  const { table, shape, palette } = scene;
  const [across, up] = shape.measures as [(typeof shape.measures)[0], (typeof shape.measures)[0]];
  const label = shape.dimensions[0];
  const dots = table.rows.flatMap((row): readonly Dot[] => {
    const [x, y] = [numberOf(row[across!.index]), numberOf(row[up!.index])];
    return x === null || y === null ? [] : [{ x, y, name: label ? cellLabel(row[label.index] ?? null, label) : '' }];
  });
  const left = table.rows.length - dots.length;
  const xTicks = numberTicks(
    dots.map(({ x }) => x),
    { count: 6, room: 0.04 },
  );
  const yTicks = numberTicks(
    dots.map(({ y }) => y),
    { room: 0.06 },
  );
  const isCrowd = dots.length > MOST_DOTS;
  const size = dots.length <= 50 ? 70 : dots.length <= 500 ? 36 : 14;
  const encoding = {
    x: numberChannel('x', xTicks, writerOf(scene, across!), {
      palette,
      title: across!.name,
      grid: false,
      domain: true,
    }),
    y: numberChannel('y', yTicks, writerOf(scene, up!), {
      palette,
      title: up!.name,
      titleAngle: 0,
      titleAlign: 'left',
      titleAnchor: 'end',
      titleX: 0,
      titleY: -12,
      titleBaseline: 'bottom',
    }),
  };
  const dotMark = {
    type: 'circle',
    color: palette.main,
    size,
    opacity: 1,
    fillOpacity: dots.length <= 50 ? 0.85 : 0.45,
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
            layer('name', { type: 'text', align: 'left', dx: 8, limit: 140 }, { text: { field: 'name' } }),
          ],
    },
    { height: 260 },
  );
  const rows = isCrowd
    ? cellsOf(dots, xTicks.domain, yTicks.domain)
    : [
        ...dots.map((dot) => ({ ...dot, part: 'dot' })),
        ...(label ? namedDots(dots, xTicks.domain, yTicks.domain) : []),
      ];
  const notes = [
    ...(isCrowd
      ? [`${formatNumber(dots.length, { style: 'full' })} rows: the stronger the colour, the more of them.`]
      : []),
    ...(left > 0 ? [`${formatNumber(left, { style: 'full' })} rows lack one of the two and are not drawn.`] : []),
  ];
  return { spec, rows, notes };
}

/** The dots that have room for their names, from the outermost inwards. */
function namedDots(
  dots: readonly Dot[],
  [left, right]: readonly [number, number],
  [bottom, top]: readonly [number, number],
) {
  const placed = dots.map((dot) => ({
    dot,
    x: ((dot.x - left) / (right - left)) * 500,
    y: ((dot.y - bottom) / (top - bottom)) * 190,
    width: Math.min(dot.name.length * 7.2, 140) + 10,
  }));
  const outermost = placed.toSorted((a, b) => Math.hypot(b.x - 250, b.y - 95) - Math.hypot(a.x - 250, a.y - 95));
  const taken: { left: number; right: number; y: number }[] = placed.map(({ x, y }) => ({
    left: x - 5,
    right: x + 5,
    y,
  }));
  const named: (Dot & { part: 'name' })[] = [];
  for (const { dot, x, y, width } of outermost.slice(0, MOST_NAMED)) {
    const box = { left: x + 6, right: x + 6 + width, y };
    if (taken.some((other) => other.left < box.right && other.right > box.left && Math.abs(other.y - y) < 15)) continue;
    taken.push(box);
    named.push({ ...dot, part: 'name' });
  }
  return named;
}

/** The cells of a crowd with how full each is. Whole numbers get cells of whole numbers, so that none stays empty by chance. */
function cellsOf(dots: readonly Dot[], x: readonly [number, number], y: readonly [number, number]) {
  const [across, up] = [
    cellPlacer(
      dots.map((dot) => dot.x),
      x,
      INSIDE.width,
    ),
    cellPlacer(
      dots.map((dot) => dot.y),
      y,
      INSIDE.height,
    ),
  ];
  const counts = new Map<string, { x: number; y: number; count: number }>();
  for (const dot of dots) {
    const [middleX, middleY] = [across(dot.x), up(dot.y)];
    const key = `${middleX} ${middleY}`;
    const cell = counts.get(key) ?? { x: middleX, y: middleY, count: 0 };
    cell.count++;
    counts.set(key, cell);
  }
  const most = [...counts.values()].reduce((a, { count }) => Math.max(a, count), 1);
  return [...counts.values()].map(({ count, ...place }) => ({
    part: 'cell',
    ...place,
    weight: 0.12 + 0.88 * Math.sqrt(count / most),
  }));
}

/** Finds the middle of the cell that a value falls into. */
function cellPlacer(values: readonly number[], [low, high]: readonly [number, number], pixels: number) {
  const fine = ((high - low) * CELL) / pixels;
  const isWhole = values.every(Number.isInteger);
  const width = isWhole ? Math.ceil(fine) : fine;
  const start = isWhole ? Math.floor(low) - 0.5 : low;
  return (value: number) => start + (Math.floor((value - start) / width) + 0.5) * width;
}
