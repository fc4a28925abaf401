import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { runInProcess } from './support/in-process.ts';
import { ownLake } from './support/own-lake.ts';
import { runCommand, temporaryFolder } from './support/program.ts';

const DATA = temporaryFolder();

const owlpost = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runInProcess(args, { OWLPOST_DATA: DATA, ...settings });

/** Starts the program itself. */
const startOwlpost = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runCommand(args, { OWLPOST_DATA: DATA, ...settings });

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

describe('owlpost ask', () => {
  test('--json prints one object whose rows are Athena’s own text', async () => {
    const { code, stdout } = await startOwlpost(['ask', 'sales by country 2025', '--json'], {
      OWLPOST_LAKE: ownLake(),
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      request: 'sales period=2025',
      understood: 'Sales by country · 2025',
      sql: expect.stringContaining('f.orderDate >= ?\n  AND f.orderDate < ?'),
      parameters: ["DATE '2025-01-01'", "DATE '2026-01-01'"],
      columns: [
        { name: 'Country', type: 'varchar' },
        { name: 'Sales', type: expect.stringMatching(/^(decimal|double)$/) },
      ],
      rows: [
        ['Unknown', expect.stringMatching(/^40\.00?$/)],
        ['France', expect.stringMatching(/^25\.50?$/)],
        ['Germany', expect.stringMatching(/^0\.10?$/)],
      ],
      scannedBytes: expect.any(Number),
      reused: false,
      elapsedMs: expect.any(Number),
      engine: expect.stringContaining('embedded'),
      text: expect.stringContaining('France'),
    });
  });

  test('totals agree across dimensions, the unknown included', async () => {
    const lake = ownLake();
    const totals = await Promise.all(
      ['country', 'vendor', 'month'].map(async (by) => {
        const { stdout } = await owlpost(['ask', `sales by ${by} all time`, '--json'], { OWLPOST_LAKE: lake });
        const { rows } = JSON.parse(stdout) as { rows: [string, string][] };
        return rows.reduce((sum, [, amount]) => sum + Number(amount), 0).toFixed(2);
      }),
    );
    expect(new Set(totals)).toEqual(new Set(['65.60']));
  });

  test('--csv prints the rows, and --png draws them', async () => {
    const png = join(DATA, 'answer.png');
    const { code, stdout } = await owlpost(['ask', 'orders by month 2025', '--csv', '--png', png], {
      OWLPOST_LAKE: ownLake(),
    });
    expect(code).toBe(0);
    expect(stdout).toBe('Month,Orders\n2025-03-01,1\n2025-04-01,2\n');
    expect(readFileSync(png).subarray(0, 4)).toEqual(PNG);
  });

  test('in words it shows the finding, the numbers and the receipt', async () => {
    const { code, stdout } = await owlpost(['ask', 'sales last year']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Sales by country\nLast year \(1 Jan – 31 Dec \d{4}\)\n\n.+\n\nCountry +Sales\n/);
    expect(stdout).toMatch(
      /Data to .+ · \d+ rows · .+ scanned.* · .+ s · .+ · sales@[0-9a-f]{7}.*\nAsk again: sales period="last year"\n$/,
    );
  });

  test('without a question it tells what can be asked', async () => {
    const { code, stdout } = await owlpost(['ask', 'help sales']);
    expect(code).toBe(0);
    expect(stdout).toContain('  measure');
  });

  test('of a question that is refused, the program prints one line and ends with 2', async () => {
    expect(await startOwlpost(['ask', 'sales in Frnace'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'sales does not understand "Frnace": did you mean France? try: sales country=France\n',
    });
  });

  test.each([
    [['ask', 'weather'], /^no query is called "weather": ask for bought-together, repeat-customers, sales, /],
    [['ask', 'sales', '--json', '--csv'], /^--json and --csv exclude each other: keep one$/],
    [['ask', 'sales', '--pdf'], /^Unknown option '--pdf'/],
    [
      ['ask', 'sales', '--png', '/no/such/folder/x.png'],
      /^\/no\/such\/folder\/x\.png cannot be written: check that its folder exists$/,
    ],
    [['check', '--athena'], /^check --athena asks the real Athena: set ATHENA_DATABASE first$/],
    [['digest', 'nothing'], /^there is no digest "nothing" in digests\.yml: the declared ones are monday-sales$/],
    [['draw', '/no/such.json', '--png', 'x.png'], /^there is no file \/no\/such\.json: name a Vega-Lite spec$/],
    [['dance'], /^there is no command "dance": npm run -s owlpost lists them$/],
  ])('%j is one clear line and exit code 2', async (args, line) => {
    const { code, stdout, stderr } = await owlpost(args);
    expect(stderr.trim()).toMatch(line);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('a setting that cannot be is named', async () => {
    const { code, stderr } = await owlpost(['ask', 'sales'], { OWLPOST_TIMEZONE: 'Mars' });
    expect(stderr).toBe('OWLPOST_TIMEZONE must be a time zone such as Europe/Paris\n');
    expect(code).toBe(2);
  });
});

test.each([
  [{ OWLPOST_LAKE: '/no/such/lake' }, 'there is no folder /no/such/lake: point OWLPOST_LAKE at a folder of tables'],
  [{ OWLPOST_DATA: '/proc/nope' }, '/proc/nope cannot be made: point OWLPOST_DATA at a folder that can be written'],
  [
    { OWLPOST_QUERIES: '/no/such/folder' },
    'there is no folder /no/such/folder: make it, or point OWLPOST_QUERIES at your queries',
  ],
  [
    { OWLPOST_FAULTS: '{"slow":1}' },
    'these faults are unknown or out of range (Unrecognized key: "slow"): the README lists them',
  ],
  [
    { OWLPOST_CUTOFF_BYTES: '10' },
    expect.stringMatching(/^the question reads too much data: its workgroup stopped it at its limit/),
  ],
] as const)('with %j it says what to do', async (settings, line) => {
  const { code, stderr } = await owlpost(['ask', 'sales'], settings);
  expect(stderr.trimEnd()).toEqual(line);
  expect(code).toBe(2);
});

test('owlpost check runs and draws every query', async () => {
  const { code, stdout, stderr } = await owlpost(['check']);
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n')).toEqual(
    [
      'bought-together.sql',
      'repeat-customers.sql',
      'sales.yml',
      'sales-by-country.sql',
      'sales-by-product-line.sql',
    ].map((file) => `${file}: ok`),
  );
  expect(code).toBe(0);
});

test('owlpost check names file, line and column of each fault', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'good.sql'), 'SELECT COUNT(*) AS n FROM fact_orders');
  writeFileSync(join(folder, 'hole.sql'), 'SELECT {{x}}');
  writeFileSync(join(folder, 'grammar.sql'), '-- Title\nSELECT 1\nFORM fact_orders WHERE');
  writeFileSync(join(folder, 'column.sql'), 'SELECT COUNT(*) AS n,\n  nothing\nFROM fact_orders GROUP BY 2');
  const { code, stdout } = await owlpost(['check'], { OWLPOST_QUERIES: folder, LOG_LEVEL: 'silent' });
  const lines = stdout.trim().split('\n');
  expect(lines).toContain('good.sql: ok');
  expect(lines).toContain('hole.sql:1:8: {{x}} is not declared: add it to params in the header');
  expect(lines).toContainEqual(expect.stringMatching(/^grammar\.sql:3:\d+: not Trino's grammar: /));
  expect(lines).toContainEqual(expect.stringMatching(/^column\.sql:2:3: "column" does not run: .*nothing/));
  expect(lines).toHaveLength(4);
  expect(code).toBe(2);
});

test('owlpost ask --after changes a question', async () => {
  const { code, stdout } = await owlpost(
    ['ask', 'only France', '--after', 'sales by month 2025', '--json', '--now', '2025-06-01'],
    { OWLPOST_LAKE: ownLake() },
  );
  expect(JSON.parse(stdout)).toMatchObject({ request: 'sales by=month country=France period=2025' });
  expect(code).toBe(0);
});

test('owlpost ask --now takes a moment', async () => {
  const { code, stderr } = await owlpost(['ask', 'sales', '--now', 'soon']);
  expect(stderr.trim()).toBe('--now cannot be "soon": write a moment such as 2025-06-01T12:00:00Z');
  expect(code).toBe(2);
});
