import type { Case } from '../../golden/golden.ts';
import type { Engine } from './engine.ts';

/** What the engine answers to a case: its rows and types, or the name of its error. */
export async function outcomeOf({ sql, parameters, types, rows }: Case, engine: Engine) {
  try {
    const answer = await engine.run(sql, parameters);
    return {
      rows: answer.rows.map((row, at) =>
        row.map((cell, column) => nearly(cell, rows?.[at]?.[column], types?.[column])),
      ),
      types: types && answer.types.map(comparable),
    };
  } catch (error) {
    return { error: (error as Error).name };
  }
}

/** What it should have answered. */
export const expected = ({ rows, types, error }: Case) => (error ? { error } : { rows, types: types?.map(comparable) });

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
