import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';

import type { CommandContext } from '../../src/commands/command.ts';

import { newDataset } from '../../src/commands/new.ts';
import { readConfig } from '../../src/config.ts';
import { UserError } from '../../src/error.ts';
import { tableOf } from '../charts/demo.ts';
import { writeLake } from '../support/ask.ts';
import { visitsContext } from '../support/context.ts';
import { folderOf } from '../support/folder.ts';
import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

/** Runs `new` over an Athena that has the table of visits alone. Resolves to what was printed, and the statements that were run. */
async function runNew(args: string[], queries = folderOf({})) {
  const ran: string[] = [];
  let closed = 0;
  const context = visitsContext({
    run: async ({ sql }) => {
      ran.push(sql);
      if (!/FROM (?:web\.)?visits LIMIT 0|FROM "Visits" LIMIT 0|information_schema/i.test(sql))
        throw new UserError("Table 'hits' does not exist");
      return tableOf(['page', 'day: date', 'hits: bigint'], []);
    },
  });
  const close = async () => {
    closed += 1;
  };
  const engine = { context, explain: async () => undefined, close };
  const given = {
    config: readConfig({ OWLPOST_QUERIES: queries }),
    openEngine: async () => engine,
    signal: new AbortController().signal,
  };
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await newDataset(args, given as unknown as CommandContext);
    return { ran, file: join(queries, `${args[0]}.yml`), lines: said.mock.calls.map(([line]) => line), closed };
  } finally {
    said.mockRestore();
    expect([0, 1]).toContain(closed);
  }
}

test('a dataset of the table is written, and how to ask it is said', async () => {
  const { file, lines, ran, closed } = await runNew(['visits', '--table', 'web.visits']);
  expect(ran[0]).toBe('SELECT * FROM web.visits LIMIT 0');
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^from: "web\.visits t"/m);
  expect(text).toContain('hits: { sum: "t.hits" }');
  expect(lines).toEqual([`wrote ${file}: ask it with npm run -s owlpost -- ask visits`]);
  expect(closed).toBe(1);
});

test('a file that is there is not replaced', async () => {
  const queries = folderOf({ 'visits.yml': 'mine' });
  await expect(runNew(['visits', '--table', 'visits'], queries)).rejects.toThrow(/choose a name that is free$/);
  expect(readFileSync(join(queries, 'visits.yml'), 'utf8')).toBe('mine');
});

test('a table that cannot be read is named', async () => {
  const refused = runNew(['hits', '--table', 'hits']);
  await expect(refused).rejects.toThrow("the table hits cannot be read: check its name (Table 'hits' does not exist)");
});

test.each([
  [[]],
  [['Sales', '--table', 't']],
  [['2025', '--table', 't']],
  [['a', 'b', '--table', 't']],
  [['../a', '--table', 't']],
])('%j has no name that can be a command word', async (args) => {
  await expect(runNew(args)).rejects.toThrow('new takes the name of the dataset, a command word');
});

test.each([[['sales']], [['sales', '--table', '']]])('%j names no table', async (args) => {
  await expect(runNew(args)).rejects.toThrow('new takes the table to begin with: new sales --table fact_orders');
});

test.each(['a b', 'a.b.c.d', '"a"', "a'", 'a;b', 'a.'])(
  'the table %j is named and refused before anything is run',
  async (table) => {
    await expect(runNew(['sales', '--table', table])).rejects.toThrow(
      `${JSON.stringify(table)} cannot be the name of a table: write it without quotes and blanks`,
    );
  },
);

describe('what new writes of any table', () => {
  const LAKE = {
    'bytes/a.parquet': `SELECT 1 AS id, '\\xAB'::BLOB AS code, MAP {'a': 1} AS pairs, TIME '10:00' AS clock, UUID '00000000-0000-0000-0000-000000000001' AS uid`,
    'arrays/a.jsonl': '{"id":1,"tags":["a","b"],"sizes":[1,2]}\n{"id":2,"tags":[],"sizes":null}\n',
    'nested/a.jsonl':
      '{"id":1,"who":{"name":"Mira","age":3},"more":{"deep":{"down":[{"x":1}]}}}\n{"id":2,"who":null,"more":null}\n',
    'words/a.csv':
      'group,order,select,top,by,period,rows,year\n1,a,b,c,d,2026-01-01,3,2025\n2,e,f,g,h,2026-01-02,4,2026\n',
    'web-logs/a.csv':
      'status code,bytes-sent,at,"quo""ted",Größe\n200,12,2026-01-01 10:00:00,x,1.5\n404,0,2026-01-02 11:00:00,,2\n',
    'flags/a.csv': 'is_open,opened,2nd\ntrue,2026-01-01,1\nfalse,,\n',
    'texts/a.csv': 'name\nAna\nBo\n',
    'numbers/a.csv': 'n\n1\n2\n',
  };
  const tables = ['arrays', 'nested', 'bytes', 'words', 'web-logs', 'flags', 'texts', 'numbers'];
  const settings = {
    OWLPOST_LAKE: temporaryFolder(),
    OWLPOST_QUERIES: temporaryFolder(),
    OWLPOST_DATA: temporaryFolder(),
  };
  let checked = '';

  beforeAll(async () => {
    await writeLake(settings.OWLPOST_LAKE, LAKE);
    for (const table of tables) {
      const { code, stderr } = await runInProcess(['new', `q-${table}`, '--table', table], settings);
      expect([table, code, stderr]).toEqual([table, 0, '']);
    }
    checked = (await runInProcess(['check'], settings)).stdout;
  }, 120_000);

  test.each(tables)('passes check: %s', (table) => {
    expect(checked.split('\n').filter((line) => line.startsWith(`q-${table}.yml`))).toEqual([`q-${table}.yml: ok`]);
  });
});
