import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Program } from '../support/program.ts';

import { runInProcess } from '../support/in-process.ts';
import { pointedAt, startProgram, temporaryFolder } from '../support/program.ts';

const DATA = temporaryFolder();

/** A lake of two tables. With `repeats`, its products name one code twice, so that a join counts its orders twice. */
function lake({ repeats }: { repeats: boolean }): string {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'part.csv'), text);
  };
  write('orders', 'id,code,place,amount\n1,P1,Paris,100\n2,P2,Paris,50\n3,P1,Berlin,25\n');
  write('products', `code,line\nP1,Ships\nP2,Planes\n${repeats ? 'P1,Trains\n' : ''}`);
  return folder;
}

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const QUERIES = folderOf({
  'sales.sql': `/*---
params:
  measure: { type: choice, default: sales, choices: {
    sales: { sql: "SUM(o.amount)", label: Sales },
    average: { sql: "AVG(o.amount)", label: Average } } }
  by: { type: choice, default: line, choices: {
    line: { sql: p.line, label: Line },
    place: { sql: o.place, label: Place } } }
---*/
SELECT {{by}} AS "{{by.label}}", {{measure}} AS "{{measure.label}}"
FROM orders o
LEFT JOIN products p ON o.code = p.code
GROUP BY 1`,
  'drops.sql': `/*---
params:
  by: { type: choice, default: place, choices: {
    place: { sql: o.place, label: Place },
    code: { sql: "NULLIF(o.code, 'P2')", label: Code } } }
---*/
SELECT {{by}} AS "{{by.label}}", SUM(o.amount) AS "Sales" FROM orders o WHERE {{by}} IS NOT NULL GROUP BY 1`,
});

describe('owlpost check on a lake of one’s own', () => {
  test('finds the join that repeats rows, at its place and with both totals, and totals that differ by dimension', async () => {
    const { code, stdout } = await runInProcess(['check'], {
      OWLPOST_DATA: DATA,
      OWLPOST_QUERIES: QUERIES,
      OWLPOST_LAKE: lake({ repeats: true }),
    });
    expect(stdout.trim().split('\n')).toEqual([
      'drops.sql:1:1: Sales adds up to 175 by place but to 125 by code: a join repeats or drops rows',
      'sales.sql:4:19: SUM(o.amount) takes the same rows several times: 1 value of p.code stands in several rows of products p, P1 in 2; compute it in a subquery of its own before the join, or write SUM(IF(p.code IS NOT NULL, o.amount)) if every row is meant',
      expect.stringMatching(/^sales\.sql:5:21: note: AVG\(o\.amount\) takes the same rows several times/),
    ]);
    expect(code).toBe(2);
  });

  test('finds nothing where every order has one product', async () => {
    const { stdout } = await runInProcess(['check'], {
      OWLPOST_DATA: DATA,
      OWLPOST_QUERIES: QUERIES,
      OWLPOST_LAKE: lake({ repeats: false }),
    });
    expect(stdout).toContain('sales.sql: ok\n');
  });
});

describe('owlpost check --athena', () => {
  let athena: Program;
  beforeAll(async () => {
    athena = await startProgram(
      ['athena', '--lake', lake({ repeats: false })],
      { OWLPOST_DATA: DATA },
      /^Athena and S3 on (\S+)$/,
    );
  });
  afterAll(() => athena?.stop());

  const check = (queries: string) =>
    runInProcess(['check', '--athena'], {
      OWLPOST_DATA: temporaryFolder(),
      OWLPOST_QUERIES: queries,
      ...pointedAt(athena.url),
    });

  test('asks the Athena it is pointed at to explain every statement', async () => {
    const { code, stdout, stderr } = await check(
      folderOf({
        'good.sql': 'SELECT place, SUM(amount) AS sales FROM orders GROUP BY 1',
        'column.sql': 'SELECT place,\n  nothing\nFROM orders',
        'table.sql': 'SELECT * FROM elsewhere',
      }),
    );
    const lines = stdout.trim().split('\n');
    expect(stderr).toBe('');
    expect(lines).toContain('good.sql: ok');
    expect(lines).toContainEqual(expect.stringMatching(/^column\.sql:2:3: Athena would refuse "column": .*nothing/));
    expect(lines).toContainEqual(expect.stringMatching(/^table\.sql:1:15: Athena would refuse "table": .*elsewhere/));
    expect(lines).toHaveLength(3);
    expect(code).toBe(2);
  });
});
