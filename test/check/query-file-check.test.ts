import { beforeAll, expect, test } from 'vitest';

import { folderOf } from '../support/folder.ts';
import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

const LAKE = {
  'orders/part.csv': 'order_id,customer,country,freight\n1,A,France,10\n2,B,Spain,20\n',
  'details/part.csv': 'order_id,product,qty,price\n1,P1,2,5\n1,P2,1,5\n1,P3,1,5\n2,P1,4,5\n',
  'products/part.csv': 'product,line,cost\nP1,X,1\nP2,X,2\nP3,Y,1\n',
};

const QUERIES = {
  'freight.sql': `SELECT p.line AS "Line", SUM(o.freight) AS "Freight", AVG(o.freight) AS "Average", SUM(d.qty * o.freight) AS "Weighed"
FROM details d JOIN orders o ON o.order_id = d.order_id JOIN products p USING (product)
GROUP BY 1`,
  'choices.sql': `/*---
params:
  measure: { type: choice, default: pieces, choices: {
    pieces: { sql: "SUM(qty)" },
    cost: { sql: "SUM(freight)" } } }
  country: { type: string, optional: true }
---*/
WITH o AS (SELECT * FROM orders)
SELECT product AS "Product", {{measure}} AS "{{measure.label}}"
FROM details d LEFT JOIN o ON o.order_id = d.order_id
WHERE TRUE [[ AND o.country = {{country}} ]]
GROUP BY 1`,
  'sound.sql': `SELECT o.country AS "Country", SUM(f.freight) AS "Freight", SUM(CASE WHEN o.country = 'France' THEN 1 ELSE 0 END) AS "Lines",
  SUM(IF(d.order_id IS NOT NULL, o.freight)) AS "Meant", MAX(o.freight) AS "Largest", SUM(DISTINCT o.freight) AS "Once"
FROM orders o
JOIN (SELECT order_id, SUM(freight) AS freight FROM orders GROUP BY 1) f ON f.order_id = o.order_id
LEFT JOIN details d ON d.order_id = o.order_id AND d.product = 'P1'
GROUP BY 1`,
  'parts.sql': `/*---
params:
  country: { type: string, many: true, optional: true, values: "SELECT contry FROM orders" }
  floor: { type: number, optional: true }
formats: { Nope: ",.0f" }
freshness: details.day
---*/
SELECT d.product AS "Product", COUNT(*) AS "Lines"
FROM details d JOIN orders o ON o.order_id = d.order_id
WHERE d.qty > 0 [[ AND o.contry IN ({{country}}) ]]
  [[ AND d.product > {{floor}} ]]
GROUP BY 1`,
  'left-out.sql': `/*---
params:
  country: { type: string, many: true, optional: true }
---*/
SELECT customer AS "Customer", freight AS "Freight" FROM orders WHERE TRUE [[ AND country || '' IN ({{country}}) ]]`,
  'choice.sql': `/*---
params:
  by: { type: choice, default: country, choices: {
    country: { sql: o.country },
    town: { sql: "UPPER(o.custmer)" } } }
---*/
SELECT {{by}} AS "{{by.label}}", COUNT(*) AS "Orders" FROM orders o GROUP BY 1`,
  'goal.sql': `/*---
goal: { measure: Ordres, value: 3 }
---*/
SELECT country AS "Country", COUNT(*) AS "Orders" FROM orders GROUP BY 1`,
  'compared.sql': `/*---
params:
  period: { type: period, default: 2026 }
chart: { layer: [
  { mark: bar, encoding: { x: { field: Country }, y: { field: Orders } } },
  { mark: tick, encoding: { x: { field: Country }, y: { field: "Order, {{compare.label}}" } } } ] }
---*/
SELECT country AS "Country", COUNT(*) AS "Orders" FROM orders
WHERE DATE '2026-01-01' >= {{period.start}} AND DATE '2026-01-01' < {{period.end}} GROUP BY 1`,
  'chart.sql': `/*---
chart: { mark: bar, x: Nope, y: Orders }
---*/
SELECT country AS "Country", COUNT(*) AS "Orders" FROM orders GROUP BY 1`,
};

let lines: readonly string[];

const of = (name: string) => lines.filter((line) => line.startsWith(`${name}.sql:`));

beforeAll(async () => {
  const { stdout } = await runInProcess(['check'], {
    OWLPOST_DATA: temporaryFolder(),
    OWLPOST_QUERIES: folderOf(QUERIES),
    OWLPOST_LAKE: folderOf(LAKE),
  });
  lines = stdout.trim().split('\n');
}, 60_000);

const REASON = 'takes the same rows several times: 1 value of d.order_id stands in several rows of details d, 1 in 3';

test('a sum from the side that a join repeats is told, and an average noted', () => {
  expect(of('freight')).toEqual([
    `freight.sql:1:26: SUM(o.freight) ${REASON}; compute it in a subquery of its own before the join, or write SUM(IF(d.order_id IS NOT NULL, o.freight)) if every row is meant`,
    expect.stringContaining(`freight.sql:1:55: note: AVG(o.freight) ${REASON}`),
  ]);
});

test('so it is in a choice, over a query of WITH, by columns without an alias', () => {
  expect(of('choices')).toEqual([expect.stringContaining(`choices.sql:5:18: SUM(freight) ${REASON}`)]);
});

test('what is added up before the join, only chooses rows, or says that every row is meant is sound', () => {
  expect(of('sound')).toEqual(['sound.sql: ok']);
});

test('optional parts, lists of values, freshness and formats are run, each told at its place', () => {
  expect(of('parts')).toEqual([
    "parts.sql:3:64: values of country: Column 'contry' cannot be resolved, did you mean country?",
    "parts.sql:6:12: freshness: Column 'day' cannot be resolved: details has order_id, product, qty, price",
    'parts.sql:5:18: formats names Nope, which is no column: there are Product, Lines',
    `parts.sql:10:24: "parts country=a,b" does not run: Column 'o.contry' cannot be resolved, did you mean country?`,
    `parts.sql:11:20: "parts floor=1" does not run: Cannot apply operator: varchar > integer; a text stands in quotes, and becomes a number by CAST(… AS double)`,
  ]);
});

test('a goal of no column, and a layer that reads no earlier value, are told at their place', () => {
  expect(of('goal')).toEqual(['goal.sql:2:18: goal names Ordres, which is no column: there are Country, Orders']);
  expect(of('compared')).toEqual([
    'compared.sql:4:8: the chart in this header reads "Order, previous period", and the result has Country, Orders, Orders, previous period: name one of these',
  ]);
});

test('what cannot be left out of a query file is no fault of it', () => {
  expect(of('left-out')).toEqual(['left-out.sql: ok']);
});

test('a wrong column in a choice stands at the choice, and a wrong chart at the chart', () => {
  expect(of('choice')).toEqual([
    `choice.sql:5:18: "choice by=town" does not run: Column 'o.custmer' cannot be resolved, did you mean customer?`,
  ]);
  expect(of('chart')).toEqual([
    'chart.sql:2:8: the chart in this header reads "Nope", and the result has Country, Orders: name one of these',
  ]);
});
