import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Engine } from '../../support/engine.ts';

import { readGolden } from '../../golden/golden.ts';
import { expected, outcomeOf } from '../../support/compare.ts';
import { openTpch } from '../../support/engine.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openTpch();
});

afterAll(() => engine.close());

describe('TPC-H on the tiny scale, as Trino answered it', () => {
  it.each(readGolden('tpch').cases)('$sql', async (one) => {
    expect(await outcomeOf(one, engine)).toEqual(expected(one));
  });
});
