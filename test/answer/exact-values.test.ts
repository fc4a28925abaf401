import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

import { answer } from '../../src/answer/answer.ts';
import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { formatRequest, normalize } from '../../src/question/request.ts';
import { temporaryFolder } from '../support/program.ts';

/** Values that typing changes: by quotes, dashes, forms of letters, marks that nobody sees, blanks, and one that is empty. */
const VALUES = [
  'Plain',
  'Zero\u200BWidth',
  '\uFEFFBom',
  '“Quoted” Ltd',
  '',
  'e\u0301cole',
  '\u00E9cole',
  '—',
  '-',
  'a  b',
];

const QUERY = `/*---
title: Deals
params:
  customer: { type: string, many: true, optional: true, values: "SELECT DISTINCT customer FROM deals ORDER BY 1" }
---*/
SELECT customer AS "Customer", SUM(amount) AS "Amount" FROM deals
WHERE TRUE [[ AND customer IN ({{customer}}) ]] GROUP BY 1 ORDER BY 2 DESC
`;

const [lake, queries, data] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];

mkdirSync(join(lake, 'deals'));
writeFileSync(
  join(lake, 'deals', 'd.csv'),
  `customer,amount\n${VALUES.map((value, index) => `"${value}",${index + 1}\n`).join('')}`,
);
writeFileSync(join(queries, 'deals.sql'), QUERY);

const engine = await openEngine(readConfig({ OWLPOST_LAKE: lake, OWLPOST_QUERIES: queries, OWLPOST_DATA: data }), {
  isWatching: false,
});

afterAll(() => engine.close());

test('each value of a menu finds the rows of that value alone', async () => {
  const { context } = engine;
  const query = context.catalogue().queries[0]!;
  const offered = await context.values(query, query.params[0]!);
  expect([...offered].sort()).toEqual([...VALUES].sort());
  for (const value of offered) {
    const request = normalize({ query: 'deals', values: { customer: [value] }, excluded: [] }, query);
    const options = { now: new Date(), signal: new AbortController().signal };
    const { table, request: understood } = await answer(formatRequest(request), context, options);
    expect(understood).toEqual(request);
    expect(table.rows).toEqual([[value, String(VALUES.indexOf(value) + 1)]]);
  }
});
