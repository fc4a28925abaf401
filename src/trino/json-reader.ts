import type {
  ExpressionContext,
  JsonPathInvocationContext,
  JsonQueryBehaviorContext,
  JsonQueryContext,
  JsonValueBehaviorContext,
  JsonValueContext,
  JsonValueExpressionContext,
  PrimaryExpressionContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { Position } from './error.ts';
import type { Expression } from './syntax.ts';

import { newCall } from './call-reader.ts';
import { TrinoError } from './error.ts';
import { raisedBy } from './fail.ts';
import { positionOf, refuse, Tree } from './grammar.ts';
import { readPath } from './json-path-reader.ts';
import { readIdentifier, readString } from './name-reader.ts';
import { readType } from './type-reader.ts';

type Read = (tree: ExpressionContext) => Expression;

/** Reads an SQL/JSON function, which has a syntax of its own, as a plain call; undefined for any other expression. */
export function readJson(tree: PrimaryExpressionContext, read: Read): Expression | undefined {
  const at = positionOf(tree);
  if (tree instanceof Tree.JsonValueContext) return jsonValue(tree, read);
  if (tree instanceof Tree.JsonQueryContext) return jsonQuery(tree, read);
  if (tree instanceof Tree.JsonExistsContext) {
    const onError = tree.jsonExistsErrorBehavior();
    const behaviour = onError?.KW_UNKNOWN() ? 'null' : (onError?.getText().toLowerCase() ?? 'false');
    const [document, path, ...variables] = pathArguments(tree.jsonPathInvocation(), read);
    return newCall('json_exists', at, [document!, path!, word(behaviour, at), ...variables]);
  }
  if (tree instanceof Tree.JsonObjectContext) {
    if (tree.KW_RETURNING()) refuse(tree, 'JSON_OBJECT with RETURNING');
    const unique = tree.KW_UNIQUE() && !tree.KW_WITHOUT() ? 'true' : 'false';
    const members = tree
      .jsonObjectMember()
      .flatMap((member) => [read(member.expression()), ...formatted(member.jsonValueExpression(), read)]);
    return newCall('json_object', at, [word(tree.KW_ABSENT() ? 'false' : 'true', at), word(unique, at), ...members]);
  }
  if (tree instanceof Tree.JsonArrayContext) {
    if (tree.KW_RETURNING()) refuse(tree, 'JSON_ARRAY with RETURNING');
    const items = tree.jsonValueExpression().flatMap((item) => formatted(item, read));
    return newCall('json_array', at, [word(tree.KW_NULL().length > 0 ? 'true' : 'false', at), ...items]);
  }
  return undefined;
}

const word = (value: string, at: Position): Expression => ({ kind: 'string', at, value });

function jsonValue(tree: JsonValueContext, read: Read): Expression {
  const at = positionOf(tree);
  const [onEmpty, onError] = [tree._emptyBehavior, tree._errorBehavior].map((behaviour) => valueBehaviour(behaviour));
  const otherwise = (behaviour: JsonValueBehaviorContext | undefined): Expression =>
    behaviour?.expression() ? read(behaviour.expression()!) : { kind: 'null', at };
  const [document, path, ...variables] = pathArguments(tree.jsonPathInvocation(), read);
  const value = newCall('json_value', at, [
    document!,
    path!,
    word(onEmpty!, at),
    word(onError!, at),
    otherwise(tree._emptyBehavior),
    otherwise(tree._errorBehavior),
    ...variables,
  ]);
  const returning = tree.type();
  if (!returning) return value;
  const type = readType(returning);
  const cast: Expression = { kind: 'cast', at, forgiving: onError !== 'error', operand: value, type };
  if (onError !== 'default') return cast;
  const isUnfit: Expression = {
    kind: 'logical',
    at,
    operator: 'AND',
    terms: [
      { kind: 'is null', at, negated: false, operand: cast },
      { kind: 'is null', at, negated: true, operand: value },
    ],
  };
  return { kind: 'case', at, whens: [{ condition: isUnfit, result: otherwise(tree._errorBehavior) }], otherwise: cast };
}

function valueBehaviour(tree: JsonValueBehaviorContext | undefined): string {
  if (!tree || tree.KW_NULL()) return 'null';
  return tree.KW_ERROR() ? 'error' : 'default';
}

function wrapping(tree: JsonQueryContext): 'conditional' | 'always' | 'never' {
  const wrapper = tree.jsonQueryWrapperBehavior();
  if (wrapper?.KW_CONDITIONAL()) return 'conditional';
  return wrapper?.KW_WITH() ? 'always' : 'never';
}

function jsonQuery(tree: JsonQueryContext, read: Read): Expression {
  if (tree.KW_RETURNING()) refuse(tree, 'JSON_QUERY with RETURNING');
  const at = positionOf(tree);
  const wrapped = wrapping(tree);
  if (wrapped !== 'never' && tree.KW_OMIT()) {
    const message = 'OMIT QUOTES behavior specified with WITH ARRAY WRAPPER behavior';
    throw new TrinoError('INVALID_FUNCTION_ARGUMENT', message, at);
  }
  const [document, path, ...variables] = pathArguments(tree.jsonPathInvocation(), read);
  const words = [
    wrapped,
    tree.KW_OMIT() ? 'omit' : 'keep',
    ...[tree._emptyBehavior, tree._errorBehavior].map(queryBehaviour),
  ];
  return newCall('json_query', at, [document!, path!, ...words.map((text) => word(text, at)), ...variables]);
}

function queryBehaviour(tree: JsonQueryBehaviorContext | undefined): string {
  if (!tree || tree.KW_NULL()) return 'null';
  if (tree.KW_ERROR()) return 'error';
  return tree.KW_ARRAY() ? '[]' : '{}';
}

/** The document, the path, and the names and values that PASSING gives to it by turns. */
function pathArguments(tree: JsonPathInvocationContext, read: Read): Expression[] {
  const at = positionOf(tree.string());
  const path = readString(tree.string());
  checkPath(path, at);
  const variables = tree.jsonArgument().flatMap((argument) => {
    const name = argument.identifier();
    const { text } = readIdentifier(name);
    const isQuoted = name instanceof Tree.QuotedIdentifierContext;
    return [word(isQuoted ? text : text.toUpperCase(), at), plain(argument.jsonValueExpression(), read)];
  });
  return [plain(tree.jsonValueExpression(), read), word(path, at), ...variables];
}

function checkPath(path: string, at: Position): void {
  try {
    readPath(path);
  } catch (error) {
    const raised = raisedBy(error);
    throw raised ? new TrinoError(raised.name, raised.message, at) : error;
  }
}

/** A document is JSON text whether or not it says so. */
function plain(tree: JsonValueExpressionContext, read: Read): Expression {
  if (tree.jsonRepresentation()?.KW_ENCODING()) refuse(tree, 'FORMAT JSON with ENCODING');
  return read(tree.expression());
}

const MAKES_JSON = new Set(['json_object', 'json_array', 'json_query']);

/** A value, and whether it is JSON text already. */
function formatted(tree: JsonValueExpressionContext, read: Read): Expression[] {
  const value = plain(tree, read);
  const isJson = tree.KW_FORMAT() !== null || (value.kind === 'call' && MAKES_JSON.has(value.name));
  return [value, word(isJson ? 'json' : 'value', value.at)];
}
