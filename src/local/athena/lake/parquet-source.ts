import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api';
import { DuckDBTypeId } from '@duckdb/node-api';

import type { Type } from '../../duckdb/types/type.ts';
import type { Source } from './column.ts';
import type { TableFolder } from './lake.ts';

import { duckdbType, isSame, isText, quoteName, quoteText, VARCHAR } from '../../duckdb/types/type.ts';
import {
  fileList,
  hiddenColumns,
  markOf,
  missingColumn,
  partitionColumns,
  partitionOption,
  partitionReads,
  rowsOf,
  selectList,
} from './column.ts';
import { typeOfColumn } from './hive.ts';

/**
 * Returns the source of a table of Parquet files, whose columns are read from their footers. A column that some files lack is NULL in
 * them. Throws an Error that names a file or column that Athena or DuckDB cannot read.
 */
export async function readParquet(
  connection: DuckDBConnection,
  folder: TableFolder,
  declared: ReadonlyMap<string, Type>,
): Promise<Source> {
  const partitionKeys = partitionColumns(folder, declared);
  const partitions = partitionReads(folder, partitionKeys);
  const files = fileList(folder.files);
  await checkFiles(connection, files);
  const union = (await haveOneSchema(connection, files)) ? '' : ', union_by_name = true';
  const from = `read_parquet(${files}, ${partitionOption(partitionKeys, folder)}${union})`;

  const empty = await connection.runAndReadAll(`SELECT * FROM ${from} LIMIT 0`);
  const partitionNames = new Set(partitionKeys.map(({ name }) => name));
  const found = empty
    .columnNames()
    .map((name, at) => ({ name: name.toLowerCase(), file: name, type: empty.columnTypes()[at]! }))
    .filter(({ name }) => !partitionNames.has(name));
  const names = new Set(found.map(({ name }) => name));
  const missing = [...declared].filter(([name]) => !names.has(name) && !partitionNames.has(name));
  const columns = [
    ...found.map(({ name, file, type }) => ({ name, ...readColumn(file, type, declared.get(name)) })),
    ...missing.map(([name, type]) => missingColumn(name, type)),
  ];
  const hidden = hiddenColumns(folder, [...names, ...partitionNames]);
  const select = `SELECT ${selectList([...columns, ...partitions, ...hidden])} FROM ${from}`;
  const probe = names.has('filename') ? select : `${select} WHERE filename <> ${quoteText(markOf(folder))}`;
  return { columns: columns.map(({ name, type }) => ({ name, type })), partitionKeys, hidden, select, probe };
}

/** Codecs that DuckDB reads. `LZ4` is Hadoop's own frame, which is not the LZ4_RAW of newer files. */
const CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD', 'BROTLI', 'LZ4_RAW'].map(quoteText).join(', ');

/** Refuses files with a codec that DuckDB does not read, and columns of decimals that are longer than Athena's. */
async function checkFiles(connection: DuckDBConnection, files: string): Promise<void> {
  const [codec] = await rowsOf(
    connection,
    `SELECT file_name, compression FROM parquet_metadata(${files}) WHERE compression NOT IN (${CODECS}) LIMIT 1`,
  );
  if (codec) {
    const name = codec[1] === 'LZ4' ? "Hadoop's LZ4" : String(codec[1]);
    throw new Error(
      `${codec[0]} is compressed by ${name}, which the embedded engine does not read: write it with Snappy, ZSTD, GZIP or LZ4_RAW`,
    );
  }
  const [decimal] = await rowsOf(
    connection,
    `SELECT file_name, name, precision FROM parquet_schema(${files}) WHERE precision > 38 LIMIT 1`,
  );
  if (decimal) {
    throw new Error(
      `column ${decimal[1]} of ${decimal[0]} is a decimal of ${decimal[2]} digits, and Athena's have 38 at most: write it as text, or with fewer digits`,
    );
  }
}

async function haveOneSchema(connection: DuckDBConnection, files: string): Promise<boolean> {
  const schemas = await rowsOf(
    connection,
    `SELECT DISTINCT columns FROM (SELECT string_agg(concat_ws(' ', name, duckdb_type), ',') AS columns
       FROM parquet_schema(${files}) GROUP BY file_name)`,
  );
  return schemas.length === 1;
}

function readColumn(file: string, found: DuckDBType, declared: Type | undefined): { type: Type; expression: string } {
  const column = quoteName(file);
  const natural = typeOfColumn(found);
  const type = declared ?? natural;
  if (!type) throw new Error(`column ${file} is a ${found}, which Athena does not have; declare it in _schema.yml`);
  if (found.typeId === DuckDBTypeId.BLOB && isText(type)) return { type, expression: `decode(${column})` };
  if (natural?.kind === 'timestamp' && isSame(natural, type)) return { type, expression: readTimestamp(column, found) };
  const isStored = natural && isSame(natural, type) && duckdbType(type) === String(found);
  const isPlain = isStored || (isText(type) && natural && isSame(natural, VARCHAR) && String(found) === 'VARCHAR');
  return { type, expression: isPlain ? column : `CAST(${column} AS ${duckdbType(type)})` };
}

/** Athena's timestamps have milliseconds and no zone. */
function readTimestamp(column: string, found: DuckDBType): string {
  const local =
    found.typeId === DuckDBTypeId.TIMESTAMP_TZ ? `${column} AT TIME ZONE 'UTC'` : `CAST(${column} AS TIMESTAMP)`;
  return found.typeId === DuckDBTypeId.TIMESTAMP_MS || found.typeId === DuckDBTypeId.TIMESTAMP_S
    ? local
    : `date_trunc('millisecond', ${local})`;
}
