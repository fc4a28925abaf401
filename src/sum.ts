import type { Table } from './table.ts';

const EXACT = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/** The sum of a column without the error of binary fractions, NULLs left out; null when all are NULL. */
export function sumOf(table: Table, index: number): number | null {
  const cells = table.rows.map((row) => row[index] ?? '').filter((cell) => cell !== '');
  if (cells.length === 0) return null;
  const parts = cells.map((cell) => EXACT.exec(cell));
  if (parts.some((part) => part === null)) return sumDoubles(cells.map(Number));
  const scale = Math.max(...parts.map((part) => part![3]?.length ?? 0));
  let sum = 0n;
  for (const [, sign, whole, fraction = ''] of parts as RegExpExecArray[]) {
    const digits = BigInt(whole + fraction.padEnd(scale, '0'));
    sum += sign === '-' ? -digits : digits;
  }
  return Number(sum) / 10 ** scale;
}

/** Neumaier's sum: what each addition loses is kept and added at the end. NaN and infinities are left out. */
function sumDoubles(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values.filter(Number.isFinite)) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
