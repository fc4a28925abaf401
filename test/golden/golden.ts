import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One statement and what Trino answered to it: rows and types, or the name of its error. */
export type Case = {
  /** What the case is called where its statement is too long to name it. */
  readonly name?: string;
  readonly sql: string;
  readonly parameters?: readonly string[];
  /** The function that the case is about, and how it looks at it. */
  readonly of?: string;
  readonly as?: 'normal' | 'null' | 'edge';
  /** The statement has no ORDER BY, so that its rows may come in another order. */
  readonly unordered?: true;
  readonly rows?: readonly (readonly (string | null)[])[];
  readonly types?: readonly string[];
  readonly error?: string;
  /** Why the embedded engine answers otherwise, where it means to; `rows` or `error` are then its own. */
  readonly differs?: string;
};

/** `source` names where the statements come from, and their licence, when they are not our own. */
export type Recording = { readonly engine: string; readonly recorded: string; readonly source?: string; readonly cases: readonly Case[] };

export const readGolden = (name: string): Recording => JSON.parse(readFileSync(fileOf(name), 'utf8')) as Recording;

/** One case a line, so that a changed answer is a changed line. */
export function writeGolden(name: string, { cases, ...heading }: Recording): void {
  const headings = Object.entries(heading).map(([key, value]) => ` "${key}": ${JSON.stringify(value)},\n`);
  const lines = cases.map((one) => `  ${JSON.stringify(one)}`).join(',\n');
  writeFileSync(fileOf(name), `{\n${headings.join('')} "cases": [\n${lines}\n ]\n}\n`);
}

const fileOf = (name: string): string => join(import.meta.dirname, `${name}.json`);
