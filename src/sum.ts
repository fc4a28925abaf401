import type { Table } from './table.ts';

const EXACT = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/** The sum of a column without the error of binary fractions, NULLs left out; null when all are NULL. */
export function sumOf(table: Table, index: number): number | null {
  const cells = table.rows.map((row) => row[index] ?? '').filter((cell) => cell !== '');
  if (cells.length === 0) return null;
  const parts = cells.map((cell) => EXACT.exec(cell));
  if (parts.some((part) => part === null)) return sum(cells.map(Number));
  const scale = Math.max(...parts.map((part) => part![3]?.length ?? 0));
  let total = 0n;
  for (const [, sign, whole, fraction = ''] of parts as RegExpExecArray[]) {
    const digits = BigInt(whole + fraction.padEnd(scale, '0'));
    total += sign === '-' ? -digits : digits;
  }
  return Number(total) / 10 ** scale;
}

/** Neumaier's sum: what each addition loses is kept and added at the end. What is no finite number is left out. */
export function sum(values: readonly (number | null)[]): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}
