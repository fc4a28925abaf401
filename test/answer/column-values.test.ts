import { expect, test } from 'vitest';

import { listedColumns } from '../../src/answer/column-values.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';

const SQL = `/*---
params:
  by: { type: choice, default: country, choices: {
    country: { sql: l.country, label: Land },
    line: { sql: p.line } } }
  country: { type: string, optional: true, values: [France, Spain] }
  product_line: { type: string, optional: true, label: Line, values: [Cars, Ships] }
  city: { type: string, optional: true }
---*/
SELECT {{by}} AS "{{by.label}}" FROM t WHERE TRUE [[ AND c = {{country}} ]] [[ AND p = {{product_line}} ]] [[ AND y = {{city}} ]]`;

test.each([
  ['Country', ['France', 'Spain']],
  ['Land', ['France', 'Spain']],
  ['product_line', ['Cars', 'Ships']],
  ['Line', ['Cars', 'Ships']],
  ['City', undefined],
  ['Sales', undefined],
])('the column %s can have the values %j', async (name, values) => {
  const { query, diagnostics } = parseQueryFile('sales.sql', SQL);
  if (!query) throw new Error(JSON.stringify(diagnostics));
  const columns = [{ name, type: 'varchar', precision: 0, scale: 0 }];
  const listed = await listedColumns(query, columns, async (_, param) => param.values as readonly string[]);
  expect(listed).toEqual(values ? { [name]: values } : {});
});
