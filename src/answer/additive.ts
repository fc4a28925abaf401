import type { Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { Statement } from './statement.ts';

import { tokens } from '../catalogue/sql.ts';
import { valuesOf } from '../question/request.ts';
import { measureColumns } from './dataset-columns.ts';

/**
 * The names of the columns whose rows may be added up: a SUM or a COUNT, but no distinct count, average or ratio. They
 * are read off the items of the outermost SELECT and the choices that it passes on; what is not certain is left out.
 */
export function additiveColumns(query: Query, request: Request, { sql }: Statement): readonly string[] {
  if (query.dataset)
    return measureColumns(query, request).flatMap(({ name, isAdditive: adds }) => (adds ? [name] : []));
  const additiveChoices = query.params.flatMap((param) => {
    const choice = param.choices.find(({ name }) => name === valuesOf(request, param)?.[0]);
    return choice && isAdditive(choice.sql) ? [choice.label] : [];
  });
  return selectItems(sql).flatMap((item) => {
    const match = /^(.*\S)\s+AS\s+(?:"((?:[^"]|"")+)"|(\w+))$/is.exec(item.trim());
    if (!match) return [];
    const name = match[2]?.replaceAll('""', '"') ?? match[3]!;
    const isPassedOn = /^[\w.]+$/.test(match[1]!) && additiveChoices.includes(name); // a choice computed further inside
    if (!isPassedOn && !isAdditive(match[1]!)) return [];
    return match[2] ? [name] : [...new Set([name, name.toLowerCase()])]; // an unquoted name may come back in lower case
  });
}

function isAdditive(sql: string): boolean {
  const match = /^\s*(?:SUM|COUNT|COUNT_IF)\s*\((?!\s*DISTINCT\b)([\s\S]*)\)\s*$/i.exec(sql);
  return match !== null && closesLast(match[1]!);
}

/** Whether the brackets inside a call balance without ever closing the call itself. */
function closesLast(inside: string): boolean {
  let depth = 0;
  for (const { kind, start, end } of tokens(inside)) {
    if (kind === 'identifier' || inside[start] === "'") continue;
    for (const character of inside.slice(start, end)) {
      if (character === '(') depth += 1;
      if (character === ')') depth -= 1;
      if (depth < 0) return false;
    }
  }
  return depth === 0;
}

/** The items of the last SELECT that stands outside all brackets. */
function selectItems(sql: string): readonly string[] {
  let depth = 0;
  let items: string[] | undefined;
  for (const { kind, start, end } of tokens(sql)) {
    const token = sql.slice(start, end);
    if (kind === 'comment') continue;
    if (kind !== 'sql' || token.startsWith("'")) {
      if (items) items[items.length - 1] += token;
      continue;
    }
    for (const [word] of token.matchAll(/\w+|\W/g)) {
      if (word === '(') depth += 1;
      if (word === ')') depth -= 1;
      if (depth === 0 && /^select$/i.test(word)) items = [''];
      else if (depth === 0 && /^from$/i.test(word) && items) return items;
      else if (depth === 0 && word === ',' && items) items.push('');
      else if (items) items[items.length - 1] += word;
    }
  }
  return items ?? [];
}
