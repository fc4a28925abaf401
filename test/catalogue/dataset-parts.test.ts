import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { KnownFiles } from '../../src/catalogue/catalogue.ts';

import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';

const SHOP = `
from: orders o
joins:
  t: { table: towns, on: o.town = t.id }
  l: { table: lands, on: t.land = l.id }
  g: { table: goods, on: o.good = g.id }
time: o.day
dimensions:
  land: { sql: l.name, aliases: [country] }
  good: { sql: g.name }
measures:
  sales: { sum: o.amount, format: "$,.0f", aliases: [revenue] }
  orders: { count: o.id }
  average order: { ratio: sales / orders }
`;

const QUERY = `/*---
dataset: shop
params:
  measure: { type: choice, default: sales, choices: [sales, average order] }
  by: { type: choice, default: land, choices: [Country, month] }
---*/
SELECT {{by}} AS "{{by.label}}", {{measure}} AS "{{measure.label}}" FROM {{dataset}} WHERE o.amount > 0 GROUP BY 1`;

const shop = parseDataset('shop.yml', SHOP).query!;

const parse = (source: string) => parseQueryFile('large.sql', source, (name) => (name === 'shop' ? shop : undefined));

const findings = (source: string) =>
  parse(source).diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);

const sqlOf = (source: string) =>
  parse(source)
    .query!.template.map((part) => (part.kind === 'sql' ? part.text : '…'))
    .join('');

describe('the parts of a dataset in a query with SQL of its own', () => {
  test('choices are its measures and dimensions, found by name or alias, with their SQL, labels and formats', () => {
    const [measure, by] = parse(QUERY).query!.params;
    expect(measure!.choices).toMatchObject([
      { name: 'sales', sql: 'SUM(o.amount)', format: '$,.0f', aliases: ['revenue'] },
      { name: 'average_order', sql: 'CAST(SUM(o.amount) AS double) / NULLIF(COUNT(DISTINCT o.id), 0)' },
    ]);
    expect(by!.choices).toMatchObject([
      { name: 'land', sql: "COALESCE(NULLIF(TRIM(l.name), ''), 'Unknown')" },
      { name: 'month', sql: "date_trunc('month', o.day)", type: 'date' },
    ]);
  });

  test('{{dataset}} is its fact table with the joins that the query names, and those that they need', () => {
    expect(sqlOf(QUERY)).toBe(
      '\nSELECT … AS "…", … AS "…" FROM orders o\nLEFT JOIN towns t ON o.town = t.id\nLEFT JOIN lands l ON t.land = l.id WHERE o.amount > 0 GROUP BY 1',
    );
    expect(sqlOf(QUERY.replace('o.amount > 0', 'g.size > 0'))).toContain('LEFT JOIN goods g ON o.good = g.id');
    expect(
      sqlOf(QUERY.replace('[Country, month]', '[month]').replace('default: land', 'default: month')),
    ).not.toContain('JOIN');
  });

  test('its newest row says how fresh the query is, unless the header does', () => {
    expect(parse(QUERY).query!.freshness).toBe('SELECT MAX(o.day) FROM orders o');
    expect(parse(QUERY.replace('dataset: shop', 'dataset: shop\nfreshness: orders.seen')).query!.freshness).toBe(
      'SELECT MAX(seen) FROM orders',
    );
  });

  test.each([
    [
      'dataset: shop',
      'dataset: shob',
      '2:10 there is no dataset shob, or it has faults: name a sound one without its .yml',
    ],
    ['average order]', 'salez]', '4:61 there is no measure salez: did you mean sales?'],
    [
      'average order]',
      'land]',
      '4:61 land is no measure of shop: one parameter takes measures or dimensions, not both',
    ],
    ['dataset: shop\n', '', '3:53 a list of names takes them from a dataset: name it above params, as dataset: sales'],
    [
      'params:\n',
      'params:\n  dataset: { type: string, optional: true }\n',
      '4:12 dataset is a word of the question language: give the parameter another name',
    ],
  ])('%j as %j is found at its place', (before, after, finding) => {
    expect(findings(QUERY.replace(before, after))[0]).toBe(finding);
  });
});

describe('a folder with both', () => {
  let folder: string;
  const known: KnownFiles = new Map();
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'owlpost-parts-'));
    await writeFile(join(folder, 'large.sql'), QUERY);
    await writeFile(join(folder, 'shop.yml'), SHOP);
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('a definition that changes in the dataset changes in the query, and so does its version', async () => {
    const before = (await readCatalogue(folder, known)).find('large')!;
    await writeFile(join(folder, 'shop.yml'), SHOP.replace('sum: o.amount', 'sum: o.price'));
    const now = (await readCatalogue(folder, known)).find('large')!;
    expect(now.params[0]!.choices[0]!.sql).toBe('SUM(o.price)');
    expect(now.version).not.toBe(before.version);
  });

  test('a dataset that is taken away leaves a finding at the header', async () => {
    await rm(join(folder, 'shop.yml'));
    const { queries, diagnostics } = await readCatalogue(folder, known);
    expect(queries).toEqual([]);
    expect(diagnostics).toMatchObject([{ file: 'large.sql', line: 2, column: 10 }]);
  });
});
