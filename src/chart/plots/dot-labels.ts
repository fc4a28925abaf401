import type { NumberTicks } from '../ticks.ts';

import { textWidth } from '../../fonts/text-width.ts';

/** The ranges of the axes of a scatter plot. */
export type Domains = { readonly x: NumberTicks['domain']; readonly y: NumberTicks['domain'] };

/** The size of a scatter plot without its axes, in pixels. */
export const DOT_AREA = { width: 520, height: 200 };

/** The greatest width of a dot's name, in pixels. */
export const LONGEST_NAME = 140;

const MOST_NAMED = 60;

const SIDES = [
  { align: 'left', dx: 8, dy: 0, shift: 0 },
  { align: 'right', dx: -8, dy: 0, shift: -1 },
  { align: 'center', dx: 0, dy: -13, shift: -0.5 },
  { align: 'center', dx: 0, dy: 13, shift: -0.5 },
] as const;

type Dot = { readonly x: number; readonly y: number; readonly name: string };

type Box = { readonly left: number; readonly right: number; readonly y: number; readonly half: number };

/** Returns the dots that have room for their names beside, above or below them, chosen from the outermost inwards; 60 at most. */
export function labelledDots(dots: readonly Dot[], { x: [left, right], y: [bottom, top] }: Domains) {
  const placed = dots.map((dot) => ({
    dot,
    x: ((dot.x - left) / (right - left)) * DOT_AREA.width,
    y: (1 - (dot.y - bottom) / (top - bottom)) * DOT_AREA.height,
    width: Math.min(textWidth(dot.name), LONGEST_NAME),
  }));
  const fromMiddle = ({ x, y }: { x: number; y: number }) =>
    Math.hypot(x - DOT_AREA.width / 2, y - DOT_AREA.height / 2);
  const outermost = placed.toSorted((a, b) => fromMiddle(b) - fromMiddle(a));
  const taken: Box[] = placed.map(({ x, y }) => ({ left: x - 5, right: x + 5, y, half: 4 }));
  return outermost.slice(0, MOST_NAMED).flatMap(({ dot, x, y, width }) => {
    for (const { align, dx, dy, shift } of SIDES) {
      const start = x + dx + shift * width;
      const box = { left: start, right: start + width, y: y + dy, half: 7.5 };
      const isOutside = box.left < 0 || box.right > DOT_AREA.width + 8 || box.y > DOT_AREA.height - 6;
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
