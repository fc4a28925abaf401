import type { Call, Expression, Name } from '../../../trino/syntax.ts';
import type { Context, TypedSql } from '../context.ts';

import { newCall } from '../../../trino/call-reader.ts';
import { TrinoError } from '../../../trino/error.ts';
import { ORDER_BY, withFields } from '../context.ts';
import { arithmetic, negation, positive } from '../operators/arithmetic.ts';
import { atTimeZone } from '../operators/at-time-zone.ts';
import { cast } from '../operators/cast.ts';
import { alike, field, row, subscript } from '../operators/composite.ts';
import { intervalLiteral } from '../operators/interval.ts';
import {
  binaryLiteral,
  doubleLiteral,
  integerLiteral,
  NULL,
  stringLiteral,
  typedLiteral,
} from '../operators/literal.ts';
import { between, comparison, condition, distinctFrom, inList, like } from '../operators/predicate.ts';
import { dotted, resolveColumn } from '../scope.ts';
import { array, BOOLEAN, INTEGER } from '../types/type.ts';
import { resolveType } from '../types/type-name.ts';
import { translateCall } from './call.ts';
import { current } from './current.ts';
import { againstQuery, scalarSubquery } from './subquery.ts';

/** Translates an expression. Throws a `TrinoError` for a wrong one, and NOT_SUPPORTED for a part that has no translation. */
export function translateExpression(node: Expression, context: Context): TypedSql {
  const { aggregation } = context;
  const ungrouped = aggregation?.ungrouped.length ?? 0;
  const result = translate(node, context);
  // a grouping expression as a whole covers the columns inside it
  if (aggregation?.keys.has(result.sql)) aggregation.ungrouped.length = ungrouped;
  return result;
}

function translate(node: Expression, context: Context): TypedSql {
  return literal(node) ?? predicate(node, context) ?? operation(node, context);
}

function literal(node: Expression): TypedSql | undefined {
  switch (node.kind) {
    case 'null':
      return NULL;
    case 'boolean':
      return { sql: node.value ? 'TRUE' : 'FALSE', type: BOOLEAN };
    case 'integer':
      return integerLiteral(node.text, node.at);
    case 'decimal':
    case 'double':
      return doubleLiteral(node.text);
    case 'string':
      return stringLiteral(node.value);
    case 'binary':
      return binaryLiteral(node.hex, node.at);
    case 'typed':
      return typedLiteral(node);
    case 'interval':
      return intervalLiteral(node);
    default:
      return undefined;
  }
}

function predicate(node: Expression, context: Context): TypedSql | undefined {
  const { at } = node;
  const go = (inner: Expression): TypedSql => translateExpression(inner, context);
  switch (node.kind) {
    case 'not':
      return { sql: `(NOT ${condition(go(node.operand), 'Value of logical NOT expression', at)})`, type: BOOLEAN };
    case 'logical': {
      const terms = node.terms.map((term) => condition(go(term), 'Logical expression term', term.at));
      return { sql: `(${terms.join(` ${node.operator} `)})`, type: BOOLEAN };
    }
    case 'comparison':
      return comparison(node.operator, go(node.left), go(node.right), at);
    case 'distinct':
      return distinctFrom(node.negated, go(node.left), go(node.right), at);
    case 'between':
      return between(node.negated, go(node.operand), go(node.low), go(node.high), at);
    case 'in':
      return inList(node.negated, go(node.operand), node.list.map(go), at);
    case 'like':
      return like(node.negated, go(node.operand), go(node.pattern), node.escape && go(node.escape), at);
    case 'is null':
      return { sql: `(${go(node.operand).sql} IS ${node.negated ? 'NOT ' : ''}NULL)`, type: BOOLEAN };
    case 'in query':
    case 'quantified':
      return againstQuery(node, go(node.kind === 'in query' ? node.operand : node.left), context);
    case 'exists':
      return { sql: `EXISTS (${context.query(node.query, context).sql})`, type: BOOLEAN };
    default:
      return undefined;
  }
}

function operation(node: Expression, context: Context): TypedSql {
  const { at } = node;
  const go = (inner: Expression): TypedSql => translateExpression(inner, context);
  switch (node.kind) {
    case 'parameter':
      return context.session.parameters[node.index]!;
    case 'column':
      return column(node.name, context);
    case 'field':
      return field(go(node.base), node.name);
    case 'subquery':
      return scalarSubquery(node, context);
    case 'unary':
      return node.operator === '-' ? negation(go(node.operand), at) : positive(go(node.operand), at);
    case 'arithmetic':
      return arithmetic(node.operator, go(node.left), go(node.right), at);
    case 'concatenation':
      return translateCall(newCall('concat', at, [node.left, node.right]), context);
    case 'at time zone':
      return atTimeZone(go(node.operand), node.zone, at);
    case 'cast':
      return castNode(node, context);
    case 'case':
      return caseNode(node, context);
    case 'array': {
      const items = node.items.map(go);
      const { values, type } = alike(items, at, 'All ARRAY elements must be the same type');
      return { sql: `[${values.join(', ')}]`, type: array(type), items };
    }
    case 'row':
      return row(node.items.map(go));
    case 'subscript':
      return subscript(go(node.operand), go(node.index), at);
    case 'lambda':
      throw new TrinoError('TYPE_MISMATCH', 'Lambda expression should always be used inside a function', at);
    case 'extract':
      return extracted(node, context);
    case 'current':
      return current(node, context);
    case 'grouping':
      return grouping(node, context);
    case 'call':
      return translateCall(node, context);
    default:
      throw new Error(`an expression of the kind ${node.kind} has no translation`);
  }
}

function column(name: readonly Name[], context: Context): TypedSql {
  const { field: found, rest, depth } = resolveColumn(name, context.scope);
  if (found.refusal) throw new TrinoError('COLUMN_NOT_FOUND', found.refusal);
  const ownDepth = context.clause === ORDER_BY && context.aggregation ? 1 : 0;
  if (depth === ownDepth) context.aggregation?.ungrouped.push({ name: dotted(name), at: name[0]!.at });
  return rest.reduce<TypedSql>(field, { sql: found.sql, type: found.type });
}

/** The fields of EXTRACT that are functions of the same name. */
const EXTRACT_FIELDS =
  'year quarter month week day day_of_week day_of_year year_of_week hour minute second timezone_hour timezone_minute';

const EXTRACT_ALIASES: Readonly<Record<string, string>> = {
  day_of_month: 'day',
  dow: 'day_of_week',
  doy: 'day_of_year',
  yow: 'year_of_week',
};

function extracted(node: Extract<Expression, { kind: 'extract' }>, context: Context): TypedSql {
  if (translateExpression(node.operand, context).type.kind !== 'unknown') return translateCall(extract(node), context);
  const message = `Cannot extract ${node.field.toUpperCase()} from unknown`;
  throw new TrinoError('TYPE_MISMATCH', message, node.operand.at);
}

function extract(node: Extract<Expression, { kind: 'extract' }>): Call {
  const name = EXTRACT_ALIASES[node.field] ?? node.field;
  if (!EXTRACT_FIELDS.split(' ').includes(name))
    throw new TrinoError('SYNTAX_ERROR', `Invalid EXTRACT field: ${node.field}`, node.at);
  return newCall(name, node.at, [node.operand]);
}

function castNode(node: Extract<Expression, { kind: 'cast' }>, context: Context): TypedSql {
  const operand = translateExpression(node.operand, context);
  const result = cast(operand, resolveType(node.type), node.at);
  return node.forgiving ? { sql: `TRY(${result.sql})`, type: result.type } : result;
}

function caseNode(node: Extract<Expression, { kind: 'case' }>, context: Context): TypedSql {
  const operand = node.operand && translateExpression(node.operand, context);
  const tests = node.whens.map(({ condition: test }) => {
    const value = translateExpression(test, context);
    return operand ? comparison('=', operand, value, test.at).sql : condition(value, 'CASE WHEN clause', test.at);
  });
  const results = node.whens.map(({ result }) => translateExpression(result, context));
  const otherwise = node.otherwise ? translateExpression(node.otherwise, context) : NULL;
  const { values, type } = alike(
    [...results, otherwise],
    node.at,
    'All CASE results must be the same type or coercible to a common type',
  );
  const whens = tests.map((test, index) => `WHEN ${test} THEN ${values[index]}`);
  return { sql: `CASE ${whens.join(' ')} ELSE ${values.at(-1)} END`, type };
}

function grouping(node: Extract<Expression, { kind: 'grouping' }>, context: Context): TypedSql {
  if (!context.aggregation?.grouped) {
    throw new TrinoError(
      'MISSING_GROUP_BY',
      'A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause',
      node.at,
    );
  }
  const columns = node.columns.map((inner) => translateExpression(inner, withFields(context, [])).sql);
  return { sql: `CAST(GROUPING(${columns.join(', ')}) AS INTEGER)`, type: INTEGER };
}
