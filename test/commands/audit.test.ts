import { expect, test } from 'vitest';

import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

const DATA = temporaryFolder();

const owlpost = (...args: readonly string[]) => runInProcess(args, { OWLPOST_DATA: DATA });

test('owlpost audit tells who asked what, what it cost and what was refused', async () => {
  expect(await owlpost('audit', '--json')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  await owlpost('ask', 'sales by country 2025', '--as', 'U123', '--in', 'C456');
  await owlpost('ask', 'sales of unicorns');
  const { code, stdout } = await owlpost('audit', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    expect.objectContaining({ person: 'shell', channel: null, question: 'sales of unicorns', outcome: 'refused' }),
    {
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      person: 'U123',
      channel: 'C456',
      question: 'sales period=2025',
      outcome: 'answered',
      reason: null,
      query: 'sales',
      executionId: expect.stringMatching(/^[\da-f-]{36}$/),
      scannedBytes: expect.any(Number),
      dollars: expect.any(Number),
      rows: expect.any(Number),
      elapsedMs: expect.any(Number),
      reused: false,
    },
  ]);
  const csv = (await owlpost('audit', '--csv')).stdout.split('\n');
  expect(csv[0]).toMatch(/^at,person,channel,question,outcome,reason,query,/);
  expect(csv).toHaveLength(4);
  expect((await owlpost('audit', '--since', '2100-01-01', '--csv')).stdout).toBe(`${csv[0]}\n`);
  expect(await owlpost('audit', '--limit', '1', '--csv')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^at,[^\n]*\n[^\n]*unicorns[^\n]*\n$/),
    stderr: 'these are the first 1: --limit with a larger number has more\n',
  });
  expect((await owlpost('audit', '--demand')).stdout).toMatch(/^sales of unicorns 1 /);
  expect(JSON.parse((await owlpost('audit', '--cost', '--json')).stdout)).toMatchObject([
    { query: 'sales', questions: 1 },
  ]);
});

test.each([
  [['--json', '--csv'], '--json and --csv exclude each other: keep one\n'],
  [['--cost', '--demand'], '--cost and --demand exclude each other: keep one\n'],
  [['--since', 'monday'], '--since cannot be "monday": write a moment such as 2025-06-01T12:00:00Z\n'],
  [['--limit', '0'], '--limit takes a number from 1 to 9999999, like --limit 20\n'],
])('owlpost audit %j is one clear line and exit code 2', async (args, line) => {
  expect(await owlpost('audit', ...args)).toEqual({ code: 2, stdout: '', stderr: line });
});
