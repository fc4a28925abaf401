import type {
  FilterContext,
  FunctionCallContext,
  ListAggContext,
  PrimaryExpressionContext,
  TrimContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { Position } from './error.ts';
import type { ExpressionReaders } from './expression-reader.ts';
import type { Call, Expression } from './syntax.ts';

import { TrinoError } from './error.ts';
import { positionOf, refuse, Tree } from './grammar.ts';
import { readIdentifier, readNames, readString } from './name-reader.ts';

/** Returns the call of a function without DISTINCT, ORDER BY, FILTER or OVER. */
export const newCall = (name: string, at: Position, args: readonly Expression[]): Call => ({
  kind: 'call',
  at,
  name,
  arguments: args,
  star: false,
  distinct: false,
  orderBy: [],
});

/** Reads a call that has a syntax of its own, such as `EXTRACT(year FROM x)`; undefined for any other expression. */
export function readSpecialCall(tree: PrimaryExpressionContext, readers: ExpressionReaders): Expression | undefined {
  const at = positionOf(tree);
  if (tree instanceof Tree.CoalesceContext) return newCall('coalesce', at, readers.expressions(tree.expression()));
  if (tree instanceof Tree.SubstringContext)
    return newCall('substring', at, readers.expressions(tree.valueExpression()));
  if (tree instanceof Tree.PositionContext)
    return newCall('strpos', at, readers.expressions(tree.valueExpression()).reverse());
  if (tree instanceof Tree.TrimContext) return trim(tree, readers);
  if (tree instanceof Tree.NormalizeContext) {
    const form = { kind: 'string', at, value: tree.normalForm()?.getText().toUpperCase() ?? 'NFC' } as const;
    return newCall('normalize', at, [readers.expression(tree.valueExpression()), form]);
  }
  if (tree instanceof Tree.ExtractContext) {
    const field = readIdentifier(tree.identifier()).text.toLowerCase();
    return { kind: 'extract', at, field, operand: readers.expression(tree.valueExpression()) };
  }
  if (tree instanceof Tree.CurrentDateContext) return { kind: 'current', at, what: 'date' };
  if (tree instanceof Tree.CurrentTimestampContext) return current('timestamp', tree.INTEGER_VALUE()?.getText());
  if (tree instanceof Tree.LocalTimestampContext) return current('local timestamp', tree.INTEGER_VALUE()?.getText());
  if (tree instanceof Tree.LocalTimeContext) return current('local time', tree.INTEGER_VALUE()?.getText());
  if (tree instanceof Tree.CurrentSchemaContext) return { kind: 'current', at, what: 'schema' };
  if (tree instanceof Tree.CurrentCatalogContext) return { kind: 'current', at, what: 'catalog' };
  if (tree instanceof Tree.GroupingOperationContext) {
    const columns = tree
      .qualifiedName()
      .map((name): Expression => ({ kind: 'column', at: positionOf(name), name: readNames(name) }));
    return { kind: 'grouping', at, columns };
  }
  if (tree instanceof Tree.ListAggContext) return listAgg(tree, readers);
  return undefined;

  function current(what: string, precision: string | undefined): Expression {
    return { kind: 'current', at, what, precision: precision === undefined ? undefined : Number(precision) };
  }
}

function trim(tree: TrimContext, readers: ExpressionReaders): Expression {
  const characters = tree._trimChar ? [readers.expression(tree._trimChar)] : [];
  return newCall(trimName(tree), positionOf(tree), [readers.expression(tree._trimSource!), ...characters]);
}

function trimName(tree: TrimContext): string {
  const specification = tree.trimsSpecification();
  if (specification?.KW_LEADING()) return 'ltrim';
  return specification?.KW_TRAILING() ? 'rtrim' : 'trim';
}

function listAgg(tree: ListAggContext, readers: ExpressionReaders): Expression {
  const at = positionOf(tree);
  const separator = { kind: 'string', at, value: tree.string() ? readString(tree.string()!) : '' } as const;
  return {
    ...newCall('listagg', at, [readers.expression(tree.expression()), separator]),
    distinct: tree.setQuantifier()?.KW_DISTINCT() != null,
    orderBy: tree.sortItem().map(readers.sortItem),
    filter: readFilter(tree.filter(), readers),
  };
}

/** Reads `name(arguments)` with its DISTINCT, ORDER BY, FILTER, OVER and treatment of NULLs. */
export function readFunctionCall(tree: FunctionCallContext, readers: ExpressionReaders): Expression {
  const names = readNames(tree.functionName().qualifiedName());
  const name = names.map(({ text }) => text).join('.');
  checkCount(name.toLowerCase(), tree.expression().length, positionOf(tree));
  if (names.length > 1)
    throw new TrinoError('FUNCTION_NOT_FOUND', `Function '${name}' not registered`, positionOf(tree));
  if (tree.processingMode()) refuse(tree.processingMode()!);
  if (tree._label) refuse(tree, 'A labelled *');
  const nulls = tree.nullTreatment();
  const treatment = nulls?.KW_IGNORE() ? 'IGNORE' : 'RESPECT';
  return {
    ...newCall(name.toLowerCase(), positionOf(tree), readers.expressions(tree.expression())),
    star: tree.ASTERISK() !== null,
    distinct: tree.setQuantifier()?.KW_DISTINCT() != null,
    orderBy: tree.sortItem().map(readers.sortItem),
    filter: readFilter(tree.filter(), readers),
    over: readers.over(tree.over()),
    nulls: nulls ? treatment : undefined,
  };
}

function readFilter(tree: FilterContext | null, readers: ExpressionReaders): Expression | undefined {
  return tree ? readers.expression(tree.whereClause().booleanExpression()) : undefined;
}

/** What is syntax to Trino rather than a function says so of a wrong number of arguments. */
function checkCount(name: string, count: number, at: Position): void {
  const isTooFew = (name === 'coalesce' || name === 'format') && count < 2;
  if (isTooFew) throw new TrinoError('SYNTAX_ERROR', `The '${name}' function must have at least two arguments`, at);
  const isWrong = (name === 'nullif' && count !== 2) || (name === 'if' && (count < 2 || count > 3));
  if (isWrong) throw new TrinoError('SYNTAX_ERROR', `Invalid number of arguments for '${name}' function`, at);
}
