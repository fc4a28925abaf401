import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeLake } from './ask.ts';
import { temporaryFolder } from './program.ts';

/** A dataset with every kind of measure that a change can be told of. */
const DEALS = `title: Deals
from: deals d
joins:
  p: { table: places, on: d.place = p.place }
time: { sql: d.day }
dimensions:
  country: { sql: p.country }
  city: { sql: d.place, in: country }
  line: { sql: d.line }
  customer: { sql: d.customer }
  first deal: { sql: d.since, type: date }
measures:
  amount: { sum: d.amount, format: "$,.0f" }
  weight: { sum: d.weight }
  deals: { rows: true }
  customers: { count: d.customer }
  orders: { count: d.number }
  size: { average: d.amount }
  rate: { ratio: amount / deals, format: ".1%" }
  per order: { ratio: amount / orders }
  per customer: { ratio: orders / customers }
  largest: { max: d.amount }
default: { measure: amount, by: country, period: last 12 months }
`;

/**
 * Three years of deals with NULL and blank values in each dimension and measure, values that occur in one year only,
 * 400 customers, and orders of several rows. Two rows of a hundred have a place that the table of places lacks.
 */
const dealsSql = (rows: number) => `select
  (i % 2500)::integer as number,
  date '2003-01-01' + (hash(i, 'day') % 1096)::integer as day,
  case when hash(i, 'null') % 12 = 0 then null when hash(i, 'null') % 12 = 1 then ' '
    else 'Place ' || (hash(i, 'place') % 30 + (2003 + (hash(i, 'day') % 1096)::integer // 365 - 2003) * 3)::varchar end as place,
  case when hash(i, 'line') % 9 = 0 then null else 'Line ' || (hash(i, 'line') % 5)::varchar end as line,
  case when hash(i, 'who') % 40 = 0 then null else 'Customer ' || (pow((hash(i, 'who') % 1000) / 1000.0, 2) * 400)::integer::varchar end as customer,
  case when hash(i, 'since') % 10 = 0 then null else date '2000-01-01' + (hash(i, 'since') % 8)::integer * 100 end as since,
  case when hash(i, 'blank') % 15 = 0 then null else ((hash(i, 'amount') % 100000)::integer / 100.0 - 100)::decimal(12, 2) end as amount,
  case when hash(i, 'blank') % 17 = 0 then null else (hash(i, 'weight') % 1000)::integer / 7.0::double end as weight
  from range(${rows}) t(i)`;

const PLACES_SQL = `select 'Place ' || i::varchar as place,
  case when i % 11 = 0 then null else 'Country ' || (i % 7)::varchar end as country from range(34) t(i)`;

/** Writes the lake and its dataset; gives the settings of a program that works on them. */
export async function writeChangesLake({
  rows = 6000,
  samples = false,
} = {}): Promise<Record<'OWLPOST_LAKE' | 'OWLPOST_QUERIES' | 'OWLPOST_DATA', string>> {
  const [lake, queries, data] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  for (const table of ['deals', 'places']) mkdirSync(join(lake, table));
  await writeLake(lake, { 'deals/d.parquet': dealsSql(rows), 'places/p.parquet': PLACES_SQL });
  writeFileSync(join(queries, 'deals.yml'), samples ? `${DEALS}samples: true\n` : DEALS);
  return { OWLPOST_LAKE: lake, OWLPOST_QUERIES: queries, OWLPOST_DATA: data };
}
