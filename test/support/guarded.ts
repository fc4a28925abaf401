import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { temporaryFolder } from './program.ts';

/** A rule of access, and the one word that stands only in what it guards: names, titles, columns and values. */
export type GuardedRule = {
  readonly rule: string;
  /** In the data and in SQL, too, so that it shows wherever what is guarded goes. */
  readonly mark: string;
  /** A word as long that stands nowhere. */
  readonly twin: string;
  /** What is asked of it, with `%` in the place of the word. */
  readonly questions: readonly string[];
  /** The filters of what it guards. */
  readonly filters: readonly string[];
};

/** The rules that guard a dataset as a whole, by what stands under `access`. */
const WHOLE: readonly (readonly [string, string, string, string])[] = [
  ['people', 'jzmberix', 'jvvbkqix', '{ people: [U0JONAS004, U0PRIYA003], external: allowed }'],
  ['groups', 'kberyllq', 'kvvqxxlq', '{ people: S0FINANCE1, external: allowed }'],
  ['domains', 'lcitrinw', 'lvvqxxnw', '{ people: staff }'],
  ['channels', 'mdioptaz', 'mvvqxxaz', '{ channels: ["#ops"], external: allowed }'],
  ['external', 'nfluorzk', 'nvvqxxzk', '{ external: never }'],
];

const whole = WHOLE.map(
  ([rule, mark, twin]): GuardedRule => ({
    rule,
    mark,
    twin,
    questions: [
      '%',
      '% by %place',
      'why % 2025-02 vs 2025-01',
      '%orders by month',
      'help %',
      'subscribe % every Monday at 9',
    ],
    filters: [`${mark}/${mark}place`],
  }),
);

/** All rules with what they guard. */
export const GUARDED: readonly GuardedRule[] = [
  ...whole,
  {
    rule: 'measures',
    mark: 'ogarnetz',
    twin: 'ovvqxxtz',
    questions: [
      'vista %',
      '% by country',
      'vista measure=%',
      '% rate by month',
      'top 2 countries by %',
      'explain vista %',
    ],
    filters: [],
  },
  {
    rule: 'dimensions',
    mark: 'pheliodq',
    twin: 'pvvqxxdq',
    questions: ['vista by %', 'vista split=%', 'vista %=%x1', 'number of %', 'why vista by %'],
    filters: ['vista/pheliodq'],
  },
  {
    rule: 'rows',
    mark: 'Zubrowqa',
    twin: 'Zvvqxxqa',
    questions: ['vista in %', 'vista country=%', 'vista country!=%', 'vista by month in %', 'why vista in %'],
    filters: ['vista/country', 'vista/city'],
  },
];

/** The word of the dataset whose answers are for their asker alone. */
export const PRIVATE_MARK = 'qemerazk';

/** A dataset in all of whose parts a word stands. */
const dataset = (mark: string, extra: string) => `title: ${mark} figures
description: What ${mark} brings
from: deals d
joins: { s: { table: shops, on: d.shop = s.shop } }
time: d.day
dimensions: { ${mark}place: { sql: "concat('${mark} ', CAST(s.shop AS varchar))" } }
measures:
  ${mark}sales: { sum: d.amount }
  ${mark}orders: { count: d.deal }
default: { measure: ${mark}sales, by: ${mark}place, period: all time }
samples: true
${extra}
`;

const VISTA = `title: Vista
from: deals d
joins: { s: { table: shops, on: d.shop = s.shop } }
time: d.day
dimensions: { country: s.country, city: { sql: s.city, in: country }, pheliodq: s.pheliodq }
measures:
  sales: { sum: d.amount }
  orders: { count: d.deal }
  ogarnetz: { sum: d.ogarnetz }
  ogarnetz rate: { ratio: ogarnetz / sales }
default: { measure: sales, by: country, period: all time }
samples: true
access:
  external: allowed
  measures: { ogarnetz: U0JONAS004 }
  dimensions: { pheliodq: U0JONAS004 }
  rows: { U0JONAS004: all, everyone: { country: [France, Spain] } }
`;

/** An engine over a small lake and a catalogue with each rule. */
export async function openGuardedEngine() {
  const [lake, queries, data] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const table = (name: string, text: string) => {
    mkdirSync(join(lake, name));
    writeFileSync(join(lake, name, 'part.csv'), text);
  };
  table(
    'shops',
    'shop,country,city,pheliodq\n1,France,Paris,pheliodqx1\n2,Spain,Madrid,pheliodqx2\n3,Zubrowqa,Nebelsbad,pheliodqx3\n',
  );
  const deals = Array.from({ length: 24 }, (_, index) => {
    const day = `2025-0${1 + (index % 2)}-${String(1 + index).padStart(2, '0')}`;
    return [index + 1, 1 + (index % 3), day, 10 * (index + 1), index + 1].join(',');
  });
  table('deals', `deal,shop,day,amount,ogarnetz\n${deals.join('\n')}\n`);
  for (const [, mark, , access] of WHOLE)
    writeFileSync(join(queries, `${mark}.yml`), dataset(mark, `access: ${access}`));
  writeFileSync(join(queries, `${PRIVATE_MARK}.yml`), dataset(PRIVATE_MARK, 'private: true'));
  writeFileSync(join(queries, 'vista.yml'), VISTA);
  writeFileSync(join(queries, '_access.yml'), 'contact: "#analytics"\ngroups: { staff: "@owlpost.example.com" }\n');
  const config = readConfig({ OWLPOST_LAKE: lake, OWLPOST_QUERIES: queries, OWLPOST_DATA: data });
  return openEngine(config, { isWatching: false });
}
