import type {
  ExpressionContext,
  JsonPathInvocationContext,
  JsonValueExpressionContext,
  PrimaryExpressionContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { Expression } from './syntax.ts';

import { positionOf, refuse, Tree } from './grammar.ts';
import { readString } from './name-reader.ts';
import { readType } from './type-reader.ts';

type Read = (tree: ExpressionContext) => Expression;

/** The SQL/JSON functions, which have a syntax of their own, as plain calls; undefined for any other expression. */
export function readJson(tree: PrimaryExpressionContext, read: Read): Expression | undefined {
  const at = positionOf(tree);
  const call = (name: string, args: readonly Expression[]): Expression => ({
    kind: 'call',
    at,
    name,
    arguments: args,
    star: false,
    distinct: false,
    orderBy: [],
  });
  if (tree instanceof Tree.JsonValueContext) {
    if (tree.jsonValueBehavior().some((behaviour) => !behaviour.KW_NULL()))
      refuse(tree, 'JSON_VALUE with DEFAULT or ERROR');
    const value = call('json_value', pathArguments(tree.jsonPathInvocation(), read));
    const type = tree.type();
    return type ? { kind: 'cast', at, forgiving: true, operand: value, type: readType(type) } : value;
  }
  if (tree instanceof Tree.JsonExistsContext) {
    if (tree.jsonExistsErrorBehavior()) refuse(tree, 'JSON_EXISTS with ON ERROR');
    return call('json_exists', pathArguments(tree.jsonPathInvocation(), read));
  }
  if (tree instanceof Tree.JsonQueryContext) {
    if (tree.KW_RETURNING() || tree.KW_QUOTES() || tree.jsonQueryBehavior().length > 0)
      refuse(tree, 'This form of JSON_QUERY');
    const wrapper = tree.jsonQueryWrapperBehavior();
    const wrapped = wrapper?.KW_CONDITIONAL() ? 'conditional' : wrapper?.KW_WITH() ? 'always' : 'never';
    const args = pathArguments(tree.jsonPathInvocation(), read);
    return call('json_query', [...args, { kind: 'string', at, value: wrapped }]);
  }
  if (tree instanceof Tree.JsonObjectContext) {
    if (tree.KW_RETURNING() || tree.KW_ABSENT() || tree.KW_UNIQUE()) refuse(tree, 'This form of JSON_OBJECT');
    return call(
      'json_object',
      tree
        .jsonObjectMember()
        .flatMap((member) => [read(member.expression()), value(member.jsonValueExpression(), read)]),
    );
  }
  if (tree instanceof Tree.JsonArrayContext) {
    if (tree.KW_RETURNING() || tree.KW_NULL().length > 0) refuse(tree, 'This form of JSON_ARRAY');
    return call(
      'json_array',
      tree.jsonValueExpression().map((item) => value(item, read)),
    );
  }
  return undefined;
}

function pathArguments(tree: JsonPathInvocationContext, read: Read): Expression[] {
  if (tree.KW_PASSING()) refuse(tree, 'PASSING in a JSON path');
  return [
    value(tree.jsonValueExpression(), read),
    { kind: 'string', at: positionOf(tree), value: readString(tree.string()) },
  ];
}

function value(tree: JsonValueExpressionContext, read: Read): Expression {
  if (tree.KW_FORMAT()) refuse(tree, 'FORMAT JSON');
  return read(tree.expression());
}
