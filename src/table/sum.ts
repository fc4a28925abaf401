import { fsum } from 'd3-array';

import type { Table } from './table.ts';

const EXACT = /^([+-]?)(\d+)(?:\.(\d*))?$/;

const SAFE = 2 ** 50; // a product so small is less than half away from its whole number

/** Adds up a column without the errors of binary fractions, ignoring NULLs; null when all are NULL. */
export function sumColumn(table: Table, index: number): number | null {
  const cells = table.rows.map((row) => row[index] ?? '').filter((cell) => cell !== '');
  if (cells.length === 0) return null;
  let scale = 0;
  for (const cell of cells) {
    if (!EXACT.test(cell)) return sum(cells.map(Number));
    const point = cell.indexOf('.');
    if (point >= 0) scale = Math.max(scale, cell.length - point - 1);
  }
  return sumOfSafe(cells, scale) ?? sumOfAny(cells, scale);
}

/** As whole numbers of the smallest decimal; undefined when they become too large to be exact. */
function sumOfSafe(cells: readonly string[], scale: number): number | undefined {
  const power = 10 ** scale;
  let total = 0;
  for (const cell of cells) {
    const size = Number(cell) * power;
    if (Math.abs(size) > SAFE) return undefined;
    total += Math.round(size);
    if (!Number.isSafeInteger(total)) return undefined;
  }
  return total / power;
}

function sumOfAny(cells: readonly string[], scale: number): number {
  let total = 0n;
  for (const cell of cells) {
    const [, sign, whole = '', fraction = ''] = EXACT.exec(cell)!;
    const digits = BigInt(whole + fraction.padEnd(scale, '0'));
    total += sign === '-' ? -digits : digits;
  }
  return Number(total) / 10 ** scale;
}

/** Adds up numbers with a single rounding at the end; ignores null and what is no finite number. */
export function sum(values: readonly (number | null)[]): number {
  return fsum(values.filter((value) => value !== null && Number.isFinite(value)));
}
