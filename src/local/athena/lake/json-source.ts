import { relative } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBTypeId } from '@duckdb/node-api';

import type { Type } from '../../duckdb/types/type.ts';
import type { ReadColumn, Source } from './column.ts';
import type { LakeFile, TableFolder } from './lake.ts';

import { DOUBLE, duckdbType, isText, quoteName, quoteText, VARCHAR } from '../../duckdb/types/type.ts';
import { fileList, hiddenColumns, missingColumn, partitionColumns, partitionOption, textSource } from './column.ts';
import { BEGINNING, readBeginning } from './file-format.ts';
import { checkGzip } from './gzip-check.ts';
import { typeOfColumn } from './hive.ts';
import { findBadValues, inferTypes, numberedRows, typedColumn } from './text-columns.ts';
import { decodeBeginning } from './text-encoding.ts';

/** A member of the objects: its name in the files, how DuckDB reads it, and its type unless that is found in its texts. */
type Member = { readonly key: string; readonly stored: string; readonly type?: Type; readonly isNumber?: boolean };

/**
 * Returns the source of a table of files with one JSON object a line. Columns are the members of all objects; types are the declared
 * ones, else inferred. Throws an Error that names the file for other JSON, and the column for a type that Athena does not have.
 */
export async function readJsonLines(
  connection: DuckDBConnection,
  folder: TableFolder,
  declared: ReadonlyMap<string, Type>,
): Promise<Source> {
  for (const file of folder.files) checkLines(file);
  await checkGzip(folder.files);
  const partitionKeys = partitionColumns(folder, declared);
  const members = new Map(
    [...(await findMembers(connection, folder, declared))].filter(
      ([name]) => !partitionKeys.some((key) => key.name === name),
    ),
  );
  const texts = [...members].filter(([, { type }]) => !type).map(([name]) => name);
  const rows = textRows(folder.files, members, texts);
  const numbers = texts.filter((name) => members.get(name)!.isNumber && !declared.has(name));
  const inferred = (await inferTypes(connection, rows, numbers)).map(
    ([name, type]) => [name, isText(type) ? DOUBLE : type] as const,
  );
  const types = new Map([...inferred, ...declared]);
  const bad = await findBadValues(connection, new Map([...declared].filter(([name]) => members.has(name))), {
    rows,
    files: new Map(
      folder.files.map((file) => [
        relative(folder.lake, file.path),
        numberedRows(`(${textRows([file], members, texts)})`),
      ]),
    ),
  });

  const missing = [...declared].filter(
    ([name]) => !members.has(name) && !partitionKeys.some((key) => key.name === name),
  );
  const columns = (prefix: string): ReadColumn[] => [
    ...[...members].map(([name, { key, type }]) =>
      type
        ? { name, type, expression: castTo(type, quoteName(prefix + key)) }
        : typedColumn(name, types.get(name) ?? VARCHAR, { from: prefix + key, bad: bad.get(name) }),
    ),
    ...missing.map(([name, type]) => missingColumn(name, type)),
  ];
  const hidden = hiddenColumns(folder, [...members.keys(), ...partitionKeys.map(({ name }) => name)]);
  const options = partitionOption(partitionKeys, folder);
  return textSource(folder, {
    partitionKeys,
    hidden,
    columns,
    rows: (prefix) => {
      const stored = [...members.values()].map(({ key, stored }) => [prefix + key, stored] as const);
      return readerOf(folder.files, { stored, options });
    },
  });
}

/** The members of all objects by lower-cased name. Declared ones, and numbers that may not be exact, are read as text. */
async function findMembers(
  connection: DuckDBConnection,
  { files }: TableFolder,
  declared: ReadonlyMap<string, Type>,
): Promise<ReadonlyMap<string, Member>> {
  const empty = await connection.runAndReadAll(`SELECT * FROM (${readerOf(files, {})}) LIMIT 0`);
  return new Map(
    empty.columnNames().map((key, at) => {
      const found = empty.columnTypes()[at]!;
      const type = typeOfColumn(found);
      if (!type) throw new Error(`column ${key} is a ${found}, which Athena does not have; declare it in _schema.yml`);
      const isNumber = found.typeId === DuckDBTypeId.DOUBLE;
      const isFromText = declared.has(key.toLowerCase()) || isText(type) || isNumber;
      const member = isFromText ? { key, stored: 'VARCHAR', isNumber } : { key, stored: String(found), type };
      return [key.toLowerCase(), member];
    }),
  );
}

function castTo(type: Type, column: string): string {
  const cast = `CAST(${column} AS ${duckdbType(type)})`;
  return type.kind === 'timestamp' ? `date_trunc('millisecond', ${cast})` : cast;
}

/** The SQL of the members that are read as texts, by their lower-cased names. */
function textRows(files: readonly LakeFile[], members: ReadonlyMap<string, Member>, names: readonly string[]): string {
  const list = names.map((name) => `${quoteName(members.get(name)!.key)} AS ${quoteName(name)}`).join(', ');
  const stored = [...members.values()].map(({ key, stored }) => [key, stored] as const);
  return `SELECT ${list || '1'} FROM (${readerOf(files, { stored })})`;
}

/** The SQL that reads files; without `stored`, the types by column, DuckDB finds columns and types in all objects. */
function readerOf(
  files: readonly LakeFile[],
  { stored, options = '' }: { stored?: readonly (readonly [key: string, type: string])[]; options?: string },
): string {
  const columns = stored?.map(([key, type]) => `${quoteText(key)}: ${quoteText(type)}`).join(', ');
  const detection = columns === undefined ? 'sample_size = -1, union_by_name = true' : `columns = {${columns}}`;
  const hasPath = columns !== undefined && !stored?.some(([key]) => key.toLowerCase().endsWith('filename'));
  const star = hasPath ? '*, filename' : '*';
  return [...Map.groupBy(files, ({ kind }) => kind.compression)]
    .map(
      ([compression, group]) =>
        `SELECT ${star} FROM read_json(${fileList(group)}, format = 'newline_delimited', compression = '${compression === 'none' ? 'uncompressed' : compression}', ${detection}${options && `, ${options}`})`,
    )
    .join(' UNION ALL BY NAME ');
}

/** Athena reads one object a line; a pretty-printed document or an array is none. */
function checkLines({ path, kind }: LakeFile): void {
  const begin = decodeBeginning(readBeginning(path, kind.compression), path).trimStart();
  const [line = ''] = begin.split('\n', 1);
  const advice = 'Athena reads one JSON object a line: write it so, for example by jq -c';
  if (line.startsWith('[')) throw new Error(`${path} is a JSON array; ${advice} '.[]'`);
  if (line === begin && Buffer.byteLength(line) >= BEGINNING / 2) return; // a long first line was not read to its end
  try {
    JSON.parse(line);
  } catch (error) {
    throw new Error(`${path}:1 is no JSON object of one line; ${advice} .`, { cause: error });
  }
}
