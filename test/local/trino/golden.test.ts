import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Case } from '../../golden/golden.ts';
import type { Engine } from './engine.ts';

import { AGGREGATES } from '../../../src/local/trino/functions/aggregates.ts';
import { SCALARS } from '../../../src/local/trino/functions/scalars.ts';
import { WINDOWS } from '../../../src/local/trino/functions/windows.ts';
import { readGolden } from '../../golden/golden.ts';
import { openEngine } from './engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

describe.each(['corpus', 'functions', 'statements'])('%s, as Trino answered it', (name) => {
  it.each(readGolden(name).cases)('$sql', async (one) => {
    expect(await outcomeOf(one)).toEqual(expected(one));
  });
});

it('every function has a normal, a NULL and an edge case', () => {
  const looked = new Set(readGolden('functions').cases.map(({ of, as }) => `${of} ${as}`));
  const names = [SCALARS, AGGREGATES, WINDOWS].flatMap((table) => Object.keys(table));
  const missing = names
    .flatMap((name) => ['normal', 'null', 'edge'].map((as) => `${name} ${as}`))
    .filter((key) => !looked.has(key));
  expect(missing).toEqual([]);
});

async function outcomeOf({ sql, parameters, types, rows }: Case) {
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

const expected = ({ rows, types, error }: Case) => (error ? { error } : { rows, types: types?.map(comparable) });

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
