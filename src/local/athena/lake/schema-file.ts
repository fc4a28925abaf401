import { readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Document, Node } from 'yaml';
import { isAlias, isMap, isScalar, LineCounter, parseDocument } from 'yaml';

import type { Type } from '../../duckdb/types/type.ts';

import { parseHiveType } from './hive.ts';
import { leadsOut } from './lake.ts';

const SCHEMA_FILE = '_schema.yml';

/**
 * The types that authors declare for a table's columns, by lower-cased name; `unreadable` says why the declarations
 * cannot be read.
 */
export type DeclaredTypes = { readonly types: ReadonlyMap<string, Type>; readonly unreadable?: string };

/**
 * Reads what `_schema.yml` files say of a table. Such a file mirrors the folders below it: in a table's folder it maps
 * columns to types, a folder higher tables to such maps, and so on. The file that is nearest to the table counts.
 */
export function readDeclaredTypes(lake: string, table: string): DeclaredTypes {
  const types = new Map<string, Type>();
  for (const { file, inner } of schemaFiles(lake, table)) {
    if (!statSync(file, { throwIfNoEntry: false })) continue;
    const name = relative(lake, file);
    if (leadsOut(lake, file)) return { types, unreadable: `${name} is a link that leads out of the lake` };
    try {
      for (const [column, type] of readColumns(readFileSync(file, 'utf8'), inner)) types.set(column, type);
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      return { types, unreadable: `${name}:${error.line}: ${error.message}` };
    }
  }
  return { types };
}

/** Returns a text that changes when a `_schema.yml` file that speaks of the table changes. */
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

class SchemaError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** The columns that a file declares for the table in these folders below it. */
function readColumns(text: string, folders: readonly string[]): [string, Type][] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset = 0) => lines.linePos(offset).line;
  const [error] = document.errors;
  if (error) throw new SchemaError(lineOf(error.pos[0]), error.message);
  return columnsOf(document.contents, folders);

  function columnsOf(declared: Node | null, [folder, ...inner]: readonly string[]): [string, Type][] {
    const node = resolve(declared, document);
    if (node === null || (isScalar(node) && node.value === null)) return [];
    if (!isMap<Node, Node | null>(node)) {
      throw new SchemaError(lineOf(node.range?.[0]), 'write a map of names, like "orderDate: date"');
    }
    const pairs = node.items.map(({ key, value }) => ({
      name: textOf(key, document),
      line: lineOf(key.range?.[0]),
      value,
    }));
    if (folder !== undefined) {
      const match = pairs.find(({ name }) => name.toLowerCase() === folder.toLowerCase());
      return columnsOf(match?.value ?? null, inner);
    }
    return pairs.map(({ name, line, value }) => {
      const declaredType = textOf(value, document);
      const type = parseHiveType(declaredType);
      if (type) return [name.toLowerCase(), type];
      throw new SchemaError(line, `column ${name} has the type "${declaredType}", which Athena does not have`);
    });
  }
}

function resolve(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function textOf(node: Node | null, document: Document): string {
  const resolved = resolve(node, document);
  return isScalar(resolved) ? String(resolved.value) : String(resolved ?? '');
}
