import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Engine } from './engine.ts';

import { readGolden } from '../../golden/golden.ts';
import { TPCH, tableFile } from '../../golden/tables.ts';
import { expected, outcomeOf } from './compare.ts';
import { openEngine } from './engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine(TPCH, 'tpch');
  await engine.connection.run('CREATE SCHEMA tpch');
  for (const table of TPCH.get('tpch')!.keys()) {
    await engine.connection.run(`CREATE VIEW tpch.${table} AS SELECT * FROM read_parquet('${tableFile(table)}')`);
  }
});
afterAll(() => engine.close());

describe('TPC-H on the tiny scale, as Trino answered it', () => {
  it.each(readGolden('tpch').cases)('$sql', async (one) => {
    expect(await outcomeOf(one, engine)).toEqual(expected(one));
  });
});
