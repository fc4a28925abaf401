import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One statement and what Trino answered to it: rows and types, or the name of its error. */
export type Case = {
  readonly sql: string;
  readonly parameters?: readonly string[];
  /** The function that the case is about, and how it looks at it. */
  readonly of?: string;
  readonly as?: 'normal' | 'null' | 'edge';
  readonly rows?: readonly (readonly (string | null)[])[];
  readonly types?: readonly string[];
  readonly error?: string;
  /** Why the embedded engine answers otherwise, where it means to; `rows` or `error` are then its own. */
  readonly differs?: string;
};

export type Recording = { readonly engine: string; readonly recorded: string; readonly cases: readonly Case[] };

export const readGolden = (name: string): Recording => JSON.parse(readFileSync(fileOf(name), 'utf8')) as Recording;

/** One case a line, so that a changed answer is a changed line. */
export function writeGolden(name: string, { engine, recorded, cases }: Recording): void {
  const lines = cases.map((one) => `  ${JSON.stringify(one)}`).join(',\n');
  writeFileSync(fileOf(name), `{\n "engine": ${JSON.stringify(engine)},\n "recorded": ${JSON.stringify(recorded)},\n "cases": [\n${lines}\n ]\n}\n`);
}

const fileOf = (name: string): string => join(import.meta.dirname, `${name}.json`);
