import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Bench } from '../../../support/ask.ts';

import { openBench } from '../../../support/ask.ts';

const LINES = [
  { id: 1577241403000000001n, price: '1.5', when: '2026-01-02', Tags: ['a'], Place: { City: 'Rome' } },
  { id: 1577241403000000002n, price: '2', late: true },
].map((row) => JSON.stringify(row, (key, value) => (key === 'id' ? `#${value}` : value)).replace(/"#(\d+)"/, '$1'));

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({
    'tabs/a.tsv': 'name\tn\n"Lyon; France"\t1\n',
    'lines/a.json': `${LINES[0]}\n`,
    'lines/b.jsonl': `${LINES[1]!.replace('"price":"2"', '"price":"2.25"')}\n`,
    'exact/a.ndjson': '{"big":99999999999999999999,"mixed":1}\n{"big":1,"mixed":1.5}\n{"big":null,"mixed":2e3}\n',
    'daily/day=2026-01-01/a.json': '{"n":1}\n',
    'daily/day=2026-01-02/a.json': '{"n":2}\n',
    'document/a.json': '{\n  "n": 1\n}\n',
    'list/a.json': '[{"n":1}]\n',
    'torn/a.json': '{"n":1}\n{"n":\n',
    'plain/part-00000': 'n,word\n1,one\n',
    'plain/README.md': '# no rows\n',
    'objects/000000_0': '{"n":7}\n',
    'columns/000001_0.parquet': 'SELECT 1 AS n',
    'office/sales.xlsx': 'PK\u0003\u0004',
    'office/notes.docx': 'PK\u0003\u0004',
    'office/a.pdf': '%PDF',
    'office/b.pdf': '%PDF',
    'orc/a.orc': 'ORC',
    'orc/b.csv': 'n\n1\n',
    'zipped/a.csv.bz2': 'BZh9',
    'zipped/b.csv': 'n\n1\n',
    'beside/a.csv': 'n\n1\n',
    'beside/LICENSE': 'MIT\n',
    'shop/README.md': '# a database\n',
    'shop/orders/a.csv': 'n\n3\n',
    'half/part-0.gz': '\u001f this was cut',
    'marked/a.csv': '\uFEFFn,word\n1,one\n',
    'headed/a.csv': 'n,word\n',
    'decimal/a.parquet': 'SELECT 1.5::DECIMAL(38,2) AS "listPrice", 2 AS n',
    'odd/a.parquet': `SELECT INTERVAL 1 DAY AS "howLong"`,
  });
  await writeFile(join(bench.lake, 'lines/c.json.gz'), gzipSync('{"id":3,"price":"x"}\n'));
  await writeFile(join(bench.lake, 'plain/part-00001.gz'), gzipSync('n,word\n2,two\n'));
  await writeFile(join(bench.lake, 'columns/b'), await readFile(join(bench.lake, 'columns/000001_0.parquet')));
  await writeFile(join(bench.lake, 'half/part-0.gz'), Buffer.from([0x1f, 0x8b, 9, 0, 1, 2, 3]));
  await patch(join(bench.lake, 'decimal/a.parquet'), [0x4c, 0x50]); // a precision of 38 becomes one of 40
});

afterAll(() => bench.close());

/** Replaces each byte `from` by `to` behind the rows of a Parquet file, where its schema stands. */
async function patch(path: string, [from, to]: readonly [number, number]): Promise<void> {
  const bytes = await readFile(path);
  const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  await writeFile(
    path,
    Buffer.from(bytes.map((byte, at) => (at >= footer && at < bytes.length - 8 && byte === from ? to : byte))),
  );
}

describe('kinds of files', () => {
  test.each<[sql: string, outcome: string | (string | null)[][]]>([
    ['SELECT name, n FROM tabs', [['Lyon; France', '1']]],
    [
      'SELECT id, price, "when", tags, place.city, late FROM lines ORDER BY id',
      [
        ['3', 'x', null, null, null, null],
        ['1577241403000000001', '1.5', '2026-01-02', '[a]', 'Rome', null],
        ['1577241403000000002', '2.25', null, null, null, 'true'],
      ],
    ],
    [
      'SELECT big, mixed FROM exact ORDER BY mixed',
      [
        ['99999999999999999999', '1.0'],
        ['1', '1.5'],
        [null, '2000.0'],
      ],
    ],
    [`SELECT n, "$path" FROM daily WHERE day = DATE '2026-01-02'`, [['2', 's3://lake/daily/day=2026-01-02/a.json']]],
    [
      'SELECT n, word FROM plain ORDER BY n',
      [
        ['1', 'one'],
        ['2', 'two'],
      ],
    ],
    ['SELECT n FROM objects', [['7']]],
    ['SELECT count(*) FROM columns', [['1']]],
    ['SELECT n FROM beside', [['1']]],
    ['SELECT n FROM shop.orders', [['3']]],
    ['SELECT n FROM document', 'document/a.json:1 is no JSON object of one line; Athena reads one JSON object a line'],
    ['SELECT n FROM list', 'list/a.json is a JSON array; Athena reads one JSON object a line'],
    ['SELECT n FROM torn', 'torn/a.json:2 is no JSON object of one line'],
    [
      'SELECT n FROM office',
      'office holds no file with rows, only a.pdf, b.pdf, notes.docx and 1 more: write .parquet',
    ],
    ['SELECT n FROM orc', 'orc/a.orc is ORC, which Athena reads and the embedded engine does not: write .parquet'],
    ['SELECT n FROM zipped', 'zipped/a.csv.bz2 is compressed by bzip2, which Athena reads'],
    ['SELECT n FROM half', 'half/part-0.gz cannot be decompressed'],
    ['SELECT n FROM marked', [['1']]],
    ['SELECT count(word) FROM headed', [['0']]],
    ['SELECT n FROM decimal', 'column listPrice of decimal/a.parquet is a decimal of 40 digits, and Athena'],
    ['SELECT 1 FROM odd', 'column howLong is a INTERVAL, which Athena does not have'],
  ])('%s', async (sql, outcome) => {
    const { rows, execution } = await bench.ask(sql);
    if (typeof outcome === 'string') expect(execution.Status?.StateChangeReason).toContain(outcome);
    else expect([execution.Status?.StateChangeReason, rows.slice(1)]).toEqual([undefined, outcome]);
  });

  test('a Parquet file with a codec that DuckDB does not read is named with it', async () => {
    const path = join(bench.lake, 'columns/000001_0.parquet');
    const original = await readFile(path);
    const codec = original.lastIndexOf(Buffer.from([0x15, 0x02, 0x16])); // SNAPPY (1) before the count of values
    const hadoop = Buffer.from(original);
    hadoop[codec + 1] = 0x0a; // LZ4 (5)
    await writeFile(path, hadoop);
    const { execution } = await bench.ask('SELECT n FROM columns');
    expect(execution.Status?.StateChangeReason).toContain("columns/000001_0.parquet is compressed by Hadoop's LZ4");
    await writeFile(path, original);
  });

  test('bytes are counted of all text files', async () => {
    const { execution } = await bench.ask(`SELECT n FROM daily WHERE day = DATE '2026-01-02'`);
    expect(execution.Statistics?.DataScannedInBytes).toBe(8);
  });
});
