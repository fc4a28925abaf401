import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

import type { Answer } from '../../src/answer/answer.ts';
import type { AnswerContext } from '../../src/answer/context.ts';

import { answer } from '../../src/answer/answer.ts';
import { followUp } from '../../src/answer/follow-up.ts';
import { openAccess } from '../../src/answer/restricted.ts';
import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { UserError } from '../../src/error.ts';
import { temporaryFolder } from '../support/program.ts';
import { randomFrom } from '../support/random.ts';
import { tries } from '../support/thorough.ts';

/** How many questions are made by chance; OWLPOST_RESTRICTED_RUNS sets another number, OWLPOST_RESTRICTED_SEED others. */
const RUNS = Number(process.env.OWLPOST_RESTRICTED_RUNS ?? tries(70, 500));

const SEED = Number(process.env.OWLPOST_RESTRICTED_SEED ?? 20_261_127);

/** The shops that somebody is restricted to, and those whose rows they must not notice in any way. */
const SHOPS = {
  seen: ['1,France,Paris,9,East', '2,Spain,Madrid,4,West', '3,France  ,Lyon,6,East', '4,Spain,,2,'],
  unseen: ['5,Japan,Kyoto,9,North', '6,,Nowhere,3,East', '7,Japan,Paris,1,', '8,Unknown,Osaka,5,North'],
};

const DATASET = {
  head: `title: Deals
from: deals d
joins: { s: { table: shops, on: d.shop = s.shop } }
time: d.day
samples: true
dimensions:
  country: { sql: s.country, synonyms: { France: [Gaul] } }
  city: { sql: s.city, in: country }
  size: { sql: s.size, type: integer }
`,
  region: '  region: s.region\n',
  measures: `measures:
  sales: { sum: d.amount, format: "$,.0f" }
  orders: { count: d.deal }
  average order: { ratio: sales / orders }
  highest: { max: d.amount }
`,
  margin: '  margin: { sum: d.amount - d.cost }\n  margin rate: { ratio: margin / sales, format: ".1%" }\n',
  tail: 'default: { measure: sales, by: country, period: all time }\n',
  access: `access:
  measures: { margin: U300 }
  dimensions: { region: U300 }
  rows: { U300: all, everyone: { country: [France, Spain] } }
`,
};

/** Opens an engine over the shops given, whose catalogue holds one dataset. */
async function open(shops: readonly string[], dataset: string) {
  const [lake, queries, data] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const table = (name: string, lines: readonly string[]) => {
    mkdirSync(join(lake, name));
    writeFileSync(join(lake, name, 'part.csv'), `${lines.join('\n')}\n`);
  };
  table('shops', ['shop,country,city,size,region', ...SHOPS.seen, ...SHOPS.unseen]);
  const ids = shops.map((line) => Number(line.split(',')[0]));
  const deals = Array.from({ length: 40 }, (_, index) => {
    const day = `2025-0${1 + (index % 3)}-${String(1 + (index % 28)).padStart(2, '0')}`;
    return { shop: 1 + (index % 8), line: [index, 1 + (index % 8), day, 10 + ((index * 37) % 101), index % 11].join() };
  });
  const kept = deals.filter(({ shop }) => ids.includes(shop)).map(({ line }) => line);
  table('deals', ['deal,shop,day,amount,cost', ...kept]);
  writeFileSync(join(queries, 'deals.yml'), dataset);
  return openEngine(readConfig({ OWLPOST_LAKE: lake, OWLPOST_QUERIES: queries, OWLPOST_DATA: data }), {
    isWatching: false,
  });
}

const { head, region, measures, margin, tail, access } = DATASET;

const engines = await Promise.all([
  open(
    [...SHOPS.seen, ...SHOPS.unseen],
    head.replace('{ France', '{ Japan: [Nippon], France') + region + measures + margin + tail + access,
  ),
  open(SHOPS.seen, head + measures + tail),
]);

afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const held = openAccess(engines[0].context)({ person: 'U100', channel: 'C1' });

const small = engines[1].context;

/** What somebody is told, without how it was understood: whoever is restricted to some rows reads of the filter there. */
async function tell(typed: string, context: AnswerContext, previous?: string): Promise<object> {
  try {
    const options = { now: new Date('2025-04-01T12:00:00Z'), signal: new AbortController().signal };
    const text = previous === undefined ? typed : await followUp(typed, previous, context, options);
    if (text === undefined) return { rows: 'a question of its own' };
    return shownOf(await answer(text, { ...context, draw: undrawn }, options));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { refused: error.message.replace(/ \(you may not see everything here: ask [^)]*\)/, ''), near: error.near };
  }
}

const undrawn: AnswerContext['draw'] = async () => ({ png: Buffer.alloc(0), width: 1, height: 1 });

function shownOf({ table: { columns, rows }, chart, title, request }: Answer): object {
  const isSample = request.values.show?.[0] === 'rows'; // in any order
  return { columns, rows: isSample ? [...rows].sort() : rows, title, headline: chart.headline };
}

const NAMES = [
  'sales',
  'orders',
  'average_order',
  'highest',
  'cities',
  'countries',
  'margin',
  'margin_rate',
  'regions',
];

const GROUPS = ['country', 'city', 'size', 'month', 'weekday', 'region', 'none', 'quarter'];

const SHOWS = [
  ...['share', 'share_of_all', 'running_total', 'change', 'explain', 'rows', 'why'],
  ...['month', 'city', 'region', 'country', 'order', 'size'].map((unit) => `average_per_${unit}`),
];

const COUNTRIES = ['France', 'Japan', 'Spain', 'Unknown', '"France,Japan"', 'Nippon', 'Gaul'];

/** Questions in canonical form, made by chance of all that there is and all that there is not. */
function questionsAtRandom(count: number): readonly string[] {
  const { pick, upTo, chance } = randomFrom(SEED);
  const settings: readonly (() => string)[] = [
    () => `show=${pick(SHOWS)}`,
    () => `show=${pick(SHOWS)}`,
    () => `split=${pick(GROUPS)}`,
    () => `${pick(['top', 'bottom'])}=${1 + upTo(3)}`,
    () => `rank_by=${pick(NAMES)}`,
    () => `${pick(['over', 'under', 'at_least'])}=${pick(['1', '50', '300'])}`,
    () => `having=${pick(NAMES)}`,
    () => `country${pick(['=', '!='])}${pick(COUNTRIES)}`,
    () => `city${pick(['=', '!='])}${pick(['Paris', 'Kyoto', 'Unknown', 'Lyon', 'Osaka'])}`,
    () => `size=${pick(['9', '1', '4'])}`,
    () => `region=${pick(['East', 'North'])}`,
    () => 'compare=previous period=2025-02',
    () => `sort=${pick(['ascending', 'name'])}`,
    () => `period=${pick(['2025-03', '2025-02', '2025'])}`,
  ];
  return Array.from({ length: count }, () => {
    const measures = `${pick(NAMES)}${chance(4) ? `,${pick(NAMES)}` : ''}`;
    const set = Array.from({ length: upTo(4) }, () => pick(settings)());
    return ['deals', `measure=${measures}`, `by=${pick(GROUPS)}`, ...set].join(' ');
  });
}

const TYPED = [
  ...['France vs Japan', 'sales in France vs Japan', 'Japan vs Spain by month', 'sales per country', 'Paris'],
  ...['how many countries', 'number of countries by month', 'number of cities', 'how many regions', 'size 1'],
  ...['sales in Nippon', 'sales in Nipon', 'sales in Gaul', 'sales in Gual', 'Jpan', 'Kioto', 'deals in Kyoto'],
  ...['share of Spain', 'share of Japan', 'share of France by month', 'what share of sales is France'],
  ...['share of all by country in France', 'share of all by city in Paris', 'share of sales by country'],
  ...['average sales per country', 'average sales per city', 'top 1 city in each country', 'countries over 100'],
  ...['how many countries have sales over 400', 'which country has the most sales', 'rank of France'],
  ...['sales not Japan', 'sales not France', 'sales outside of Japan', 'everything but Japan', 'sales in unknown'],
  ...['sales by region', 'sales in North', 'margin', 'margin per order', 'top 3 cities by margin', 'cities by margin'],
  ...['cities with margin over 10', 'why did margin change 2025-02 vs 2025-01', 'explain margin rate', 'worst city'],
  ...['why sales 2025-02 vs 2025-01', 'why orders 2025-02 vs 2025-01 by country', 'explain sales in Japan'],
  ...['explain sales', 'explain average order', 'rows behind sales', 'sales by country vs previous 2025-02'],
  ...['best month', 'best country', 'countries without sales', 'unknown', 'any country', 'all countries', 'help'],
];

test(
  `what is told of rows, measures and dimensions is what would be told if there were no others`,
  async () => {
    const told = { rows: 0, refused: 0 };
    for (const text of [...TYPED, ...questionsAtRandom(RUNS)]) {
      const open = await tell(text, small);
      told['rows' in open ? 'rows' : 'refused']++;
      expect(await tell(text, held), `seed ${SEED}: ${text}`).toEqual(open);
    }
    expect(Math.min(told.rows, told.refused)).toBeGreaterThan(RUNS / 10);
  },
  60_000 + RUNS * 500,
);

/** Changes of a question; those of the filter itself, such as `all countries`, find the one that the asker is restricted to. */
const CHANGES = [
  ...['only Japan', 'only France', 'in Nippon', 'without France', 'not Japan', 'and Japan?'],
  ...['by region', 'by city', 'by month', 'split by country', 'split by region', 'margin', 'margin rate instead'],
  ...[
    'orders instead',
    'top 2',
    'top 1 by margin',
    'as share of all',
    'share of the total',
    'vs previous',
    'why',
    'why?',
  ],
  ...['explain', 'only Paris', 'only Kyoto', 'only Kyto', 'over 100', 'as table', 'without the country'],
];

test('a question is changed as it would be if there were no other rows, measures and dimensions', async () => {
  for (const previous of [
    'deals',
    'sales by city in France',
    'orders by month split by country',
    'share of sales by country in France',
  ])
    for (const text of CHANGES)
      expect(await tell(text, held, previous), `${text}, after ${previous}`).toEqual(await tell(text, small, previous));
}, 60_000);
