import type { Diagnose, Position } from './diagnostic.ts';
import type { Part, Template } from './query.ts';
import type { SqlToken } from './sql.ts';

import { truncate } from '../text/text.ts';
import { tokens } from './sql.ts';

const FIELDS = ['label', 'start', 'end'] as const;

/** What a template is built with: the parts read so far, the text that is no part yet, and the optional part that is open. */
type Builder = {
  readonly positionOf: (index: number) => Position;
  readonly diagnose: (index: number, message: string) => void;
  readonly root: Part[];
  parts: Part[];
  text: string;
  textStart: number;
  /** The position of `[[`; undefined outside of an optional part. */
  opened?: number;
};

/**
 * Splits SQL at its holes and optional parts. Strings and comments are opaque; inside a quoted identifier only a
 * `{{name.label}}` hole is read. `firstLine` is the file's line on which `sql` begins. Adds a diagnostic for
 * everything that is wrong.
 */
export function parseTemplate(sql: string, firstLine: number, diagnose: Diagnose): Template {
  const positionOf = positionsIn(sql, firstLine);
  const root: Part[] = [];
  const builder: Builder = {
    positionOf,
    diagnose: (index, message) => diagnose(positionOf(index), message),
    root,
    parts: root,
    text: '',
    textStart: 0,
  };
  for (const { kind, start, end } of tokens(sql)) READERS[kind](builder, sql.slice(start, end), start);
  flush(builder);
  if (builder.opened !== undefined) {
    builder.diagnose(builder.opened, '[[ is never closed: write ]] after the optional part');
    root.push(...builder.parts);
  }
  return root;
}

/** Returns every hole of a template, those in optional parts too. */
export function holesOf(template: Template): readonly Extract<Part, { kind: 'hole' }>[] {
  return template.flatMap((part) => {
    if (part.kind === 'hole') return [part];
    return part.kind === 'optional' ? holesOf(part.parts) : [];
  });
}

const READERS: Readonly<Record<SqlToken['kind'], (builder: Builder, token: string, start: number) => void>> = {
  sql: append,
  string: append,
  comment: append,
  hole: readHole,
  identifier: readIdentifier,
  open: openOptional,
  close: closeOptional,
  question: ({ diagnose }, _, start) => diagnose(start, 'a bare ? has no value: write a hole such as {{country}}'),
  unclosed: ({ diagnose }, token, start) => diagnose(start, `${token.slice(0, 2).trim()} is never closed`),
};

function readHole(builder: Builder, token: string, start: number): void {
  const hole = parseHole(token);
  flush(builder);
  if (hole) builder.parts.push({ kind: 'hole', ...hole, quoted: false, ...builder.positionOf(start) });
  else
    builder.diagnose(
      start,
      `${truncate(token, 58)} is no hole: write {{name}}, {{name.label}}, {{period.start}} or {{period.end}}`,
    );
}

/** Keeps a quoted name as it is, but for the labels that stand in it. */
function readIdentifier(builder: Builder, token: string, start: number): void {
  let last = 0;
  for (const { 0: text, index } of token.matchAll(/\{\{.*?\}\}/gs)) {
    const hole = parseHole(text);
    append(builder, token.slice(last, index), start + last);
    last = index + text.length;
    flush(builder);
    if (hole?.field === 'label')
      builder.parts.push({ kind: 'hole', ...hole, quoted: true, ...builder.positionOf(start + index) });
    else
      builder.diagnose(
        start + index,
        `${truncate(text, 58)} cannot stand inside a quoted name: only {{name.label}} can`,
      );
  }
  append(builder, token.slice(last), start + last);
}

function openOptional(builder: Builder, _: string, start: number): void {
  flush(builder);
  if (builder.opened !== undefined)
    builder.diagnose(
      start,
      '[[ inside [[ ]]: close the first with ]], or put a space between the brackets of an array',
    );
  builder.opened = start;
  builder.parts = [];
}

/** The sentence for an optional part that is always kept, with the hole that is written where none is read. */
function withoutHole(parts: readonly Part[]): string {
  const text = parts.map((part) => (part.kind === 'sql' ? part.text : '')).join('');
  const quoted = /\{\{[^{}]*\}\}/.exec(text)?.[0];
  if (quoted)
    return `[[ ]] has ${truncate(quoted, 58)} only inside a text or a comment: write '…' || ${truncate(quoted, 58)}`;
  return '[[ ]] without a hole is always kept: take the brackets away or put a hole in';
}

function closeOptional(builder: Builder, _: string, start: number): void {
  flush(builder);
  const { opened, parts, root } = builder;
  if (opened === undefined)
    builder.diagnose(start, ']] without [[: open the optional part, or put a space between the brackets of an array');
  else {
    if (!parts.some((part) => part.kind === 'hole')) builder.diagnose(opened, withoutHole(parts));
    root.push({ kind: 'optional', parts });
  }
  builder.parts = root;
  delete builder.opened;
}

function flush(builder: Builder): void {
  const { text, textStart } = builder;
  if (text) builder.parts.push({ kind: 'sql', text, ...builder.positionOf(textStart) });
  builder.text = '';
}

function append(builder: Builder, addition: string, start: number): void {
  if (builder.text === '') builder.textStart = start;
  builder.text += addition;
}

/** Returns a function from an index of a text to its position in a file, when the text begins on line `firstLine` of it. */
export function positionsIn(sql: string, firstLine: number): (index: number) => Position {
  const starts = [0, ...[...sql.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (index) => {
    const before = starts.findLastIndex((start) => start <= index);
    return { line: firstLine + before, column: index - starts[before]! + 1 };
  };
}

function parseHole(token: string): { param: string; field?: (typeof FIELDS)[number] } | undefined {
  const match = /^\{\{\s*([a-z][a-z0-9_]*)(?:\.([a-z]+))?\s*\}\}$/.exec(token);
  if (!match) return undefined;
  if (match[2] === undefined) return { param: match[1]! };
  const field = FIELDS.find((name) => name === match[2]);
  return field && { param: match[1]!, field };
}
