import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Engine } from '../../support/engine.ts';

import { readGolden } from '../../golden/golden.ts';
import { expected, outcomeOf } from '../../support/compare.ts';
import { openTpcds } from '../../support/engine.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openTpcds();
});

afterAll(() => engine.close());

const { cases } = readGolden('tpcds');

describe('TPC-DS on the tiny scale, as Trino answered it', () => {
  it.each(cases.filter(({ name }) => name))('$name', async (one) => {
    expect(await outcomeOf(one, engine)).toEqual(expected(one));
  });
});

describe("statements of our own over TPC-DS's tables, as Trino answered them", () => {
  it.each(cases.filter(({ name }) => !name))('$sql', async (one) => {
    expect(await outcomeOf(one, engine)).toEqual(expected(one));
  });
});
