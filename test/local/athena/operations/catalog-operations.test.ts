import {
  BatchGetPreparedStatementCommand,
  CreatePreparedStatementCommand,
  CreateWorkGroupCommand,
  DeletePreparedStatementCommand,
  DeleteWorkGroupCommand,
  GetDatabaseCommand,
  GetPreparedStatementCommand,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  ListDatabasesCommand,
  ListDataCatalogsCommand,
  ListPreparedStatementsCommand,
  ListTableMetadataCommand,
  ListWorkGroupsCommand,
  UpdatePreparedStatementCommand,
  UpdateWorkGroupCommand,
} from '@aws-sdk/client-athena';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Bench } from '../../../support/ask.ts';

import { openBench } from '../../../support/ask.ts';
import { refusal } from '../../../support/refusal.ts';

const CatalogName = 'AwsDataCatalog';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({
    'orders/day=2026-01-01/a.parquet': `SELECT 1::INTEGER AS Id, 1.5::DECIMAL(10,2) AS amount`,
    'orders/day=2026-01-02/a.parquet': `SELECT 2::INTEGER AS Id, 2.5::DECIMAL(10,2) AS amount`,
    'places/a.csv': 'name\nRome\n',
    'shop/sales/a.csv': 'n\n7\n',
    'broken/a.parquet': 'nonsense',
  });
});

afterAll(() => bench.close());

describe('SHOW and DESCRIBE', () => {
  test.each<[sql: string, lines: string[]]>([
    ['SHOW DATABASES', ['default', 'shop']],
    ['SHOW SCHEMAS', ['default', 'shop']],
    [`SHOW DATABASES LIKE 'sh.*'`, ['shop']],
    ['SHOW TABLES', ['broken', 'orders', 'places']],
    ['show tables in `shop`', ['sales']],
    [`SHOW TABLES FROM shop LIKE 'x*'`, []],
    [`-- which?\nSHOW TABLES 'o*|p*';`, ['orders', 'places']],
    ['SHOW VIEWS', []],
    ['SHOW COLUMNS IN orders', ['id                  ', 'amount              ', 'day                 ']],
    ['SHOW COLUMNS FROM sales FROM shop', ['n                   ']],
    ['SHOW PARTITIONS orders', ['day=2026-01-01', 'day=2026-01-02']],
    ['DESCRIBE shop.sales', ['n                   \tbigint              \t                    ']],
    ['DESC `places`', ['name                \tstring              \t                    ']],
    [
      'DESCRIBE orders',
      [
        'id                  \tint                 \t                    ',
        'amount              \tdecimal(10,2)       \t                    ',
        'day                 \tdate                \t                    ',
        '\t \t ',
        '# Partition Information\t \t ',
        '# col_name            \tdata_type           \tcomment             '.replace('  \t', '\t'),
        '\t \t ',
        'day                 \tdate                \t                    ',
      ],
    ],
    ['MSCK REPAIR TABLE orders', []],
  ])('%s', async (sql, lines) => {
    const { rows, execution } = await bench.ask(sql);
    expect(execution.Status?.StateChangeReason).toBeUndefined();
    expect(rows.map(([line]) => line)).toEqual(lines);
    const output = execution.ResultConfiguration!.OutputLocation!;
    expect(output).toMatch(/\.txt$/);
    expect(await bench.read(output)).toBe(lines.join('\n'));
  });

  test('SHOW CREATE TABLE gives a statement line by line', async () => {
    const { rows } = await bench.ask('SHOW CREATE TABLE orders');
    expect(rows.map(([line]) => line).slice(0, 5)).toEqual([
      'CREATE EXTERNAL TABLE `orders`(',
      '  `id` int, ',
      '  `amount` decimal(10,2))',
      'PARTITIONED BY ( ',
      '  `day` date)',
    ]);
  });

  test.each([
    ['SHOW PARTITIONS nowhere', 'Table not found default.nowhere'],
    ['DESCRIBE broken', "HIVE_BAD_DATA: Table broken cannot be read: File 'broken/a.parquet'"],
  ])('%s fails', async (sql, reason) => {
    expect((await bench.ask(sql)).execution.Status?.StateChangeReason).toContain(reason);
  });
});

describe('EXPLAIN', () => {
  test('tells how the embedded engine would run a query, and its scan', async () => {
    const { rows, execution } = await bench.ask(`EXPLAIN SELECT amount FROM orders WHERE day = DATE '2026-01-01'`);
    expect(execution).toMatchObject({ StatementType: 'DML', SubstatementType: 'EXPLAIN' });
    expect(rows[0]).toEqual(['Query Plan']);
    expect(rows.flat().join('\n')).toMatch(/embedded engine[\s\S]*Scans [1-9]\d* bytes[\s\S]*default\.orders/);
  });

  test('(FORMAT JSON) is JSON', async () => {
    const { rows } = await bench.ask('EXPLAIN (FORMAT JSON) SELECT 1');
    expect(JSON.parse(rows.slice(1).flat().join('\n'))).toMatchObject([{ id: '0', name: 'PROJECTION' }]);
  });

  test.each([
    ['EXPLAIN (TYPE VALIDATE) SELECT 1', [['Valid'], ['true'], ['']]],
    ['EXPLAIN\nSELECT nope FROM orders', `COLUMN_NOT_FOUND: line 2:8: `],
    ['EXPLAIN (TYPE IO, FORMAT JSON) SELECT 1', 'NOT_SUPPORTED: EXPLAIN (TYPE IO)'],
    ['EXPLAIN ANALYZE SELECT 1', 'NOT_SUPPORTED: line 1:1: '],
  ])('%s', async (sql, outcome) => {
    const { rows, execution } = await bench.ask(sql);
    if (typeof outcome === 'string') expect(execution.Status?.StateChangeReason).toContain(outcome);
    else expect(rows).toEqual(outcome);
  });
});

describe('information_schema', () => {
  test.each([
    [
      `SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2`,
      [
        ['default', 'orders'],
        ['default', 'places'],
        ['shop', 'sales'],
      ],
    ],
    [
      `SELECT schema_name FROM "information_schema"."schemata" ORDER BY 1`,
      [['default'], ['information_schema'], ['shop']],
    ],
    [
      `SELECT column_name, ordinal_position, data_type, extra_info FROM information_schema.columns WHERE table_name = 'orders' ORDER BY 2`,
      [
        ['id', '1', 'integer', null],
        ['amount', '2', 'decimal(10,2)', null],
        ['day', '3', 'date', 'partition key'],
      ],
    ],
    [`SELECT '"information_schema"."tables"' AS x`, [['"information_schema"."tables"']]],
  ])('%s', async (sql, rows) => {
    const asked = await bench.ask(sql);
    expect(asked.execution.Status?.StateChangeReason).toBeUndefined();
    expect(asked.rows.slice(1)).toEqual(rows);
  });

  test("DuckDB's own is not there", async () => {
    const { execution } = await bench.ask('SELECT * FROM information_schema.key_column_usage');
    expect(execution.Status?.StateChangeReason).toContain('TABLE_NOT_FOUND');
  });
});

describe('catalog operations', () => {
  test('tell catalogs, databases, tables', async () => {
    const { athena } = bench;
    expect((await athena.send(new ListDataCatalogsCommand({}))).DataCatalogsSummary).toEqual([
      { CatalogName, Type: 'GLUE' },
    ]);
    const { DatabaseList } = await athena.send(new ListDatabasesCommand({ CatalogName }));
    expect(DatabaseList?.map(({ Name }) => Name)).toEqual(['default', 'shop']);
    expect((await athena.send(new GetDatabaseCommand({ CatalogName, DatabaseName: 'shop' }))).Database?.Name).toBe(
      'shop',
    );
    const { TableMetadata } = await athena.send(
      new GetTableMetadataCommand({ CatalogName, DatabaseName: 'default', TableName: 'ORDERS' }),
    );
    expect(TableMetadata).toMatchObject({
      Name: 'orders',
      TableType: 'EXTERNAL_TABLE',
      Columns: [
        { Name: 'id', Type: 'int' },
        { Name: 'amount', Type: 'decimal(10,2)' },
      ],
      PartitionKeys: [{ Name: 'day', Type: 'date' }],
    });
  });

  test('ListTableMetadata takes an expression and pages', async () => {
    const list = (input: object) =>
      bench.athena.send(new ListTableMetadataCommand({ CatalogName, DatabaseName: 'default', ...input }));
    const names = async (input: object) => (await list(input)).TableMetadataList?.map(({ Name }) => Name);
    expect(await names({})).toEqual(['orders', 'places']);
    expect(await names({ Expression: 'o*' })).toEqual(['orders']);
    const { NextToken } = await list({ MaxResults: 1 });
    expect(await names({ MaxResults: 1, NextToken })).toEqual(['places']);
  });

  test.each([
    [new GetTableMetadataCommand({ CatalogName, DatabaseName: 'default', TableName: 'none' }), 'MetadataException'],
    [new GetTableMetadataCommand({ CatalogName, DatabaseName: 'none', TableName: 'none' }), 'MetadataException'],
    [
      new GetTableMetadataCommand({ CatalogName: 'other', DatabaseName: 'none', TableName: 'none' }),
      'InvalidRequestException',
    ],
  ])('what is not there is told so', async (command, name) => {
    expect((await refusal(bench.athena.send(command))).name).toBe(name);
  });
});

describe('prepared statements', () => {
  const WorkGroup = 'primary';
  const place = { WorkGroup, StatementName: 'by_amount' };

  test('are kept, listed, changed, run and removed', async () => {
    const { athena } = bench;
    const QueryStatement = 'SELECT id FROM orders WHERE amount > ? AND id < ?';
    await athena.send(new CreatePreparedStatementCommand({ ...place, QueryStatement }));
    expect(await refusal(athena.send(new CreatePreparedStatementCommand({ ...place, QueryStatement })))).toMatchObject({
      name: 'InvalidRequestException',
    });
    expect((await athena.send(new GetPreparedStatementCommand(place))).PreparedStatement).toMatchObject({
      QueryStatement,
    });
    const { PreparedStatements } = await athena.send(new ListPreparedStatementsCommand({ WorkGroup }));
    expect(PreparedStatements?.map(({ StatementName }) => StatementName)).toEqual(['by_amount']);
    const batch = await athena.send(
      new BatchGetPreparedStatementCommand({ WorkGroup, PreparedStatementNames: ['by_amount', 'none'] }),
    );
    expect([batch.PreparedStatements?.length, batch.UnprocessedPreparedStatementNames?.length]).toEqual([1, 1]);

    expect((await bench.ask('EXECUTE by_amount USING 2.0, 99')).rows).toEqual([['id'], ['2']]);
    expect((await bench.ask('EXECUTE by_amount', { ExecutionParameters: ['1.0', '2'] })).rows).toEqual([['id'], ['1']]);
    await athena.send(new UpdatePreparedStatementCommand({ ...place, QueryStatement: 'SELECT 5 AS five' }));
    expect((await bench.ask('EXECUTE by_amount')).rows).toEqual([['five'], ['5']]);
    await athena.send(new DeletePreparedStatementCommand(place));
    expect((await refusal(athena.send(new GetPreparedStatementCommand(place)))).name).toBe('ResourceNotFoundException');
  });

  test('can be made and removed by SQL', async () => {
    await bench.ask(`PREPARE own FROM SELECT ? AS a, 'x, y' AS b`);
    expect((await bench.ask(`EXECUTE own USING 'it''s, (so)'`)).rows[1]).toEqual([`it's, (so)`, 'x, y']);
    await bench.ask('DEALLOCATE PREPARE own');
    expect((await bench.ask('EXECUTE own')).execution.Status?.StateChangeReason).toContain('was not found');
  });
});

describe('workgroups', () => {
  test('are made, changed, listed and removed', async () => {
    const { athena } = bench;
    await athena.send(
      new CreateWorkGroupCommand({
        Name: 'team',
        Description: 'ours',
        Configuration: {
          ResultConfiguration: { OutputLocation: 's3://team/results' },
          BytesScannedCutoffPerQuery: 10_000_000,
        },
      }),
    );
    const { execution } = await bench.ask('SELECT 1', {
      WorkGroup: 'team',
      ResultConfiguration: { OutputLocation: 's3://elsewhere/' },
    });
    expect(execution.ResultConfiguration?.OutputLocation).toBe(`s3://team/results/${execution.QueryExecutionId}.csv`);
    await athena.send(new UpdateWorkGroupCommand({ WorkGroup: 'team', State: 'DISABLED' }));
    expect((await athena.send(new GetWorkGroupCommand({ WorkGroup: 'team' }))).WorkGroup).toMatchObject({
      State: 'DISABLED',
      Description: 'ours',
      Configuration: { EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 10_000_000 },
    });
    expect((await refusal(bench.start('SELECT 1', { WorkGroup: 'team' }))).message).toContain('disabled');
    expect((await athena.send(new ListWorkGroupsCommand({}))).WorkGroups?.map(({ Name }) => Name)).toEqual([
      'primary',
      'team',
    ]);
    await athena.send(new DeleteWorkGroupCommand({ WorkGroup: 'team' }));
    expect(await refusal(bench.start('SELECT 1', { WorkGroup: 'team' }))).toMatchObject({
      code: 'INVALID_INPUT',
      message: 'WorkGroup is not found.',
    });
  });

  test('a byte limit below 10 MB is refused', async () => {
    const call = bench.athena.send(
      new UpdateWorkGroupCommand({ WorkGroup: 'primary', ConfigurationUpdates: { BytesScannedCutoffPerQuery: 1 } }),
    );
    expect((await refusal(call)).message).toContain('greater than or equal to 10000000');
  });
});
