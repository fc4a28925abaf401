import type { Lake, LakeTable } from '../lake/lake-table.ts';
import type { AthenaStatement, TableName } from './athena-statement.ts';
import type { ColumnInfo } from './column-info.ts';

import { hiveName } from '../lake/hive.ts';
import { DEFAULT_DATABASE, locationOf, NULL_PARTITION } from '../lake/lake.ts';
import { columnInfo } from './column-info.ts';
import { QueryFailure } from './embedded-execution.ts';

/** The result of SHOW, DESCRIBE or EXPLAIN: columns, and lines of text with fields separated by tabs. */
export type TextResult = {
  readonly columns: readonly ColumnInfo[];
  readonly lines: readonly string[];
  /** The UpdateCount in GetQueryResults, which some statements have. */
  readonly updateCount?: 0;
};

/** A statement that is answered from the catalog alone. */
export type UtilityStatement = Extract<AthenaStatement, { kind: `show ${string}` | 'describe' | 'repair' }>;

const WIDTH = 20;

/**
 * Returns the result of a statement in Hive's layout, as Athena does. `database` is that of unqualified names. Throws a QueryFailure
 * for an unknown table.
 */
export function answerUtilityStatement(statement: UtilityStatement, lake: Lake, database: string): TextResult {
  switch (statement.kind) {
    case 'show databases': {
      const matches = javaPattern(statement.pattern);
      return listed('database_name', databasesOf(lake).filter(matches));
    }
    case 'show tables': {
      const tables = tablesOf(lake, statement.database ?? database).map(({ name }) => name);
      return listed('tab_name', tables.filter(hivePattern(statement.pattern)).sort());
    }
    case 'show views':
      return { columns: [columnInfo({ name: 'views', type: 'varchar' })], lines: [], updateCount: 0 };
    case 'show columns': {
      const { columns, partitionKeys } = findTable(statement.name, lake, database);
      return listed(
        'field',
        [...columns, ...partitionKeys].map(({ name }) => name.padEnd(WIDTH)),
      );
    }
    case 'show partitions':
      return listed('partition', partitionNames(findTable(statement.name, lake, database)));
    case 'show tblproperties': {
      const { format } = findTable(statement.name, lake, database);
      return {
        columns: [
          columnInfo({ name: 'prpt_name', type: 'string' }),
          columnInfo({ name: 'prpt_value', type: 'string' }),
        ],
        lines: ['EXTERNAL\tTRUE', `classification\t${format}`],
        updateCount: 0,
      };
    }
    case 'show create table': {
      const table = findTable(statement.name, lake, database);
      return {
        columns: [columnInfo({ name: 'createtab_stmt', type: 'string' })],
        lines: createStatement(table).split('\n'),
      };
    }
    case 'describe':
      return describeTable(findTable(statement.name, lake, database));
    case 'repair':
      findTable(statement.name, lake, database);
      return { columns: [], lines: [] }; // partitions are always those of the folder
  }
}

/** Finds a table by name. Throws a QueryFailure in Hive's words when it is missing or cannot be read. */
function findTable({ database, table }: TableName, lake: Lake, current: string): LakeTable {
  const found = lake.get(`${database ?? current.toLowerCase()}.${table}`);
  if (!found) {
    throw refusal(1301, `FAILED: SemanticException [Error 10001]: Table not found ${database ?? current}.${table}`);
  }
  if (found.unreadable !== undefined)
    throw refusal(1301, `HIVE_BAD_DATA: Table ${table} cannot be read: ${found.unreadable}`);
  return found;
}

/** Returns the names of a lake's databases, sorted; the default one even when it is empty. */
export function databasesOf(lake: Lake): string[] {
  return [...new Set([DEFAULT_DATABASE, ...[...lake.values()].map(({ database }) => database)])].sort();
}

/** Returns the tables of a database; the case of its name does not matter. */
export function tablesOf(lake: Lake, database: string): LakeTable[] {
  return [...lake.values()].filter((table) => table.database === database.toLowerCase());
}

/** Returns the partitions of a table, sorted: `year=2025/month=3`. */
export function partitionNames({ files, partitionKeys }: LakeTable): string[] {
  const names = files.map(({ partition }) =>
    partition.map((value, at) => `${partitionKeys[at]!.name}=${value ?? NULL_PARTITION}`).join('/'),
  );
  return [...new Set(names)].filter(Boolean).sort();
}

function listed(name: string, lines: readonly string[]): TextResult {
  return { columns: [columnInfo({ name, type: 'string' })], lines, updateCount: 0 };
}

function describeTable({ columns, partitionKeys }: LakeTable): TextResult {
  const line = (...fields: string[]) => fields.map((field) => field.padEnd(WIDTH)).join('\t');
  const rows = (list: LakeTable['columns']) => list.map(({ name, type }) => line(name, hiveName(type), ''));
  const blank = '\t \t ';
  const partitions =
    partitionKeys.length === 0
      ? []
      : [
          blank,
          `# Partition Information${blank}`,
          line('# col_name', 'data_type', 'comment'),
          blank,
          ...rows(partitionKeys),
        ];
  return {
    columns: ['col_name', 'data_type', 'comment'].map((name) => columnInfo({ name, type: 'string' })),
    lines: [...rows([...columns, ...partitionKeys]), ...partitions],
  };
}

const FORMATS = {
  parquet: [
    'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
    'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
    'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  ],
  csv: [
    'org.apache.hadoop.hive.serde2.OpenCSVSerde',
    'org.apache.hadoop.mapred.TextInputFormat',
    'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
  ],
  json: [
    'org.openx.data.jsonserde.JsonSerDe',
    'org.apache.hadoop.mapred.TextInputFormat',
    'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
  ],
} as const;

function createStatement({ database, name, format, columns, partitionKeys }: LakeTable): string {
  const list = (fields: LakeTable['columns']) =>
    fields.map((field) => `  \`${field.name}\` ${hiveName(field.type)}`).join(', \n');
  const [serde, input, output] = FORMATS[format];
  return [
    `CREATE EXTERNAL TABLE \`${name}\`(`,
    `${list(columns)})`,
    ...(partitionKeys.length > 0 ? ['PARTITIONED BY ( ', `${list(partitionKeys)})`] : []),
    'ROW FORMAT SERDE ',
    `  '${serde}' `,
    'STORED AS INPUTFORMAT ',
    `  '${input}' `,
    'OUTPUTFORMAT ',
    `  '${output}'`,
    'LOCATION',
    `  '${locationOf({ database, name })}'`,
    'TBLPROPERTIES (',
    `  'classification'='${format}')`,
  ].join('\n');
}

/** SHOW TABLES takes Hive's patterns: `*` is anything, `|` separates choices, case does not matter. */
function hivePattern(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  return expression(pattern.replace(/\.?\*/g, '.*'), 'i');
}

/** SHOW DATABASES takes a regular expression for the whole name, or a lone `*`. */
function javaPattern(pattern: string | undefined): (name: string) => boolean {
  return pattern === undefined || pattern === '*' ? () => true : expression(pattern, '');
}

function expression(pattern: string, flags: string): (name: string) => boolean {
  try {
    const whole = new RegExp(`^(?:${pattern})$`, flags);
    return (name) => whole.test(name);
  } catch (error) {
    throw refusal(1006, `FAILED: the pattern '${pattern}' is not a regular expression: ${(error as Error).message}`);
  }
}

function refusal(type: number, message: string): QueryFailure {
  return new QueryFailure({ category: 2, type, retryable: false, message });
}
