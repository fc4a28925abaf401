import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Bench } from '../../../support/ask.ts';

import { openBench } from '../../../support/ask.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({
    'posts/p.csv': 'id,author\n1585841080431321088,1577241403000000001\n1585841080431321089,9\n',
    'huge/a.csv': 'whole,mixed,small,wide\n12345678901234567890,1234567890123456.25,1.5,1\n-1,2,2e3,1e40\n',
    'coins/a.csv':
      'coin,paid,drawn,tiny,padded\n0.123456789012345678,1234567890.123456789012,0.30000000000000004,1e-7,1.500000000000000000\n2,1,2,0.10000000000000001,2.000000000000000000\n',
    'mixed/a.csv': 'a,b\r\n1,"x\ny"\n2,y\r\n',
    'hive/000000_0': 'a\u00011\nb\u00012\n',
    'long/a.csv': `n\n${'9'.repeat(39)}\n`,
    'sales/s.csv': 'date,country,amount\n2026-10-01,FR,10.5\n2026-10-02,DE,4.5\n',
    'budget/b.csv': 'date,country,amount\nQ1 2026,x,\n',
    'nulls/a.csv': 'day,n,word\n2026-01-01,1,NULL\nNULL,\\N,"NULL"\nnull,3,null\n',
    'declared/a.csv': 'id,price,day\n1,1.50,2026-01-01\n2,abc,2026-01-02\n3,x,soon\n4,,\n',
    'declared/_schema.yml': 'declared:\n  price: decimal(10,2)\n  day: date\n',
    'counted/a.csv': 'n,day\n1,2026-01-01\nmany,2026-01-02\n',
    'counted/_schema.yml': 'counted: { n: bigint }\n',
    'lines/a.json': '{"id":1,"price":"1.50"}\n{"id":2,"price":"dear"}\n',
    '_schema.yml': 'lines: { price: "decimal(10,2)" }\nrooted: { n: string }\nshop: { inner: { n: string } }\n',
    'rooted/a.csv': 'n\n1\n',
    'shop/inner/a.csv': 'n\n1\n',
    'mall/_schema.yml': 'inside: { n: string }\n',
    'mall/inside/a.csv': 'n\n1\n',
    'wide/a.csv': 'n\n1\n',
    'wide/_schema.yml': 'wide:\n  n: decimal(40,2)\n',
    'ragged/a.csv': 'a,b\n1,2\n3,4,5\n',
    'open/a.csv': 'a,b\n1,"two\n3,4\n',
  });
  const latin = (text: string) => Buffer.from(text, 'latin1');
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
  await addTable('latin', latin('city,n\nParis,0\nMünchen,1\n'));
  await addTable('heading', latin('Größe,n\n1,1\n'));
  await addTable('wide_letters', utf16('city,n\r\nMünchen,1\r\n'));
  await addTable('unmarked', utf16('city,n\nMünchen,1\n').subarray(2));
});

afterAll(() => bench.close());

async function addTable(name: string, bytes: Buffer): Promise<void> {
  await mkdir(join(bench.lake, name));
  await writeFile(join(bench.lake, name, 'c.csv'), bytes);
}

describe('the types of CSV columns', () => {
  test.each([
    ['posts', 'id bigint, author bigint'],
    ['huge', 'whole decimal(38,0), mixed decimal(38,2), small double, wide double'],
    ['coins', 'coin decimal(38,18), paid decimal(38,12), drawn double, tiny double, padded double'],
    ['long', 'n string'],
    ['sales', 'date date, country string, amount double'],
    ['budget', 'date string, country string, amount string'],
    ['nulls', 'day date, n bigint, word string'],
    ['rooted', 'n string'],
    ['shop.inner', 'n string'],
    ['mall.inside', 'n string'],
    ['declared', 'id bigint, price decimal(10,2), day date'],
  ])('%s: %s', async (table, columns) => {
    const { rows } = await bench.ask(`DESCRIBE ${table}`);
    const fields = rows.map(([line]) => line!.split('\t').slice(0, 2));
    expect(fields.map((pair) => pair.map((field) => field.trim()).join(' ')).join(', ')).toBe(columns);
  });
});

describe('rows', () => {
  test.each<[sql: string, outcome: string | (string | null)[][]]>([
    ['SELECT count(DISTINCT id), max(id) FROM posts', [['2', '1585841080431321089']]],
    [
      'SELECT whole, mixed FROM huge ORDER BY whole',
      [
        ['-1', '2.00'],
        ['12345678901234567890', '1234567890123456.25'],
      ],
    ],
    [
      'SELECT day, n, word FROM nulls ORDER BY n NULLS LAST',
      [
        ['2026-01-01', '1', null],
        [null, '3', null],
        [null, null, 'NULL'],
      ],
    ],
    ['SELECT id FROM declared ORDER BY id', [['1'], ['2'], ['3'], ['4']]],
    ['SELECT price FROM declared WHERE id IN (1, 4) ORDER BY id', [['1.50'], [null]]],
    [
      'SELECT sum(price) FROM declared',
      'HIVE_BAD_DATA: column price is declared as decimal(10,2), but row 2 of declared/a.csv has "abc"',
    ],
    ['SELECT max(day) FROM declared', 'column day is declared as date, but row 3 of declared/a.csv has "soon"'],
    ['SELECT sum(n) FROM counted', 'column n is declared as bigint, but row 2 of counted/a.csv has "many"'],
    ['SELECT sum(price) FROM lines', 'row 2 of lines/a.json has "dear"'],
    ['SELECT n FROM wide', 'wide/_schema.yml:2: column n has the type "decimal(40,2)", which Athena does not have'],
    ['SELECT a FROM ragged', "ragged/a.csv:3 has 3 values, but the file's first line names 2 columns"],
    ['SELECT sum(coin) FROM coins', [['2.123456789012345678']]],
    ['SELECT a FROM mixed', 'mixed/a.csv has lines that end in CR LF beside others that end in LF'],
    ['SELECT * FROM hive', 'hive/000000_0 parts its columns by \\x01, as Hive does without a header'],
    ['SELECT a FROM open', 'open/a.csv:2 has a quote that is not closed'],
    [
      'SELECT city FROM latin',
      'latin/c.csv:3 is not UTF-8: it looks like Latin-1 (Windows-1252); save it as UTF-8, for example by iconv -f WINDOWS-1252',
    ],
    ['SELECT n FROM heading', 'heading/c.csv:1 is not UTF-8: it looks like Latin-1'],
    [
      'SELECT n FROM wide_letters',
      'wide_letters/c.csv is UTF-16, not UTF-8; save it as UTF-8, for example by iconv -f UTF-16',
    ],
    ['SELECT n FROM unmarked', 'unmarked/c.csv is UTF-16, not UTF-8'],
  ])('%s', async (sql, outcome) => {
    const { rows, execution } = await bench.ask(sql);
    if (typeof outcome === 'string') expect(execution.Status?.StateChangeReason).toContain(outcome);
    else expect([execution.Status?.StateChangeReason, rows.slice(1)]).toEqual([undefined, outcome]);
    expect(execution.Status?.StateChangeReason ?? '').not.toContain(bench.lake);
  });
});
