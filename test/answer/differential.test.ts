import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

import type { Canonical } from '../questions/canonical.ts';
import type { Owlpost } from '../questions/owlpost.ts';
import type { OrderLine } from '../questions/star.ts';

import { ensureDemoLake } from '../../src/local/athena/demo/demo.ts';
import { requests } from '../questions/canonical.ts';
import { differenceOf } from '../questions/match.ts';
import { answerOf } from '../questions/oracle.ts';
import { openOwlpost } from '../questions/owlpost.ts';
import { readParquetStar } from '../questions/parquet-star.ts';
import { readCsvStar } from '../questions/star.ts';
import { temporaryFolder } from '../support/program.ts';
import { tries } from '../support/thorough.ts';

/** How many requests are drawn for each lake; OWLPOST_DIFFERENTIAL_RUNS sets another number, OWLPOST_DIFFERENTIAL_SEED another draw. */
const RUNS = Number(process.env.OWLPOST_DIFFERENTIAL_RUNS ?? tries(30, 200));

const SEED = Number(process.env.OWLPOST_DIFFERENTIAL_SEED ?? 20_250_615);

const NOW = new Date('2025-06-15T12:00:00Z');

const AWKWARD_LAKE = join(import.meta.dirname, '../questions/lake');

const opened: Owlpost[] = [];

afterAll(() => Promise.all(opened.map(({ close }) => close())));

async function open(lake: string): Promise<Owlpost> {
  const owlpost = await openOwlpost({ lake, now: NOW });
  opened.push(owlpost);
  return owlpost;
}

/** What differs between the answer to a request and the arithmetic over the rows; undefined when nothing does. */
async function disagreement({ text, ask }: Canonical, lines: readonly OrderLine[], owlpost: Owlpost) {
  const outcome = await owlpost.ask(text);
  if (outcome.kind !== 'answer') return `${outcome.kind}: ${outcome.message}`;
  const wanted = answerOf(lines, ask, { today: '2025-06-15' });
  const difference = differenceOf(wanted, outcome.table);
  if (difference === undefined) return undefined;
  const { columns, rows } = outcome.table;
  const got = [columns.map(({ name }) => name), ...rows.slice(0, 12)].map((row) => row.join(' | '));
  const computed = [wanted.columns.map(({ name }) => name), ...wanted.rows.slice(0, 12)].map((row) => row.join(' | '));
  return [difference, '-- answered:', ...got, '-- computed:', ...computed, '-- by:', outcome.sql].join('\n');
}

async function compareAll(lines: readonly OrderLine[], owlpost: Owlpost, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(requests(lines), async (request) => {
      expect(await disagreement(request, lines, owlpost), request.text).toBeUndefined();
    }),
    { numRuns, seed: SEED, endOnFailure: false },
  );
}

const TIMEOUT_MS = 60_000 + RUNS * 400;

test('random requests of the awkward lake are answered as plain arithmetic does', { timeout: TIMEOUT_MS }, async () => {
  await compareAll(readCsvStar(AWKWARD_LAKE), await open(AWKWARD_LAKE), RUNS);
});

test('random requests of the demo lake are answered as plain arithmetic does', { timeout: TIMEOUT_MS }, async () => {
  const lake = join(temporaryFolder(), 'lake');
  await ensureDemoLake(lake, { now: NOW });
  await compareAll(await readParquetStar(lake), await open(lake), Math.ceil(RUNS / 10)); // plain arithmetic over all its rows takes a second
});
