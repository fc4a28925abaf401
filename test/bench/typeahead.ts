/**
 * How soon the bot offers values while a person types, of a dimension with 100,000 values: `node test/bench/typeahead.ts
 * [KEYSTROKES]`. Each keystroke is a signed request to the bot's own address, as Slack sends it; the values are read from the
 * embedded Athena. Prints the time from request to response, also while an answer is worked on, and the milliseconds of the
 * processor a keystroke, which other programs do not change. Exit code 1 when short of the goal.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { writeLake } from '../support/ask.ts';
import { openForge } from '../support/forged.ts';
import { temporaryFolder } from '../support/program.ts';
import { quantile } from '../support/quantile.ts';
import { openWorkspace } from '../support/workspace.ts';

const KEYSTROKES = Number(process.argv[2] ?? 500);

const VALUES = 100_000;

/** In milliseconds. */
const GOAL = 100;

const DEALS = `title: Deals
from: deals d
time: { sql: d.day }
dimensions:
  customer: { sql: d.customer }
measures:
  amount: { sum: d.amount }
default: { measure: amount, by: customer, period: "2025" }
`;

/** Names of two words and a number, of which some have an apostrophe or an accent. */
const DEALS_SQL = `select date '2025-01-01' + (i % 365)::integer as day, 1 as amount,
  ['Anna''s', 'Böhm', 'Corrida', 'Danish', 'Euro', 'Frau', 'Gift', 'Herkku'][1 + i % 8] || ' '
    || ['Models', 'Shop', 'Wholesale', 'Collectables', 'Imports'][1 + i % 5] || ' ' || i as customer
  from range(${VALUES}) t(i)`;

/** What people type: each prefix of it is a keystroke. */
const TYPED = ['anna', 'bohm shop', 'models 12', 'wholesale', '99999', 'zzz', 'o'];

const [lake, queries] = [temporaryFolder(), temporaryFolder()];

mkdirSync(join(lake, 'deals'));

await writeLake(lake, { 'deals/d.parquet': DEALS_SQL });

writeFileSync(join(queries, 'deals.yml'), DEALS);

const settings = { OWLPOST_LAKE: lake, OWLPOST_QUERIES: queries, OWLPOST_DATA: temporaryFolder() };

const engine = await openEngine(readConfig(settings), { isWatching: false });

const { slack, bot, type, close } = await openWorkspace({ own: engine.context, now: () => new Date() });

const forge = openForge({ eventsUrl: () => bot.eventsUrl, signingSecret: slack.signingSecret });

const by = { user: 'U0MIRA0001', channel: 'C0SALES001' };

type Offered = { readonly option_groups?: readonly { readonly label: { readonly text: string } }[] };

const suggest = async (text: string) => JSON.parse(await forge.suggest(by, 'filter/deals/customer', text)) as Offered;

/** Prefixes of what people type, one after the other. */
const keystrokes = TYPED.flatMap((text) => Array.from(text, (_, index) => text.slice(0, index + 1)));

async function measure(): Promise<{ times: number[]; processor: number }> {
  const before = process.cpuUsage();
  const times: number[] = [];
  for (let count = 0; count < KEYSTROKES; count++) {
    const start = performance.now();
    await suggest(keystrokes[count % keystrokes.length]!);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return { times, processor: (user + system) / 1000 / KEYSTROKES };
}

const firstAt = performance.now();

let label: string | undefined;

for (let tries = 0; tries < 10 && !label?.startsWith('100,000'); tries++) {
  label = (await suggest('')).option_groups?.[0]?.label.text; // Slack waits two seconds; then nothing is offered yet
  console.log(
    `${label ?? 'nothing yet'}, ${Math.round(performance.now() - firstAt)} ms after the first look, which reads the list`,
  );
}

if (!label) throw new Error('no values are offered');

await measure();

const alone = await measure();

await type('/owl deals by customer');

const beside = await measure();

console.table(
  Object.entries({ alone, 'while a question is answered': beside }).map(([when, { times, processor }]) => ({
    when,
    keystrokes: times.length,
    'median, ms': Math.round(quantile(times, 0.5) * 10) / 10,
    'p99, ms': Math.round(quantile(times, 0.99) * 10) / 10,
    'ms of the processor each': Math.round(processor * 10) / 10,
  })),
);

await close();

await engine.close();

process.exit(quantile([...alone.times, ...beside.times], 0.99) > GOAL ? 1 : 0);
