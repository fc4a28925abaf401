import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import { openOwlpost } from '../questions/owlpost.ts';
import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

const [musicPage, ridesPage] = [...readFileSync('docs/datasets.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, yaml]) => yaml!,
);

/** A lake and a folder of queries with one dataset of the page. */
function publish(name: string, yaml: string, tables: Readonly<Record<string, string>>) {
  const [lake, queries] = [temporaryFolder(), temporaryFolder()];
  for (const [table, rows] of Object.entries(tables)) {
    mkdirSync(join(lake, table));
    writeFileSync(join(lake, table, 'part.csv'), rows);
  }
  writeFileSync(join(queries, `${name}.yml`), yaml);
  return { OWLPOST_LAKE: lake, OWLPOST_QUERIES: queries, OWLPOST_DATA: temporaryFolder() };
}

const MUSIC = publish('music', musicPage!, {
  invoice_lines: 'invoice_id,track_id,unit_price,quantity\n1,1,0.99,2\n1,2,0.99,1\n2,1,0.99,1\n3,3,1.99,1\n',
  invoices:
    'invoice_id,invoice_date,billing_country,billing_city\n1,2025-01-05,USA,Boston\n2,2025-02-06,France,Paris\n3,2025-02-07,USA,Reno\n',
  tracks: 'track_id,name,genre_id\n1,One,1\n2,Two,2\n3,Three,2\n',
  genres: 'genre_id,name\n1,Rock\n2,Jazz\n',
});

const RIDES = publish('rides', ridesPage!, {
  rides:
    'ride_id,started_at,start_station,bike_type,minutes\n1,2025-03-01 08:00:00,1,electric,10\n2,2025-03-01 08:30:00,1,classic,20\n3,2025-03-02 17:00:00,2,classic,30\n',
  stations: 'station_id,name\n1,Harbour\n2,Museum\n',
});

const open = ({ OWLPOST_LAKE: lake, OWLPOST_QUERIES: queries }: typeof MUSIC) =>
  openOwlpost({ lake, queries, now: new Date('2025-06-01T00:00:00Z') });

const [music, rides] = [await open(MUSIC), await open(RIDES)];

afterAll(async () => {
  await music.close();
  await rides.close();
});

describe('the datasets of docs/datasets.md, published as they stand', () => {
  test.each([
    [
      MUSIC,
      'revenue by genre',
      [
        ['Jazz', 2.98],
        ['Rock', 2.97],
      ],
    ],
    [MUSIC, 'how many invoices in 2025', [[3]]],
    [MUSIC, 'top 1 cities by tracks', [['Boston', 3]]],
    [MUSIC, 'average invoice in the US', [[2.48]]],
    [MUSIC, 'what percentage of revenue comes from Rock', [['Rock', 0.499]]],
    [
      RIDES,
      'rides by station',
      [
        ['Harbour', 2],
        ['Museum', 1],
      ],
    ],
    [
      RIDES,
      'rides by hour of the day',
      [
        ['08:00', 2],
        ['17:00', 1],
      ],
    ],
    [
      RIDES,
      'ride time by bike type',
      [
        ['classic', 25],
        ['electric', 10],
      ],
    ],
  ] as const)('question %#: %s', async (settings, question, rows) => {
    const outcome = await (settings === MUSIC ? music : rides).ask(question);
    const answered = outcome.kind === 'answer' ? outcome.table.rows : [[outcome.message]];
    const rounded = answered.map((row) =>
      row.map((cell) => (/^-?[\d.]+$/.test(cell ?? '') ? Number(Number(cell).toFixed(3)) : cell)),
    );
    expect(rounded).toEqual(
      rows.map((row) => row.map((cell) => (typeof cell === 'number' ? expect.closeTo(cell, 2) : cell))),
    );
  });
});

test('`new` finds the tables that a table belongs to, and what it writes can be asked', async () => {
  const written = await runInProcess(['new', 'trips', '--table', 'rides'], RIDES);
  expect(written.stdout).toContain('trips.yml, joined with stations: ask it');
  const { stdout } = await runInProcess(['ask', 'trips rows by station 2025', '--csv'], RIDES);
  expect(stdout).toBe('Station,Rows\nHarbour,2\nMuseum,1\n');
});

test('the query of the page takes its measures, dimensions and tables from the dataset of the demo', async () => {
  const [, sql] = /```sql\n([\s\S]*?)```/.exec(readFileSync('docs/datasets.md', 'utf8'))!;
  const queries = temporaryFolder();
  copyFileSync('queries/sales.yml', join(queries, 'sales.yml'));
  writeFileSync(join(queries, 'large-orders.sql'), sql!);
  const demo = await openOwlpost({ queries, now: new Date('2026-01-15T00:00:00Z') });
  const rows = async (question: string) => {
    const outcome = await demo.ask(question);
    return outcome.kind === 'answer' ? outcome.table.rows : outcome.message;
  };
  const whole = await rows('margin rate by product line all time');
  expect(whole.length).toBeGreaterThan(3);
  expect(await rows('large orders margin rate by product line size=0')).toEqual(whole);
  expect(await rows('large orders margin rate by product line')).not.toEqual(whole);
  await demo.close();
});
