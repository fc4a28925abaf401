import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { describe, expect, test } from 'vitest';

import { runCommand, startProgram, temporaryFolder } from './support/program.ts';

const DATA = temporaryFolder();

const owlpost = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runCommand(args, { OWLPOST_DATA: DATA, ...settings });

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/** A lake of one's own: the demo's columns, as CSV, with an order without a postal code, and codes with letters in one table only. */
function ownLake(): string {
  const lake = temporaryFolder();
  const write = (name: string, text: string) => {
    mkdirSync(join(lake, name));
    writeFileSync(join(lake, name, 'part.csv'), text);
  };
  write(
    'fact_orders',
    'orderNumber,orderLineNumber,productCode,customerNumber,postalCode,orderDate,quantityOrdered,priceEach,orderAmount\n' +
      '1,1,P1,7,75001,2025-03-03,2,10.25,20.50\n1,2,P2,7,75001,2025-03-03,1,5.00,5.00\n2,1,P1,8,,2025-04-01,4,10.00,40.00\n3,1,P2,8,10115,2025-04-02,1,0.10,0.10\n',
  );
  write(
    'dim_products',
    'productCode,productName,productLine,productVendor,buyPrice,MSRP\nP1,One,Ships,Acme,5.00,12.00\nP2,Two,Planes,Acme,1.00,6.00\n',
  );
  write(
    'dim_locations',
    'postalCode,city,state,country\n75001,Paris,,France\n10115,Berlin,,Germany\nWX1 6LT,London,,UK\n',
  );
  write(
    'dim_customers',
    'customerNumber,customerName,contactFirstName,contactLastName,phone\n7,Seven,A,B,1\n8,Eight,C,D,2\n',
  );
  return lake;
}

describe('owlpost ask', () => {
  test('--json prints one object whose rows are Athena’s own text', async () => {
    const { code, stdout } = await owlpost(['ask', 'sales by country 2025', '--json'], { OWLPOST_LAKE: ownLake() });
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
      ['country', 'city', 'product line', 'vendor', 'month', 'year'].map(async (by) => {
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

  test.each([
    [['ask', 'weather'], /^no query is called "weather": ask for bought-together, repeat-customers, sales, /],
    [
      ['ask', 'sales in Frnace'],
      /^sales does not understand "Frnace": did you mean France\? try: sales country=France$/,
    ],
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

test('owlpost athena serves any AWS client, on a lake of one’s own', async () => {
  const program = await startProgram(
    ['athena', '--port', '0', '--lake', ownLake()],
    { OWLPOST_DATA: DATA },
    /^Athena and S3 on (\S+)$/,
  );
  const client = new AthenaClient({
    endpoint: program.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const { QueryExecutionId } = await client.send(new StartQueryExecutionCommand({ QueryString: 'SELECT 1' }));
  const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
  expect(QueryExecution?.Query).toBe('SELECT 1');
  client.destroy();
  expect(await program.stop()).toBe(0);
});

test('owlpost digest posts one declared digest now', async () => {
  const { code, stdout, stderr } = await owlpost(['digest', 'monday-sales']);
  expect(stderr).toBe('');
  expect(stdout).toMatch(
    /^posted monday-sales to #sales \(\d+\.\d+\), on a Slack of its own that is gone now: set SLACK_BOT_TOKEN to post to yours\n$/,
  );
  expect(code).toBe(0);
});

test('owlpost draw draws a spec, and a folder of them', async () => {
  const folder = temporaryFolder();
  const spec = {
    data: { values: [{ a: 'A', b: 28 }] },
    mark: 'bar',
    encoding: { x: { field: 'a' }, y: { field: 'b', type: 'quantitative' } },
  };
  writeFileSync(join(folder, 'one.json'), JSON.stringify(spec));
  writeFileSync(join(folder, 'two.json'), '{');
  expect(await owlpost(['draw', join(folder, 'one.json'), '--png', join(folder, 'one.png')])).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
  expect(readFileSync(join(folder, 'one.png')).subarray(0, 4)).toEqual(PNG);
  const { code, stdout } = await owlpost(['draw', folder, '--png', join(folder, 'out')]);
  expect(stdout).toMatch(/^one\.json: drawn\ntwo\.json: .*two\.json is not JSON: .+\n$/);
  expect(code).toBe(0);
  expect(readFileSync(join(folder, 'out', 'one.png')).subarray(0, 4)).toEqual(PNG);
});

describe('owlpost sql', () => {
  test('prints the statement and its parameters', async () => {
    const { code, stdout } = await owlpost(['sql', 'orders by month in France 2025'], { OWLPOST_LAKE: ownLake() });
    expect(stdout).toContain('COUNT(DISTINCT f.orderNumber) AS "Orders"');
    expect(stdout.trimEnd().split('\n').slice(-3)).toEqual(["DATE '2025-01-01'", "DATE '2026-01-01'", "'France'"]);
    expect(code).toBe(0);
  });

  test('names what it does not understand', async () => {
    const { code, stderr } = await owlpost(['sql', 'sales by warehouse'], { OWLPOST_LAKE: ownLake() });
    expect(stderr).toMatch(/^sales does not understand "warehouse"/);
    expect(code).toBe(2);
  });
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
