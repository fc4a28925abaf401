import type { Call } from '../../../trino/syntax.ts';
import type { Context, TypedSql } from '../context.ts';
import type { FunctionCall, FunctionRow } from '../function-table.ts';
import type { Scope } from '../scope.ts';
import type { OverloadMatch } from './overload.ts';

import { TrinoError } from '../../../trino/error.ts';
import { ORDER_BY } from '../context.ts';
import { AGGREGATES } from '../functions/aggregates.ts';
import { SCALARS } from '../functions/scalars.ts';
import { WINDOWS } from '../functions/windows.ts';
import { condition } from '../operators/predicate.ts';
import { coerce } from '../types/coercion.ts';
import { instantiate, parseSignature } from '../types/signature.ts';
import { quoteName } from '../types/type.ts';
import { lambdaBody, resolveOverload } from './overload.ts';
import { sortSql } from './sort.ts';
import { windowSql } from './window.ts';

const ARGUMENTS = 'Arguments of ';

/**
 * Translates a call of a scalar, aggregate or window function. Throws FUNCTION_NOT_FOUND for a function or arguments that the
 * function tables lack.
 */
export function translateCall(node: Call, context: Context): TypedSql {
  const scalars = lookup(SCALARS, node.name);
  if (scalars && !node.over) return scalarCall(node, scalars, context);
  if (scalars) throw new TrinoError('FUNCTION_NOT_WINDOW', `Not a window function: ${node.name}`, node.at);
  const aggregates = lookup(AGGREGATES, node.name);
  if (aggregates) return node.over ? windowCall(node, aggregates, context) : aggregateCall(node, aggregates, context);
  const windows = lookup(WINDOWS, node.name);
  if (windows && !node.over) {
    throw new TrinoError('MISSING_OVER', `Window function ${node.name} requires an OVER clause`, node.at);
  }
  if (windows) return windowCall(node, windows, context);
  for (const argument of node.arguments) if (argument.kind !== 'lambda') context.translate(argument, context);
  throw new TrinoError('FUNCTION_NOT_FOUND', `Function '${node.name}' not registered`, node.at);
}

const lookup = (
  table: Readonly<Record<string, readonly FunctionRow[]>>,
  name: string,
): readonly FunctionRow[] | undefined => (Object.hasOwn(table, name) ? table[name] : undefined);

function scalarCall(node: Call, rows: readonly FunctionRow[], context: Context): TypedSql {
  if (node.star || node.distinct || node.filter || node.orderBy.length > 0 || node.nulls) {
    throw new TrinoError('FUNCTION_NOT_AGGREGATE', `Function '${node.name}' is not an aggregation function`, node.at);
  }
  const match = resolveOverload(node, rows, context);
  return finish(node, match, context, (sql) => sql);
}

function aggregateCall(node: Call, rows: readonly FunctionRow[], context: Context): TypedSql {
  const { aggregation } = context;
  if (!aggregation) {
    if (context.clause.startsWith(ARGUMENTS)) {
      throw new TrinoError('NESTED_AGGREGATION', `Cannot nest aggregations inside aggregation '${node.name}'`, node.at);
    }
    return refuseNotScalar(node, context);
  }
  if (node.nulls)
    throw new TrinoError('NULL_TREATMENT_NOT_ALLOWED', 'NULL treatment is only allowed for window functions', node.at);
  aggregation.used = true;
  // what stands inside an aggregate need not be grouped, and may hold no aggregate of its own
  const inner: Context = {
    ...context,
    scope: context.clause === ORDER_BY ? withoutOutput(context.scope) : context.scope,
    aggregation: undefined,
    windows: undefined,
    clause: `${ARGUMENTS}${node.name}`,
  };
  const match = resolveOverload(node, rows, inner);
  const filter = node.filter
    ? ` FILTER (WHERE ${condition(inner.translate(node.filter, inner), 'Filter expression', node.filter.at)})`
    : '';
  if (node.distinct) checkSorting(node, match, inner);
  const order = node.orderBy.length > 0 ? ` ORDER BY ${sortSql(node.orderBy, inner)}` : '';
  const distinct = node.distinct ? 'DISTINCT ' : '';
  return finish(node, match, context, (name, args) => `${name}(${distinct}${args}${order})${filter}`);
}

function refuseNotScalar({ name, at }: Call, { clause }: Context): never {
  const message = `${clause} cannot contain aggregations, window functions or grouping operations: [${name}]`;
  throw new TrinoError('EXPRESSION_NOT_SCALAR', message, at);
}

function checkSorting(node: Call, { args }: OverloadMatch, context: Context): void {
  const foreign = node.orderBy.find(({ expression }) => {
    const { sql } = context.translate(expression, context);
    return !args.some((argument) => argument.sql === sql);
  });
  if (!foreign) return;
  const message = 'For aggregate function with DISTINCT, ORDER BY expressions must appear in arguments';
  throw new TrinoError('EXPRESSION_NOT_IN_DISTINCT', message, foreign.at);
}

/** An aggregate in ORDER BY may not take a column of the output. */
function withoutOutput(scope: Scope | undefined): Scope | undefined {
  if (!scope) return undefined;
  const refusal = 'Invalid reference to output projection attribute from ORDER BY aggregation';
  return { fields: scope.fields.map((field) => ({ ...field, refusal })), parent: scope.parent };
}

function windowCall(node: Call, rows: readonly FunctionRow[], context: Context): TypedSql {
  if (!context.windows && (context.clause === 'HAVING clause' || context.clause.startsWith(ARGUMENTS))) {
    const place = context.clause === 'HAVING clause' ? context.clause : 'Arguments of a window function';
    throw new TrinoError('NESTED_WINDOW', `${place} cannot contain window functions or row pattern measures`, node.at);
  }
  if (!context.windows) {
    return refuseNotScalar(node, context);
  }
  if (node.distinct)
    throw new TrinoError('NOT_SUPPORTED', 'DISTINCT in window function parameters not yet supported', node.at);
  if (node.orderBy.length > 0)
    throw new TrinoError('NOT_SUPPORTED', 'Window function with ORDER BY is not supported', node.at);
  const isValueFunction = rows.some(([, sql]) => typeof sql === 'string' && sql.includes('{') && node.name in WINDOWS);
  if (node.nulls && !isValueFunction) {
    throw new TrinoError(
      'NULL_TREATMENT_NOT_ALLOWED',
      `Cannot specify null treatment clause for ${node.name} function`,
      node.at,
    );
  }
  if (node.filter) throw new TrinoError('NOT_SUPPORTED', 'FILTER is not yet supported for window functions', node.at);
  const inner: Context = { ...context, windows: undefined, clause: `${ARGUMENTS}${node.name}` };
  const match = resolveOverload(node, rows, inner);
  const nulls = node.nulls === 'IGNORE' ? ' IGNORE NULLS' : '';
  const over = windowSql(node.over!, { ...inner, windows: context.windows });
  if ((node.name === 'lag' || node.name === 'lead') && !/(^| )ORDER BY /.test(over)) {
    throw new TrinoError('MISSING_ORDER_BY', `${node.name} function requires an ORDER BY window clause`, node.over!.at);
  }
  return finish(node, match, context, (name, args) => `${name}(${args}${nulls}) OVER (${over})`);
}

/** Fills the row's SQL in; `wrap` gives an aggregate's own call its modifiers. */
function finish(
  node: Call,
  { row, args, types, bindings }: OverloadMatch,
  context: Context,
  wrap: (name: string, args: string) => string,
): TypedSql {
  const [signature, sql, resultOf] = row;
  const result = resultOf ? resultOf(bindings) : instantiate(parseSignature(signature).result, bindings);
  const converted = args.map((argument, index) => {
    const type = types[index]!;
    return argument.type.kind === 'function' || type.kind === 'unknown'
      ? argument.sql
      : coerce(argument.sql, argument.type, type);
  });
  const call: FunctionCall = {
    name: node.name,
    at: node.at,
    args: converted,
    typed: args,
    types,
    result,
    isWindow: node.over !== undefined,
    aggregate: wrap,
    variable: (base) => quoteName(context.session.uniqueName(base)),
    body: (index, ...parameters) => {
      const lambda = node.arguments[index];
      const type = args[index]?.type;
      if (lambda?.kind !== 'lambda' || type?.kind !== 'function')
        throw new Error(`argument ${index} of ${node.name} is no lambda`);
      const body = lambdaBody(lambda, type.parameters, parameters, context);
      return coerce(body.sql, body.type, type.result);
    },
    literal: (index) => {
      const text = args[index]?.text;
      if (text !== undefined) return text;
      const message = `Argument ${index + 1} of ${node.name} must be a literal in the embedded engine`;
      throw new TrinoError('NOT_SUPPORTED', message, node.arguments[index]?.at ?? node.at);
    },
    fail: (message, name = 'INVALID_FUNCTION_ARGUMENT') => {
      throw new TrinoError(name, message, node.at);
    },
  };
  const filled = typeof sql === 'string' ? fill(sql, converted, wrap) : sql(call);
  return typeof filled === 'string' ? { sql: filled, type: result } : filled;
}

/** One pass, so that nothing in an argument is taken for a place to fill. */
function fill(template: string, args: readonly string[], wrap: (name: string, args: string) => string): string {
  return template.replace(/\{(\w+)\(([^}]*)\)\}|\$(\*|\d)/g, (_, name: string, inner: string, which: string) => {
    if (name) return wrap(name, fill(inner, args, wrap));
    return which === '*' ? args.join(', ') : (args[Number(which) - 1] ?? 'NULL');
  });
}
