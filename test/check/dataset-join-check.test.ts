import { expect, test } from 'vitest';

import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { checkDatasetJoins } from '../../src/check/dataset-join-check.ts';

const datasetOf = (on: string, table = 'products') =>
  parseDataset(
    'sales.yml',
    `from: orders o
joins: { p: { table: ${table}, on: ${on} } }
dimensions: { line: p.line, size: p.size }
measures: { amount: { sum: o.amount } }
`,
  ).query! as Parameters<typeof checkDatasetJoins>[0];

/** Answers every statement with the same rows, and keeps the statements. */
function answering(...rows: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const run = async ({ sql }: { sql: string }) => {
    asked.push(sql);
    return { columns: rows[0]?.map((_, index) => ({ name: `c${index}`, type: 'varchar' })) ?? [], rows } as never;
  };
  return { run, asked };
}

test('a join whose keys come once has no diagnostic', async () => {
  const { run, asked } = answering();
  expect(await checkDatasetJoins(datasetOf('o.code = p.code'), { run })).toEqual([]);
  expect(asked[0]).toMatch(/FROM products p\b/);
});

test('a join by anything but equality is counted over the rows of the fact table', async () => {
  const { run, asked } = answering(['1200']);
  const [diagnostic] = await checkDatasetJoins(datasetOf('o.day >= p.starts'), { run });
  expect(asked[0]).toContain('ROW_NUMBER() OVER () AS owlpost_row FROM orders) o');
  expect(diagnostic).toMatchObject({
    file: 'sales.yml',
    line: 2,
    message:
      'join p finds several rows of products for 1,200 rows of orders, so measures would count them as often; add to on what tells its rows apart',
  });
  expect(await checkDatasetJoins(datasetOf('o.day >= p.starts'), answering(['0']))).toEqual([]);
});
