import type { Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { ParsedQuery } from '../trino/parse.ts';
import type { Expression } from '../trino/syntax.ts';

import { valuesOf } from '../question/request.ts';
import { tryParseExpression } from '../trino/parse.ts';
import { measureColumns } from './dataset/dataset-columns.ts';

/**
 * Returns the names of the columns whose rows may be added up: those of a SUM or a COUNT, but of no distinct count,
 * average or ratio. They are read from the outermost SELECT and the choices that it uses; a column that is not
 * certain is left out. `parsed` is the request's statement, needed only for a query; undefined when its syntax tree
 * cannot be read.
 */
export function additiveColumns(query: Query, request: Request, parsed: ParsedQuery | undefined): readonly string[] {
  if (query.dataset)
    return measureColumns(query, request).flatMap(({ name, isAdditive: adds }) => (adds ? [name] : []));
  const additiveChoices = query.params.flatMap((param) => {
    const choice = param.choices.find(({ name }) => name === valuesOf(request, param)?.[0]);
    return choice && isAdditive(tryParseExpression(choice.sql)?.expression) ? [choice.label] : [];
  });
  if (!parsed) return [];
  const {
    text,
    query: { body },
  } = parsed;
  return (body.kind === 'select' ? body.items : []).flatMap((item) => {
    if (item.kind !== 'expression' || !item.alias) return [];
    const { expression, alias, range } = item;
    const isPassedOn = expression.kind === 'column' && additiveChoices.includes(alias.text); // a choice computed further inside
    if (!isPassedOn && !isAdditive(expression)) return [];
    const isQuoted = range !== undefined && text.slice(range.start, range.end).endsWith('"');
    return isQuoted ? [alias.text] : [...new Set([alias.text, alias.text.toLowerCase()])]; // an unquoted name may come back in lower case
  });
}

const ADDITIVE: ReadonlySet<string> = new Set(['sum', 'count', 'count_if']);

function isAdditive(expression: Expression | undefined): boolean {
  return (
    expression?.kind === 'call' &&
    ADDITIVE.has(expression.name) &&
    !expression.distinct &&
    expression.over === undefined
  );
}
