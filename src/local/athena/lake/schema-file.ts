import { readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Document, Node } from 'yaml';
import { isAlias, isMap, isScalar, LineCounter, parseDocument } from 'yaml';

import type { Type } from '../../duckdb/types/type.ts';

import { parseHiveType } from './hive.ts';
import { leadsOut } from './lake.ts';

const SCHEMA_FILE = '_schema.yml';

/**
 * The types that authors declare for a table's columns, by lower-cased name. `unreadable` is a sentence on why the declarations
 * cannot be read.
 */
export type DeclaredTypes = { readonly types: ReadonlyMap<string, Type>; readonly unreadable?: string };

/**
 * Reads the declarations of the `_schema.yml` files for a table, given the paths of the lake and the table. A file in the table's
 * folder or above it has `table: { column: type }`, one above databases `database: { table: { column: type } }`; in the table's folder
 * the columns may also stand alone. The file nearest to the table wins.
 */
export function readDeclaredTypes(lake: string, table: string): DeclaredTypes {
  const types = new Map<string, Type>();
  for (const { file, own, inner } of schemaFiles(lake, table)) {
    if (!statSync(file, { throwIfNoEntry: false })) continue;
    const name = relative(lake, file);
    if (leadsOut(lake, file)) return { types, unreadable: `${name} is a link that leads out of the lake` };
    try {
      for (const [column, type] of readColumns(readFileSync(file, 'utf8'), { own, inner })) types.set(column, type);
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      return { types, unreadable: `${name}:${error.line}: ${error.message}` };
    }
  }
  return { types };
}

/** Returns a text that changes whenever a `_schema.yml` file for the table changes. */
export function stampDeclared(lake: string, table: string): string {
  return schemaFiles(lake, table)
    .map(({ file }) => statSync(file, { throwIfNoEntry: false }))
    .map((status) => (status ? `${status.size}@${status.mtimeMs}` : '-'))
    .join(',');
}

/** A file that may speak of a table: the name of its folder (none for the lake's own), and the folders down to the table. */
type SchemaFile = { readonly file: string; readonly own: string | undefined; readonly inner: readonly string[] };

/** The files that may speak of a table's folder, the lake's own first. */
function schemaFiles(lake: string, table: string): SchemaFile[] {
  const folders = relative(lake, table).split(sep);
  return [0, ...folders.map((_, at) => at + 1)].map((depth) => ({
    file: join(lake, ...folders.slice(0, depth), SCHEMA_FILE),
    own: folders[depth - 1],
    inner: folders.slice(depth),
  }));
}

class SchemaError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** The columns that a file declares for the table. */
function readColumns(text: string, { own, inner }: Omit<SchemaFile, 'file'>): [string, Type][] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset = 0) => lines.linePos(offset).line;
  const [error] = document.errors;
  if (error) throw new SchemaError(lineOf(error.pos[0]), error.message);
  const whole = pairsOf(document.contents);
  const under =
    own === undefined
      ? undefined
      : whole.find(({ name, value }) => isNamed(name, own) && isMap(resolve(value, document)));
  let pairs = under ? pairsOf(under.value) : whole;
  for (const folder of inner) pairs = pairsOf(pairs.find(({ name }) => isNamed(name, folder))?.value ?? null);
  return pairs.map(({ name, line, value }) => [name.toLowerCase(), typeOf(name, textOf(value, document), line)]);

  function pairsOf(declared: Node | null) {
    const node = resolve(declared, document);
    if (node === null || (isScalar(node) && node.value === null)) return [];
    if (!isMap<Node, Node | null>(node)) {
      throw new SchemaError(lineOf(node.range?.[0]), 'write a map of names, like "orderDate: date"');
    }
    return node.items.map(({ key, value }) => ({
      name: textOf(key, document),
      line: lineOf(key.range?.[0]),
      value,
    }));
  }
}

function typeOf(column: string, declared: string, line: number): Type {
  const type = parseHiveType(declared);
  if (type) return type;
  const isLong = /^decimal\s*\(\s*(\d+)/i.test(declared.trim());
  const advice = isLong ? ': a decimal has 1 to 38 digits' : '';
  throw new SchemaError(line, `column ${column} has the type "${declared}", which Athena does not have${advice}`);
}

const isNamed = (name: string, folder: string): boolean => name.toLowerCase() === folder.toLowerCase();

function resolve(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function textOf(node: Node | null, document: Document): string {
  const resolved = resolve(node, document);
  return isScalar(resolved) ? String(resolved.value) : String(resolved ?? '');
}
