import type { Call, Expression } from '../../../trino/syntax.ts';
import type { Context, TypedSql } from '../context.ts';
import type { FunctionRow } from '../function-table.ts';
import type { Bindings, Pattern } from '../types/signature.ts';
import type { Type } from '../types/type.ts';

import { TrinoError } from '../../../trino/error.ts';
import { withFields } from '../context.ts';
import { checkBareNull } from '../operators/bare-null.ts';
import { coerce } from '../types/coercion.ts';
import { bind, instantiate, parametersFor, parseSignature } from '../types/signature.ts';
import { display, quoteName } from '../types/type.ts';

/**
 * The overload that a call means, its arguments before conversion, the types that they are converted to, and what the letters of
 * the overload's signature stand for.
 */
export type OverloadMatch = {
  readonly row: FunctionRow;
  readonly args: readonly TypedSql[];
  readonly types: readonly Type[];
  readonly bindings: Bindings;
};

/** In Trino these are syntax, not functions, and say so of arguments that do not go together. */
const SYNTAX = new Set(['if', 'coalesce', 'nullif', 'listagg']);

/**
 * Finds the overload for a call's arguments: one that takes them as they are, else the first that takes them after implicit
 * conversion. Throws FUNCTION_NOT_FOUND when there is none, or TYPE_MISMATCH for functions that are syntax in Trino.
 */
export function resolveOverload(node: Call, rows: readonly FunctionRow[], context: Context): OverloadMatch {
  if (node.star && node.name !== 'count') {
    throw new TrinoError('FUNCTION_NOT_FOUND', `Unexpected parameters (*) for function ${node.name}`, node.at);
  }
  const plain = node.arguments.map((argument) =>
    argument.kind === 'lambda' ? undefined : context.translate(argument, context),
  );
  checkBareNull(
    node,
    plain.map((argument) => argument?.type),
  );
  for (const exactly of [true, false]) {
    for (const row of rows) {
      const match = tryRow(row, node, plain, exactly, context);
      if (match) return match;
    }
  }
  const given = plain.map((argument) => (argument ? display(argument.type) : 'function')).join(', ');
  const expected = rows
    .map(([signature]) => node.name + signature.slice(0, signature.lastIndexOf('->')).trim())
    .join(', ');
  const name = SYNTAX.has(node.name) ? 'TYPE_MISMATCH' : 'FUNCTION_NOT_FOUND';
  throw new TrinoError(
    name,
    `Unexpected parameters (${given}) for function ${node.name}. Expected: ${expected}`,
    node.at,
  );
}

function tryRow(
  row: FunctionRow,
  node: Call,
  plain: readonly (TypedSql | undefined)[],
  exactly: boolean,
  context: Context,
): OverloadMatch | undefined {
  const patterns = parametersFor(parseSignature(row[0]), node.arguments.length);
  if (!patterns) return undefined;
  const bindings: Bindings = { types: new Map(), numbers: new Map() };
  const isLambda = (pattern: Pattern): boolean => pattern.kind === 'type' && pattern.name === 'function';
  const fits = patterns.every((pattern, index) => {
    const argument = plain[index];
    return argument ? bind(pattern, argument.type, bindings, exactly) : isLambda(pattern);
  });
  if (!fits) return undefined;
  const args = node.arguments.map((argument, index) => {
    if (argument.kind !== 'lambda') return plain[index]!;
    return translateLambda(argument, patterns[index]!, bindings, context);
  });
  if (!args.every((argument) => argument !== undefined)) return undefined;
  const types = patterns.map((pattern, index) =>
    isLambda(pattern) ? args[index]!.type : instantiate(pattern, bindings),
  );
  return { row, args, types, bindings };
}

type Lambda = Extract<Expression, { kind: 'lambda' }>;

/** `x -> x + 1`, its parameters typed by what the other arguments have bound; its result binds the last letter. */
function translateLambda(node: Lambda, pattern: Pattern, bindings: Bindings, context: Context): TypedSql | undefined {
  const parts = pattern.kind === 'type' ? (pattern.arguments as readonly Pattern[]) : [];
  if (parts.length - 1 !== node.parameters.length) {
    const message = `Expected a lambda that takes ${parts.length - 1} argument(s) but got ${node.parameters.length}`;
    throw new TrinoError('INVALID_PARAMETER_USAGE', message, node.at);
  }
  const names = node.parameters.map(({ text }) => quoteName(context.session.uniqueName(text.toLowerCase())));
  const parameters = parts.slice(0, -1).map((part) => instantiate(part, bindings));
  const body = lambdaBody(node, parameters, names, context);
  const result = parts.at(-1)!;
  if (!bind(result, body.type, bindings, false)) {
    return undefined;
  }
  const type = instantiate(result, bindings);
  const sql = `lambda ${names.join(', ')}: ${coerce(body.sql, body.type, type)}`;
  return { sql, type: { kind: 'function', parameters, result: type } };
}

/** Translates the body of a lambda, given the types of its parameters and the SQL in place of them. */
export function lambdaBody(node: Lambda, types: readonly Type[], sql: readonly string[], context: Context): TypedSql {
  const fields = node.parameters.map(({ text }, index) => ({ name: text, type: types[index]!, sql: sql[index]! }));
  const inner = {
    ...withFields(context, fields),
    aggregation: undefined,
    windows: undefined,
    clause: 'Lambda expression',
  };
  return inner.translate(node.body, inner);
}
