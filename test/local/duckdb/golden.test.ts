import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Engine } from '../../support/engine.ts';

import { AGGREGATES } from '../../../src/local/duckdb/functions/aggregates.ts';
import { SCALARS } from '../../../src/local/duckdb/functions/scalars.ts';
import { WINDOWS } from '../../../src/local/duckdb/functions/windows.ts';
import { readGolden } from '../../golden/golden.ts';
import { expected, outcomeOf } from '../../support/compare.ts';
import { openEngine } from '../../support/engine.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine();
});

afterAll(() => engine.close());

describe.each(['corpus', 'functions', 'statements'])('%s, as Trino answered it', (name) => {
  it.each(readGolden(name).cases)('$sql', async (one) => {
    expect(await outcomeOf(one, engine)).toEqual(expected(one));
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
