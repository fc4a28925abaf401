import { readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parse } from 'yaml';

import type { Type } from '../trino/type.ts';

import { parseHiveType } from './hive.ts';

const SCHEMA_FILE = '_schema.yml';

/** The types that authors declare for a table's columns, by lower-cased name, or why they cannot be read. */
export type Declared = { readonly types: ReadonlyMap<string, Type>; readonly fault?: string };

/**
 * Reads what `_schema.yml` files say of a table. Such a file mirrors the folders below it: in a table's folder it maps
 * columns to types, a folder higher tables to such maps, and so on. The file that is nearest to the table counts.
 */
export function readDeclared(lake: string, table: string): Declared {
  const types = new Map<string, Type>();
  for (const { file, inner } of schemaFiles(lake, table)) {
    try {
      for (const [column, type] of columnsOf(readYaml(file), inner)) types.set(column, type);
    } catch (error) {
      return { types, fault: `${relative(lake, file)}: ${(error as Error).message.split('\n')[0]}` };
    }
  }
  return { types };
}

/** What changes when a declaration that counts for the table changes. */
export function stampDeclared(lake: string, table: string): string {
  return schemaFiles(lake, table)
    .map(({ file }) => statSync(file, { throwIfNoEntry: false }))
    .map((status) => (status ? `${status.size}@${status.mtimeMs}` : '-'))
    .join(',');
}

/** The files that may speak of a table's folder, the lake's own first, with the folders between them and the table. */
function schemaFiles(lake: string, table: string): { file: string; inner: string[] }[] {
  const folders = relative(lake, table).split(sep);
  return [0, ...folders.map((_, at) => at + 1)].map((depth) => ({
    file: join(lake, ...folders.slice(0, depth), SCHEMA_FILE),
    inner: folders.slice(depth),
  }));
}

function readYaml(file: string): unknown {
  if (!statSync(file, { throwIfNoEntry: false })) return undefined;
  return parse(readFileSync(file, 'utf8'));
}

function columnsOf(declared: unknown, folders: readonly string[]): [string, Type][] {
  if (declared === undefined || declared === null) return [];
  if (typeof declared !== 'object' || Array.isArray(declared)) {
    throw new Error('write a map of names, like "orderDate: date"');
  }
  const [folder, ...inner] = folders;
  if (folder !== undefined) {
    const match = Object.entries(declared).find(([name]) => name.toLowerCase() === folder.toLowerCase());
    return columnsOf(match?.[1], inner);
  }
  return Object.entries(declared).map(([column, text]) => {
    const type = parseHiveType(String(text));
    if (!type) throw new Error(`column ${column} has the type "${text}", which Athena does not have`);
    return [column.toLowerCase(), type];
  });
}
