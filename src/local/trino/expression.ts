import type { Context, TranslatedQuery, Typed } from './context.ts';
import type { Position } from './error.ts';
import type { Expression, Name } from './syntax.ts';
import type { Type } from './type.ts';

import { arithmetic, negation } from './arithmetic.ts';
import { translateCall } from './call.ts';
import { cast } from './cast.ts';
import { coerce, commonType } from './coercion.ts';
import { withFields } from './context.ts';
import { TrinoError } from './error.ts';
import { intervalLiteral } from './interval.ts';
import { binaryLiteral, doubleLiteral, integerLiteral, NULL, stringLiteral, typedLiteral } from './literal.ts';
import { between, comparison, condition, distinctFrom, inList, like } from './predicate.ts';
import { dotted, resolveColumn } from './scope.ts';
import {
  array,
  BIGINT,
  BOOLEAN,
  DATE,
  display,
  INTEGER,
  isInteger,
  quoteName,
  quoteText,
  UNKNOWN,
  VARCHAR,
} from './type.ts';
import { resolveType } from './type-name.ts';
import { parseZone } from './zone.ts';

/** An expression in DuckDB's words, with its Trino type. Throws `TrinoError` for what is wrong or not known. */
export function translateExpression(node: Expression, context: Context): Typed {
  const { aggregation } = context;
  const loose = aggregation?.loose.length ?? 0;
  const result = translate(node, context);
  // a grouping expression as a whole covers the columns inside it
  if (aggregation?.keys.has(result.sql)) aggregation.loose.length = loose;
  return result;
}

function translate(node: Expression, context: Context): Typed {
  const { at } = node;
  const go = (inner: Expression): Typed => translateExpression(inner, context);
  switch (node.kind) {
    case 'null':
      return NULL;
    case 'boolean':
      return { sql: node.value ? 'TRUE' : 'FALSE', type: BOOLEAN };
    case 'integer':
      return integerLiteral(node.text, at);
    case 'decimal':
    case 'double':
      return doubleLiteral(node.text);
    case 'string':
      return stringLiteral(node.value);
    case 'binary':
      return binaryLiteral(node.hex, at);
    case 'typed':
      return typedLiteral(node);
    case 'interval':
      return intervalLiteral(node);
    case 'parameter':
      return parameter(node.index, context, at);
    case 'column':
      return column(node.name, context);
    case 'field':
      return field(go(node.base), node.name);
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
      return againstQuery(node, context);
    case 'exists':
      return { sql: `EXISTS (${context.query(node.query, context).sql})`, type: BOOLEAN };
    case 'subquery':
      return scalarSubquery(node, context);
    case 'unary':
      return node.operator === '-' ? negation(go(node.operand), at) : go(node.operand);
    case 'arithmetic':
      return arithmetic(node.operator, go(node.left), go(node.right), at);
    case 'concatenation':
      return translateCall(concatenation(node), context, translateExpression);
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
      return translateCall(extract(node), context, translateExpression);
    case 'current':
      return current(node, context);
    case 'grouping':
      return grouping(node, context);
    case 'call':
      return translateCall(node, context, translateExpression);
  }
}

function parameter(index: number, { session }: Context, at: Position): Typed {
  const value = session.parameters[index];
  if (value) return value;
  const message = `Incorrect number of parameters: expected ${index + 1} but found ${session.parameters.length}`;
  throw new TrinoError('INVALID_PARAMETER_USAGE', message, at);
}

function column(name: readonly Name[], context: Context): Typed {
  const { field: found, rest, depth } = resolveColumn(name, context.scope);
  found.note?.();
  if (depth === 0 && context.aggregation) context.aggregation.loose.push({ name: dotted(name), at: name[0]!.at });
  return rest.reduce<Typed>(field, { sql: found.sql, type: found.type });
}

function field(base: Typed, name: Name): Typed {
  if (base.type.kind !== 'row') {
    throw new TrinoError('TYPE_MISMATCH', `Expression ${name.text} is not of type ROW`, name.at);
  }
  const found = base.type.fields.find((candidate) => candidate.name?.toLowerCase() === name.text.toLowerCase());
  if (!found)
    throw new TrinoError('COLUMN_NOT_FOUND', `Column '${name.text.toLowerCase()}' cannot be resolved`, name.at);
  return { sql: `struct_extract(${base.sql}, ${quoteText(found.stored)})`, type: found.type };
}

function againstQuery(node: Extract<Expression, { kind: 'in query' | 'quantified' }>, context: Context): Typed {
  const { at } = node;
  const left = translateExpression(node.kind === 'in query' ? node.operand : node.left, context);
  const query = context.query(node.query, context);
  const [output, ...others] = query.fields;
  if (others.length > 0 && node.kind === 'in query') return rowInQuery(node, left, query);
  if (!output || others.length > 0) {
    throw new TrinoError('NOT_SUPPORTED', 'Multiple columns returned by subquery are not yet supported', at);
  }
  const common = commonType(left.type, output.type);
  if (!common) {
    const message = `Value expression and result of subquery must be of the same type: ${display(left.type)} vs ${display(output.type)}`;
    throw new TrinoError('TYPE_MISMATCH', message, at);
  }
  const value = coerce(left.sql, left.type, common);
  const converted = coerce(`q."${output.column}"`, output.type, common);
  const rows = converted === `q."${output.column}"` ? query.sql : `SELECT ${converted} FROM (${query.sql}) AS q`;
  const operator = node.kind === 'in query' ? `${node.negated ? 'NOT ' : ''}IN` : `${node.operator} ${node.quantifier}`;
  return { sql: `(${value} ${operator} (${rows}))`, type: BOOLEAN };
}

/** A row among the rows of a query. With a NULL in either it is simply not found, as in Trino. */
function rowInQuery(node: Extract<Expression, { kind: 'in query' }>, left: Typed, query: TranslatedQuery): Typed {
  const { type } = left;
  if (type.kind !== 'row' || type.fields.length !== query.fields.length) {
    throw new TrinoError('TYPE_MISMATCH', 'Value expression and result of subquery must be of the same type', node.at);
  }
  const pairs = type.fields.map((field, index) => {
    const output = query.fields[index]!;
    const value = { sql: `struct_extract(${left.sql}, ${quoteText(field.stored)})`, type: field.type };
    return comparison('=', value, { sql: `q.${quoteName(output.column)}`, type: output.type }, node.at).sql;
  });
  const found = `EXISTS (SELECT 1 FROM (${query.sql}) AS q WHERE ${pairs.join(' AND ')})`;
  return { sql: node.negated ? `(NOT ${found})` : found, type: BOOLEAN };
}

function scalarSubquery(node: Extract<Expression, { kind: 'subquery' }>, context: Context): Typed {
  const query = context.query(node.query, context);
  const [output, ...others] = query.fields;
  if (!output || others.length > 0) {
    throw new TrinoError('NOT_SUPPORTED', 'Multiple columns returned by subquery are not yet supported', node.at);
  }
  return { sql: `(${query.sql})`, type: output.type };
}

function concatenation(node: Extract<Expression, { kind: 'concatenation' }>): Extract<Expression, { kind: 'call' }> {
  return {
    kind: 'call',
    at: node.at,
    name: 'concat',
    arguments: [node.left, node.right],
    star: false,
    distinct: false,
    orderBy: [],
  };
}

const EXTRACT_FUNCTIONS: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  day_of_month: 'day',
  day_of_week: 'day_of_week',
  dow: 'day_of_week',
  day_of_year: 'day_of_year',
  doy: 'day_of_year',
  year_of_week: 'year_of_week',
  yow: 'year_of_week',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  timezone_hour: 'timezone_hour',
  timezone_minute: 'timezone_minute',
};

function extract(node: Extract<Expression, { kind: 'extract' }>): Extract<Expression, { kind: 'call' }> {
  const name = EXTRACT_FUNCTIONS[node.field];
  if (!name) throw new TrinoError('SYNTAX_ERROR', `Invalid EXTRACT field: ${node.field}`, node.at);
  return { kind: 'call', at: node.at, name, arguments: [node.operand], star: false, distinct: false, orderBy: [] };
}

/** A timestamp without a zone is taken as the session's, which is UTC. */
export function atTimeZone(operand: Typed, text: string, at: Position): Typed {
  const zone = parseZone(text);
  if (!zone) throw new TrinoError('INVALID_FUNCTION_ARGUMENT', `'${text}' is not a valid time zone`, at);
  const { sql, type } = operand;
  if (type.kind === 'timestamp with time zone') return { sql, type: { ...type, zone } };
  if (type.kind === 'timestamp') {
    return {
      sql: `timezone('UTC', ${sql})`,
      type: { kind: 'timestamp with time zone', precision: type.precision, zone },
    };
  }
  const message = `Type of value must be a time or timestamp with or without time zone (actual ${display(type)})`;
  throw new TrinoError('TYPE_MISMATCH', message, at);
}

function castNode(node: Extract<Expression, { kind: 'cast' }>, context: Context): Typed {
  const operand = translateExpression(node.operand, context);
  const result = cast(operand, resolveType(node.type), node.at);
  return node.forgiving ? { sql: `TRY(${result.sql})`, type: result.type } : result;
}

function caseNode(node: Extract<Expression, { kind: 'case' }>, context: Context): Typed {
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

/** Converts values to their common type. Throws TYPE_MISMATCH. */
export function alike(items: readonly Typed[], at: Position, message: string): { values: string[]; type: Type } {
  let type: Type = UNKNOWN;
  for (const item of items) {
    const common = commonType(type, item.type);
    if (!common)
      throw new TrinoError(
        'TYPE_MISMATCH',
        `${message}. Cannot find common type between ${display(type)} and ${display(item.type)}`,
        at,
      );
    type = common;
  }
  return { values: items.map((item) => coerce(item.sql, item.type, type)), type };
}

function row(items: readonly Typed[]): Typed {
  const fields = items.map(({ type }, index) => ({ stored: `f${index + 1}`, type }));
  return {
    sql: `struct_pack(${items.map(({ sql }, index) => `f${index + 1} := ${sql}`).join(', ')})`,
    type: { kind: 'row', fields },
  };
}

function subscript(operand: Typed, index: Typed, at: Position): Typed {
  const { type } = operand;
  if (type.kind === 'array' && isInteger(index.type)) {
    return { sql: `trino.subscript(${operand.sql}, ${coerce(index.sql, index.type, BIGINT)})`, type: type.element };
  }
  if (type.kind === 'map' && commonType(type.key, index.type)) {
    return { sql: `trino.map_subscript(${operand.sql}, ${coerce(index.sql, index.type, type.key)})`, type: type.value };
  }
  if (type.kind === 'row' && index.number !== undefined && type.fields[index.number - 1]) {
    const found = type.fields[index.number - 1]!;
    return { sql: `struct_extract(${operand.sql}, ${quoteText(found.stored)})`, type: found.type };
  }
  throw new TrinoError('TYPE_MISMATCH', `Cannot subscript ${display(type)} with ${display(index.type)}`, at);
}

function current(node: Extract<Expression, { kind: 'current' }>, { session }: Context): Typed {
  const precision = Math.min(node.precision ?? 3, 6);
  const now: Typed = {
    sql: `trino.now(${precision})`,
    type: { kind: 'timestamp with time zone', precision, zone: 'UTC' },
  };
  switch (node.what) {
    case 'date':
      return {
        sql: `CAST(timezone('UTC', now()) AS DATE)`,
        type: DATE,
      };
    case 'timestamp':
      return now;
    case 'local timestamp':
      return { sql: `timezone('UTC', ${now.sql})`, type: { kind: 'timestamp', precision } };
    case 'local time':
      return { sql: `CAST(timezone('UTC', ${now.sql}) AS TIME)`, type: { kind: 'time', precision } };
    case 'schema':
      return { sql: quoteText(session.database), type: VARCHAR };
    default:
      return { sql: `'awsdatacatalog'`, type: VARCHAR };
  }
}

function grouping(node: Extract<Expression, { kind: 'grouping' }>, context: Context): Typed {
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
