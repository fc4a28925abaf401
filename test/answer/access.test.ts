import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import type { Asker } from '../../src/answer/access.ts';

import { answer } from '../../src/answer/answer.ts';
import { openAccess } from '../../src/answer/restricted.ts';
import { openEngine } from '../../src/app.ts';
import { accessDiagnostics } from '../../src/check/access.ts';
import { readConfig } from '../../src/config.ts';
import { UserError } from '../../src/error.ts';
import { help } from '../../src/question/help.ts';
import { temporaryFolder } from '../support/program.ts';

const [lake, queries, data] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];

const table = (name: string, text: string) => {
  mkdirSync(join(lake, name));
  writeFileSync(join(lake, name, 'part.csv'), text);
};

table('shops', 'shop,country,city\n1,France,Paris\n2,Spain,Madrid\n3,Japan,Kyoto\n4,,Nowhere\n');
table(
  'deals',
  'deal,shop,day,amount,cost\n1,1,2025-01-02,10,4\n2,2,2025-01-03,20,5\n3,3,2025-02-01,40,6\n4,4,2025-02-02,80,7\n',
);

const DATASET = `title: Deals
owner: "#analytics"
from: deals d
joins: { s: { table: shops, on: d.shop = s.shop } }
time: d.day
dimensions: { country: s.country, city: { sql: s.city, in: country } }
measures:
  sales: { sum: d.amount }
  margin: { sum: d.amount - d.cost }
  margin rate: { ratio: margin / sales }
  rate per sale: { ratio: margin rate / sales }
default: { measure: sales, by: country, period: all time }
access:
  people: [staff, boss]
  measures: { margin: [boss] }
  dimensions: { city: ["#emea", boss] }
  rows:
    "#emea": { country: [France, Spain] }
    boss: all
    everyone: { country: Japan }
`;

writeFileSync(join(queries, 'deals.yml'), DATASET);
writeFileSync(
  join(queries, '_access.yml'),
  'contact: "#analytics"\ngroups: { staff: [U100, U200, "@example.com"], boss: U300 }\ndefault: { people: boss }\n',
);
writeFileSync(join(queries, 'secret.sql'), '-- Secret figures\nSELECT count(*) AS "Deals" FROM deals\n');

const OWN_SQL = (filter: string, access: string) => `/*---
title: Shops
params:
  country: { type: string, ${filter} optional: true, values: [France, Spain, Japan] }
  city: { type: string, optional: true, values: [Paris, Madrid, Kyoto] }
access: { people: [staff, boss], ${access} }
---*/
SELECT s.city AS "City", s.country AS "Country" FROM shops s
WHERE s.shop > 0 [[ AND s.country IN ({{country}}) ]] [[ AND s.city = {{city}} ]] ORDER BY 1
`;

const HELD = 'rows: { boss: all, everyone: { country: [France, Spain] } }';

writeFileSync(join(queries, 'shops.sql'), OWN_SQL('many: true,', HELD));
writeFileSync(join(queries, 'single.sql'), OWN_SQL('', HELD));
writeFileSync(join(queries, 'hidden.sql'), OWN_SQL('many: true,', 'dimensions: { city: boss }'));
writeFileSync(
  join(queries, 'needing.sql'),
  OWN_SQL('many: true,', 'dimensions: { city: boss }').replace(
    'city: { type: string, optional: true',
    'city: { type: string, default: Paris',
  ),
);
writeFileSync(
  join(queries, 'nested.sql'),
  OWN_SQL('many: true,', HELD).replace(/\[\[.*\]\]/, '[[ AND s.country IN ({{country}}) AND s.city = {{city}} ]]'),
);

const engine = await openEngine(readConfig({ OWLPOST_LAKE: lake, OWLPOST_QUERIES: queries, OWLPOST_DATA: data }), {
  isWatching: false,
});

afterAll(() => engine.close());

const accessFor = openAccess(engine.context);

/** The rows of an answer to somebody, or the sentence that refuses it. */
async function ask(text: string, asker: Asker): Promise<readonly (readonly (string | null)[])[] | string> {
  try {
    const options = { now: new Date('2025-03-01T12:00:00Z'), signal: new AbortController().signal };
    return (await answer(text, accessFor(asker), options)).table.rows;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

const STAFF: Asker = { person: 'U100', channel: 'C1' };

const EMEA: Asker = { person: 'U100', channel: 'C2', channelName: 'emea' };

const BOSS: Asker = { person: 'U300', channel: 'C1' };

describe('rows', () => {
  test.each<[string, string, Asker, readonly (readonly (string | null)[])[]]>([
    [
      'a channel is restricted to its countries',
      'deals',
      EMEA,
      [
        ['Spain', '20'],
        ['France', '10'],
      ],
    ],
    ['a filter inside of them is kept', 'deals in France', EMEA, [['France', '10']]],
    ['what is left out is taken from them', 'deals country!=France', EMEA, [['Spain', '20']]],
    ['one number holds them alone', 'total deals', EMEA, [['30']]],
    [
      'so do other groupings',
      'deals by city',
      EMEA,
      [
        ['Madrid', '20'],
        ['Paris', '10'],
      ],
    ],
    ['everybody else has an entry', 'deals', STAFF, [['Japan', '40']]],
    [
      'all rows for those who may',
      'deals',
      BOSS,
      [
        ['Unknown', '80'],
        ['Japan', '40'],
        ['Spain', '20'],
        ['France', '10'],
      ],
    ],
    [
      'a person of two entries sees what both leave',
      'deals',
      { ...EMEA, person: 'U300' },
      [
        ['Spain', '20'],
        ['France', '10'],
      ],
    ],
    [
      'by an e-mail domain',
      'deals',
      { email: 'mira@Example.com', channelName: 'emea' },
      [
        ['Spain', '20'],
        ['France', '10'],
      ],
    ],
  ])('%s', async (_, text, asker, rows) => {
    expect(await ask(text, asker)).toEqual(rows);
  });

  test('a hand-made text gains nothing', async () => {
    for (const text of [
      'deals country=Japan',
      'deals in Japan',
      'deals country=Unknown',
      'deals country!=France,Spain',
    ]) {
      expect(await ask(text, EMEA)).toBeTypeOf('string');
    }
    expect(await ask('deals country!=France,Spain', EMEA)).toContain('there is nothing to see of country here');
  });
});

describe('what one may not see is not told', () => {
  test.each<[string, string, Asker]>([
    ['a value by its name', 'deals in Japan', EMEA],
    ['a value nearly spelt', 'deals in Japn', EMEA],
    ['a city of another country', 'deals in Kyoto', EMEA],
    ['a city nearly spelt', 'deals in Kyto', EMEA],
    ['a measure', 'margin by country', EMEA],
    ['a ratio of a measure', 'margin rate by country', EMEA],
    ['a ratio of such a ratio', 'deals measure=rate_per_sale', EMEA],
    ['a ratio made of a measure', 'margin per sales', EMEA],
    ['a measure by its parameter', 'deals measure=margin', EMEA],
    ['a ranking by a measure', 'top 3 countries by margin', EMEA],
    ['a threshold on a measure', 'deals having=margin over=1', EMEA],
    ['a dimension', 'deals by city', STAFF],
    ['a dimension to split by', 'deals split=city', STAFF],
    ['a filter', 'deals city=Kyoto', STAFF],
    ['a query', 'secret', STAFF],
    ['a dataset for others', 'deals', { person: 'U999' }],
    ['a dataset for somebody who is not known', 'deals', {}],
    ['a dataset for a guest', 'deals', { ...STAFF, isExternal: true }],
    ['a dataset while Slack does not tell who asks', 'deals', { ...STAFF, isUnknown: true }],
    ['a dataset whose rows name channels, in one that Slack does not show', 'deals', { ...STAFF, isHidden: true }],
    ['the cities of all, by another way', 'deals why show=why', { person: 'U999' }],
  ])('%s', async (_, text, asker) => {
    const refused = await ask(text, asker);
    expect(refused).toBeTypeOf('string');
    const typed = text.split(/[ =]/).reduce((rest, word) => rest.replaceAll(word, ''), refused as string);
    const isCityHidden = asker !== EMEA;
    expect(typed).not.toMatch(
      isCityHidden ? /Japan|Kyoto|Nowhere|margin|city|cities|secret/i : /Japan|Kyoto|Nowhere|margin|secret/i,
    );
  });

  test('and it says whom to ask, but not to those who may see everything', async () => {
    expect(await ask('deals by colour', EMEA)).toContain('ask #analytics)');
    expect(await ask('deals by colour', BOSS)).not.toContain('ask #analytics');
  });

  test('nor listed, in help and in menus', async () => {
    const context = accessFor(EMEA);
    const query = context.catalogue().find('deals')!;
    const menus = await Promise.all(query.params.map((param) => context.values(query, param)));
    const told = JSON.stringify([help(context.catalogue()), help(context.catalogue(), 'deals'), menus]);
    expect(told).toContain('Madrid');
    expect(told).not.toMatch(/Japan|Kyoto|Nowhere|margin|secret/i);
  });

  test('why looks at no hidden dimension and no other rows', async () => {
    const rows = await ask('why sales 2025-02 vs 2025-01', STAFF);
    expect(JSON.stringify(rows)).toContain('Japan');
    expect(JSON.stringify(rows)).not.toMatch(/City|Kyoto|France|Unknown/);
  });
});

describe('a word for what one may not see is answered as a word that means nothing', () => {
  test.each<[string, string, string, Asker]>([
    ['a value', 'deals in Japan', 'deals in Nepal', EMEA],
    ['a value of a filter', 'deals country=Japan', 'deals country=Nepal', EMEA],
    ['a value to leave out', 'deals country!=Japan', 'deals country!=Nepal', EMEA],
    ['a city', 'deals in Kyoto', 'deals in Qwxyz', EMEA],
    ['a measure', 'margin by country', 'zubrot by country', EMEA],
    ['a measure of the parameter', 'deals measure=margin', 'deals measure=zubrot', EMEA],
    ['a dimension', 'deals by city', 'deals by zubr', STAFF],
    ['a query', 'secret', 'zubrot', STAFF],
    ['help on a query', 'help secret', 'help zubrot', STAFF],
  ])('%s', async (_, text, twin, asker) => {
    const [word, other] = [text, twin].map((words) => words.split(/[ =]/));
    const at = word!.findIndex((each, index) => each !== other![index]);
    const blind = (told: unknown, hidden: string) => JSON.stringify(told).replaceAll(new RegExp(hidden, 'gi'), '…');
    expect(blind(await ask(text, asker), word![at]!)).toBe(blind(await ask(twin, asker), other![at]!));
  });
});

describe('a query of its author’s own SQL', () => {
  const [paris, madrid] = [
    ['Paris', 'France'],
    ['Madrid', 'Spain'],
  ];

  test.each<[string, string, Asker, readonly unknown[]]>([
    ['is held by its filter', 'shops', STAFF, [madrid, paris]],
    ['by what is left of it', 'shops in France', STAFF, [paris]],
    ['by its other filters, too', 'shops city=Paris', STAFF, [paris]],
    ['which find nothing else', 'shops city=Kyoto', STAFF, []],
    ['hides a filter with its dimension', 'hidden in Spain', STAFF, [madrid]],
    ['and holds nobody who may see all', 'single in Japan', BOSS, [['Kyoto', 'Japan']]],
  ])('%s: %s', async (_, text, asker, rows) => {
    expect(await ask(text, asker)).toEqual(rows);
  });

  test.each([
    ['with a filter that takes one value it is not offered', 'single', /there is no query|does not understand|single/],
    [
      'with a filter that is left out beside another it is refused',
      'nested',
      /cannot be restricted to some values of country/,
    ],
    ['with a filter that it needs and that is hidden it is not offered', 'needing', /needing/],
    ['a hidden filter cannot be set', 'hidden city=Paris', /city/],
    ['another country is a word that means nothing', 'shops in Japan', /does not understand "Japan"/],
  ])('%s', async (_, text, refusal) => {
    expect(await ask(text, STAFF)).toMatch(refusal);
  });

  test('lists no values that may be of other rows', async () => {
    const context = accessFor(STAFF);
    const { params } = context.catalogue().find('shops')!;
    const listed = await Promise.all(params.map((param) => context.values(context.catalogue().find('shops')!, param)));
    expect(listed).toEqual([['France', 'Spain'], []]);
  });
});

test('rules that name nothing are found', () => {
  const { queries: served, ...catalogue } = engine.context.catalogue();
  const known = accessDiagnostics({ queries: served, ...catalogue });
  expect(known.map(({ file }) => file)).toEqual(['single.sql']); // its filter takes one value
  const faulty = served.map((query) => ({
    ...query,
    access: {
      people: ['nobody', 'mcp'],
      external: 'never' as const,
      measures: { profit: ['boss'] },
      dimensions: {},
      rows: { boss: { planet: ['Mars'] } },
    },
  }));
  const found = accessDiagnostics({ ...catalogue, queries: faulty.filter(({ name }) => name === 'deals') });
  expect(found.map(({ message }) => message)).toEqual([
    'access names the group nobody, which _access.yml does not have: add it under groups',
    expect.stringMatching(/^access names the measure profit, which is not there: take one of sales, /),
    expect.stringMatching(/^access names the filter planet, which is not there: take one of country, city/),
  ]);
});
