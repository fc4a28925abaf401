import { createHash } from 'node:crypto';

import type { FindDataset } from './dataset-parts.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Query } from './query.ts';

import { normalizeText } from '../text/normalize.ts';
import { labelOf } from '../text/text.ts';
import { positionAt } from '../trino/text-position.ts';
import { withTables } from './dataset-parts.ts';
import { collectDiagnostics, START } from './diagnostic.ts';
import { parseHeader } from './header.ts';
import { checkHoles, checkTexts } from './holes.ts';
import { tokens } from './sql.ts';
import { parseTemplate } from './template.ts';

/** The query of a file, or its diagnostics; not both. */
export type ParsedFile = { readonly query?: Query; readonly diagnostics: readonly Diagnostic[] };

/** The words of the question language. No query and no alias may be one of them. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  'help',
  'by',
  'split',
  'top',
  'bottom',
  'vs',
  'versus',
  'compare',
  'as',
  'not',
  'except',
  'and',
  'or',
  'since',
  'before',
  'last',
  'this',
]);

const HEADER = /^\s*\/\*---[ \t]*\n([\s\S]*?)\n?[ \t]*---\*\//;

/**
 * Parses one `.sql` file into a query, or its diagnostics. `file` is how diagnostics name it; `findDataset` finds the
 * dataset whose parts its header takes.
 */
export function parseQueryFile(file: string, source: string, findDataset: FindDataset = () => undefined): ParsedFile {
  const name = file.replace(/^.*[\\/]/, '').replace(/\.sql$/, '');
  const misnamed = checkName(name, source, file);
  if (misnamed) return { diagnostics: [misnamed] };
  const { diagnostics, diagnose } = collectDiagnostics(file);
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const block = HEADER.exec(text);
  if (!block && /^\s*\/\*---/.test(text)) {
    diagnose(START, 'the header is never closed: end it with ---*/');
    return { diagnostics };
  }
  const misplaced = block ? undefined : misplacedHeader(text);
  if (misplaced !== undefined) {
    diagnose(
      positionAt(text, misplaced),
      'a header is the first thing in its file: begin it with /*--- and end it with ---*/',
    );
    return { diagnostics };
  }
  const headerLine = block ? lineOf(text, block[0].indexOf(block[1]!)) : 1;
  const header = parseHeader(block ? block[1]!.replaceAll('\t', '  ') : '', {
    file,
    firstLine: headerLine,
    findDataset,
  });
  diagnostics.push(...header.diagnostics);
  const sql = (block ? text.slice(block[0].length) : text).replace(/;\s*$/, '');
  if (isBlank(sql)) {
    diagnose({ line: lineOf(text, text.length), column: 1 }, 'there is no SQL: write a SELECT');
    return { diagnostics };
  }
  const firstLine = block ? lineOf(text, block[0].length) : 1;
  const template = parseTemplate(sql, firstLine, diagnose);
  if (!header.header || diagnostics.length > 0) return { diagnostics };
  const { dataset, ...keys } = header.header;
  const query: Query = {
    ...keys,
    name,
    title: keys.title || titleOf(sql) || labelOf(name),
    template: dataset
      ? withTables(
          template,
          dataset,
          keys.params.flatMap(({ choices }) => choices),
        )
      : template,
    file,
    version: createHash('sha256')
      .update(source + (dataset?.version ?? ''))
      .digest('hex')
      .slice(0, 7),
  };
  checkHoles(query, sql, diagnose);
  checkTexts(query, sql, firstLine, diagnose);
  return diagnostics.length > 0 ? { diagnostics } : { query, diagnostics };
}

/** Returns what is wrong with the name of a file without its ending, or with its text as a whole. */
export function checkName(name: string, source: string, file: string): Diagnostic | undefined {
  const fault = (message: string) => ({ file, ...START, message });
  if (!/^[a-z][a-z0-9_-]{0,59}$/.test(name)) {
    const example = `sales-by-country${/\.\w+$/.exec(file)?.[0] ?? ''}`;
    return fault(`a file name is a command word: use lower-case letters, digits, - and _, such as ${example}`);
  }
  if (KEYWORDS.has(normalizeText(name)))
    return fault(`${name} is a word of the question language: give the file another name`);
  return /[\0\uFFFD]/.test(source) ? fault('this is no UTF-8 text: save it as UTF-8') : undefined;
}

/** The offset of what is meant for a header and is none: one behind other text, with other marks, or between lines of dashes. */
function misplacedHeader(text: string): number | undefined {
  const dashed = /^\s*---[ \t]*\n/.exec(text);
  if (dashed) return text.indexOf('---');
  for (const { kind, start, end } of tokens(text)) {
    const comment = kind === 'comment' ? text.slice(start, end) : '';
    const isKeyed = /^[ \t]*(?:title|description|owner|aliases|params|dataset|chart|formats|freshness):/m.test(comment);
    const isFirst = text.slice(0, start).trim() === '';
    if (comment.startsWith('/*---') || (comment.startsWith('/*') && isKeyed && isFirst)) return start;
  }
  return undefined;
}

/** The first comment of a file without a header, as its title. */
function titleOf(sql: string): string | undefined {
  const comment = /^\s*(?:--[ \t]*([^\n]+)|\/\*([\s\S]*?)\*\/)/.exec(sql);
  const text = (comment?.[1] ?? comment?.[2] ?? '')
    .replace(/^[\s*]+|[\s*]+$/g, '')
    .split('\n')[0]!
    .trim();
  return text.slice(0, 60) || undefined;
}

/** Whether there is nothing in an SQL text but comments. */
function isBlank(sql: string): boolean {
  return [...tokens(sql)].every(({ kind, start, end }) => kind === 'comment' || sql.slice(start, end).trim() === '');
}

function lineOf(text: string, index: number): number {
  return positionAt(text, index).line;
}
