import { expect, test } from 'vitest';

import type { Table } from '../../src/table/table.ts';

import { toBoundedCsv, toCsv, toSpreadsheetCsv } from '../../src/table/csv.ts';

test('toCsv(table) tells NULL from an empty text and keeps every cell exact', () => {
  const columns = ['name', 'sum, all'].map((name) => ({ name, type: 'varchar', precision: 0, scale: 0 }));
  const rows = [
    ['a', '0.10'],
    [null, ''],
    ['say "hi"', 'two\nlines'],
    [' padded', '=1+1'],
  ];
  expect(toCsv({ columns, rows } as unknown as Table)).toBe(
    'name,"sum, all"\na,0.10\n,""\n"say ""hi""","two\nlines"\n" padded",=1+1\n',
  );
});

test('toSpreadsheetCsv(table) lets no spreadsheet run a text as a formula, and leaves numbers alone', () => {
  const columns = [{ name: '=name' }, { name: 'n' }];
  const rows = [
    ['=HYPERLINK("http://x")', '-1.5'],
    ['+1', '-2e-7'],
    ['@SUM(A1)', null],
    ['-2+3', '0'],
    [' =1', 'a=b'],
    ['＝1', '-'],
  ];
  expect(toSpreadsheetCsv({ columns, rows })).toBe(
    `'=name,n\n"'=HYPERLINK(""http://x"")",-1.5\n+1,-2e-7\n'@SUM(A1),\n'-2+3,0\n' =1,a=b\n'＝1,'-\n`,
  );
});

test.each([
  [1000, 3, 'name\nÄ\n\'=1+1\n"x\ny"\n'],
  [14, 2, "name\nÄ\n'=1+1\n"],
  [13, 1, 'name\nÄ\n'],
  [7, 0, 'name\n'],
  [0, 0, 'name\n'],
])('toBoundedCsv(table, %i) has the rows that fit whole', (most, rows, text) => {
  const table = { columns: [{ name: 'name' }], rows: [['Ä'], ['=1+1'], ['x\ny']] };
  const bounded = toBoundedCsv(table, most);
  expect([bounded.rows, bounded.bytes.toString()]).toEqual([rows, text]);
});
