import type { Case } from '../golden/golden.ts';
import type { Engine } from './engine.ts';

/** What the engine answers to a case: its rows and types, or the name of its error. */
export async function outcomeOf(one: Case, engine: Engine) {
  const { sql, parameters, types } = one;
  try {
    const answer = await engine.run(sql, parameters);
    const rows = inOrder(one, one.rows);
    return {
      rows: inOrder(one, answer.rows)?.map((row, at) =>
        row.map((cell, column) => nearly(cell, rows?.[at]?.[column], types?.[column])),
      ),
      types: types && answer.types.map(comparable),
    };
  } catch (error) {
    return { error: (error as Error).name };
  }
}

/** What it should have answered. */
export const expected = (one: Case) =>
  one.error ? { error: one.error } : { rows: inOrder(one, one.rows), types: one.types?.map(comparable) };

/** Rows that a statement leaves in any order are compared in one of ours. */
function inOrder({ unordered }: Case, rows: Case['rows']): Case['rows'] {
  const text = (row: readonly (string | null)[]): string => JSON.stringify(row);
  return unordered ? rows?.toSorted((a, b) => (text(a) < text(b) ? -1 : 1)) : rows;
}

/** A double may differ in its last digit, where the two engines add up in another order. */
function nearly(cell: string | null, wanted: string | null | undefined, type: string | undefined): string | null {
  if (type !== 'double' || !cell || !wanted) return cell;
  const isNear = Math.abs(Number(cell) - Number(wanted)) <= 1e-12 * Math.abs(Number(wanted));
  return isNear ? wanted : cell;
}

/** Athena's timestamps have milliseconds at least; the lengths of varchars are not looked at. */
function comparable(type: string): string {
  return type
    .toLowerCase()
    .replaceAll(' ', '')
    .replaceAll(/varchar\(\d+\)/g, 'varchar')
    .replaceAll(/timestamp\([0-2]\)/g, 'timestamp(3)');
}
