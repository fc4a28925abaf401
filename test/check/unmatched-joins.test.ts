import { expect, test } from 'vitest';

import { folderOf } from '../support/folder.ts';
import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

const LAKE = {
  'orders/a.csv': 'id,code,place,gone,amount\n1,001,a,,5\n2,002,b,,6\n',
  'products/a.csv': 'code,number,name\n1,001,Car\n2,002,Bike\n',
  'places/a.csv': 'place,name\nA,Paris\nB,Berlin\n',
  'nothing/a.csv': 'code,name\n',
};

const datasetOf = (table: string, on: string) =>
  `from: orders o\njoins: { p: { table: ${table}, on: "${on}" } }\ndimensions: { name: p.name }\nmeasures: { amount: { sum: o.amount } }\n`;

test('a join that finds no row is told with a value of each side; an empty table and keys that are NULL are not', async () => {
  const { stdout } = await runInProcess(['check'], {
    OWLPOST_DATA: temporaryFolder(),
    OWLPOST_LAKE: folderOf(LAKE),
    OWLPOST_QUERIES: folderOf({
      'number.yml': datasetOf('products', 'p.code = CAST(o.code AS bigint)'),
      'other.yml': datasetOf('places', 'o.place = p.place'),
      'empty.yml': datasetOf('nothing', 'o.code = p.code'),
      'gone.yml': datasetOf('places', 'o.gone = p.place'),
    }),
  });
  const lines = stdout.trim().split('\n');
  expect(lines.filter((line) => line.includes('finds no row'))).toEqual([
    'other.yml:2:35: join p finds no row of places for any of 2 rows, so that all it gives is Unknown: o.place is such as "a", p.place such as "A"; write what is equal in both',
  ]);
  expect(lines).toContain('number.yml: ok');
  expect(lines).toContain('gone.yml: ok');
}, 60_000);
