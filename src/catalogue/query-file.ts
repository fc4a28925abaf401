import { createHash } from 'node:crypto';

import type { Fault, Finding } from './diagnostic.ts';
import type { Shared } from './header.ts';
import type { Query } from './query.ts';

import { nearest } from '../text/nearest.ts';
import { normalizeText } from '../text/normalize.ts';
import { labelOf } from '../text/text.ts';
import { parseHeader } from './header.ts';
import { holesOf, parseTemplate } from './template.ts';

/** What a query file says, or what is wrong with it. */
export type Reading = { readonly query?: Query; readonly findings: readonly Finding[] };

/** Words of the question language, which no query and no alias can be called. */
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

/** One file as a query, or what is wrong with it. `file` is how findings name it. */
export function parseQuery(file: string, source: string, shared: Shared = {}): Reading {
  const name = file.replace(/^.*[\\/]/, '').replace(/\.sql$/, '');
  const told = (faults: readonly Fault[]) => ({ findings: faults.map((fault) => ({ file, ...fault })) });
  const misnamed = nameFault(name, source, 'sql');
  if (misnamed) return told([misnamed]);
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const block = HEADER.exec(text);
  if (!block && /^\s*\/\*---/.test(text))
    return told([{ line: 1, column: 1, message: 'the header is never closed: end it with ---*/' }]);
  const headerLine = block ? lineOf(text, block[0].indexOf(block[1]!)) : 1;
  const { header, faults: headerFaults } = parseHeader(
    block ? block[1]!.replaceAll('\t', '  ') : '',
    headerLine,
    shared,
  );
  const sql = (block ? text.slice(block[0].length) : text).replace(/;\s*$/, '');
  if (stripComments(sql).trim() === '')
    return told([
      ...headerFaults,
      { line: lineOf(text, text.length), column: 1, message: 'there is no SQL: write a SELECT' },
    ]);
  const { template, faults } = parseTemplate(sql, block ? lineOf(text, block[0].length) : 1);
  if (!header || faults.length > 0) return told([...headerFaults, ...faults]);

  const query: Query = {
    ...header,
    name,
    title: header.title || titleOf(sql) || labelOf(name),
    template,
    file,
    version: createHash('sha256').update(source).digest('hex').slice(0, 7),
  };
  const holes = holeFaults(query);
  return holes.length > 0 ? told(holes) : { query, findings: [] };
}

/** What is wrong with the name of a file, without its ending, or with its text as a whole. */
export function nameFault(name: string, source: string, ending: string): Fault | undefined {
  const first = { line: 1, column: 1 };
  if (!/^[a-z][a-z0-9_-]{0,59}$/.test(name)) {
    const example = `sales-by-country.${ending}`;
    return {
      ...first,
      message: `a file name is a command word: use lower-case letters, digits, - and _, such as ${example}`,
    };
  }
  if (KEYWORDS.has(normalizeText(name)))
    return { ...first, message: `${name} is a word of the question language: give the file another name` };
  return /[\0\uFFFD]/.test(source) ? { ...first, message: 'this is no UTF-8 text: save it as UTF-8' } : undefined;
}

function holeFaults({ params, template }: Query): readonly Fault[] {
  const holes = holesOf(template);
  const faults: Fault[] = [];
  const optional = new Set(template.flatMap((part) => (part.kind === 'optional' ? holesOf(part.parts) : [])));
  for (const hole of holes) {
    const param = params.find(({ name }) => name === hole.param);
    const message = !param
      ? undeclared(hole.param, params)
      : param.type === 'period' && !['start', 'end'].includes(hole.field ?? '')
        ? `${hole.param} is a period: write {{${hole.param}.start}} and {{${hole.param}.end}}`
        : param.type !== 'period' && (hole.field === 'start' || hole.field === 'end')
          ? `only a period has .${hole.field}, and ${hole.param} is a ${param.type}`
          : hole.field === 'label' && param.type !== 'choice'
            ? `only a choice has .label, and ${hole.param} is a ${param.type}`
            : param.optional && !param.default && !optional.has(hole)
              ? `${hole.param} is optional: put the part that needs it in [[ ]]`
              : undefined;
    if (message) faults.push({ line: hole.line, column: hole.column, message });
  }
  for (const { name, place } of params) {
    if (holes.some(({ param }) => param === name)) continue;
    const message = `parameter ${name} is never used: write {{${name}}} in the SQL, or take it away`;
    faults.push({ ...(place ?? { line: 1, column: 1 }), message });
  }
  return faults;
}

function undeclared(name: string, params: Query['params']): string {
  const [near] = nearest(name, [params.map((param) => param.name)]);
  return `{{${name}}} is not declared: ${near ? `did you mean {{${near}}}?` : 'add it to params in the header'}`;
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

function stripComments(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
