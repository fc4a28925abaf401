import { expect, test } from 'vitest';

import type { Table } from '../../src/table/table.ts';

import { toCsv } from '../../src/table/csv.ts';

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
