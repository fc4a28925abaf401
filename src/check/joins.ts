import { tokens } from '../catalogue/sql.ts';

/** A join of a statement: where its words stand, what it joins and how that is called. */
export type Join = { readonly start: number; readonly end: number; readonly table: string; readonly alias: string };

const HEAD = /\b(?:(?:LEFT|INNER)\s+(?:OUTER\s+)?)?JOIN\s+([\w.]+)\s+(?:AS\s+)?(?!ON\b)(\w+)\s+ON\b/gi;

const ENDS = new Set(['JOIN', 'LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'WHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT']);

const MORE_ENDS = new Set(['UNION', 'EXCEPT', 'INTERSECT', 'WINDOW', 'OFFSET', 'FETCH']);

/** The left and inner joins of tables in a statement, each up to the end of its condition. */
export function joinsOf(sql: string): readonly Join[] {
  const code = blanked(sql);
  return [...code.matchAll(HEAD)].map((match) => ({
    start: match.index,
    end: endOfCondition(code, match.index + match[0].length),
    table: match[1]!,
    alias: match[2]!,
  }));
}

/** The statement without a join; undefined when something else in it needs what is joined, or the join holds a value. */
export function withoutJoin(sql: string, { start, end, alias }: Join): string | undefined {
  const rest = `${sql.slice(0, start)}${sql.slice(end)}`;
  const isNeeded = new RegExp(`\\b${alias}\\s*\\.`, 'i').test(blanked(rest));
  return isNeeded || blanked(sql).slice(start, end).includes('?') ? undefined : rest;
}

/** The statement with everything that is no code replaced by spaces. */
function blanked(sql: string): string {
  return [...tokens(sql)]
    .map(({ kind, start, end }) => {
      const text = sql.slice(start, end);
      return kind === 'comment' || text.startsWith("'") ? ' '.repeat(text.length) : text;
    })
    .join('');
}

function endOfCondition(code: string, from: number): number {
  let depth = 0;
  for (const { 0: word, index } of code.slice(from).matchAll(/\w+|[()]/g)) {
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    const keyword = word.toUpperCase();
    if (depth < 0 || (depth === 0 && (ENDS.has(keyword) || MORE_ENDS.has(keyword)))) return from + index;
  }
  return code.length;
}
