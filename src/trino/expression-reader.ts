import type { Token } from 'antlr4ng';
import type {
  BooleanExpressionContext,
  ColumnRefContext,
  ExpressionContext,
  OverContext,
  PrimaryExpressionContext,
  QueryContext,
  SortItemContext,
  TimeZoneSpecifierContext,
  ValueExpressionContext,
  WindowSpecificationContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { Expression, Query, SortItem, Window } from './syntax.ts';
import type { RangeReader } from './text-range.ts';

import { readFunctionCall, readSpecialCall } from './call-reader.ts';
import { positionOf, refuse, Tree } from './grammar.ts';
import { readJson } from './json-reader.ts';
import { readLiteral } from './literal-reader.ts';
import { readIdentifier, readNames, readString } from './name-reader.ts';
import { readCondition } from './predicate-reader.ts';
import { readType } from './type-reader.ts';
import { windowReader } from './window-reader.ts';

type AnyExpression = ExpressionContext | BooleanExpressionContext | ValueExpressionContext | PrimaryExpressionContext;

/** The readers of expressions, and of the clauses beside them in a query. */
export type ExpressionReader = {
  readonly expression: (tree: AnyExpression) => Expression;
  readonly column: (tree: ColumnRefContext) => Expression;
  readonly sortItem: (tree: SortItemContext) => SortItem;
  readonly window: (tree: WindowSpecificationContext) => Window;
};

/** The readers that the parts of an expression are read with. */
export type ExpressionReaders = {
  readonly expression: (tree: AnyExpression) => Expression;
  readonly expressions: (trees: readonly AnyExpression[]) => Expression[];
  readonly sortItem: (tree: SortItemContext) => SortItem;
  readonly over: (tree: OverContext | null) => Window | undefined;
  /** Reads the queries inside expressions. */
  readonly query: (tree: QueryContext) => Query;
  /** Returns the index of a `?` among those of the statement, from 0. */
  readonly parameterIndex: (token: Token) => number;
};

/** Returns the readers of the expressions of one parse tree. */
export function expressionReader({
  query,
  parameterIndex,
  rangeOf,
}: Pick<ExpressionReaders, 'query' | 'parameterIndex'> & { readonly rangeOf: RangeReader }): ExpressionReader {
  const expression = (tree: AnyExpression): Expression => {
    const node = readExpression(tree, readers);
    return node.range ? node : { ...node, range: rangeOf(tree) };
  };
  const column = (tree: ColumnRefContext): Expression => {
    const name = tree.qualifiedName();
    return name ? { kind: 'column', at: positionOf(tree), range: rangeOf(tree), name: readNames(name) } : refuse(tree);
  };
  const sortItem = (tree: SortItemContext): SortItem => {
    const columnRef = tree.columnRef();
    return {
      at: positionOf(tree),
      expression: columnRef ? column(columnRef) : expression(tree.expression()!),
      descending: tree.KW_DESC() !== null,
      nullsFirst: tree.KW_NULLS() ? tree.KW_FIRST() !== null : undefined,
    };
  };
  const { over, window } = windowReader(expression, sortItem);
  const expressions = (trees: readonly AnyExpression[]) => trees.map(expression);
  const readers: ExpressionReaders = { expression, expressions, sortItem, over, query, parameterIndex };
  return { expression, column, sortItem, window };
}

function readExpression(tree: AnyExpression, readers: ExpressionReaders): Expression {
  if (tree instanceof Tree.ExpressionContext) return readers.expression(tree.booleanExpression());
  if (tree instanceof Tree.ValueExpressionDefaultContext) return readers.expression(tree.primaryExpression());
  if (tree instanceof Tree.ParenthesizedExpressionContext) return readers.expression(tree.expression());
  if (tree instanceof Tree.BooleanExpressionContext) return readCondition(tree, readers);
  if (tree instanceof Tree.ValueExpressionContext) return operation(tree, readers);
  return (
    readLiteral(tree) ?? readSpecialCall(tree, readers) ?? readJson(tree, readers.expression) ?? primary(tree, readers)
  );
}

function primary(tree: PrimaryExpressionContext, readers: ExpressionReaders): Expression {
  const at = positionOf(tree);
  if (tree instanceof Tree.ParameterContext) {
    return { kind: 'parameter', at, index: readers.parameterIndex(tree.QUESTION_MARK().symbol) };
  }
  if (tree instanceof Tree.ColumnReferenceContext) {
    return { kind: 'column', at, name: readNames(tree.columnName().qualifiedName()) };
  }
  if (tree instanceof Tree.DereferenceContext) {
    return {
      kind: 'field',
      at,
      base: readers.expression(tree.primaryExpression()),
      name: readIdentifier(tree.identifier()),
    };
  }
  if (tree instanceof Tree.FunctionCallContext) return readFunctionCall(tree, readers);
  if (tree instanceof Tree.CastContext) {
    const operand = readers.expression(tree.expression());
    return { kind: 'cast', at, forgiving: tree.KW_TRY_CAST() !== null, operand, type: readType(tree.type()) };
  }
  if (tree instanceof Tree.SimpleCaseContext || tree instanceof Tree.SearchedCaseContext) {
    const whens = tree.whenClause().map((when) => {
      const [test, result] = readers.expressions(when.expression());
      return { condition: test!, result: result! };
    });
    const operand = tree instanceof Tree.SimpleCaseContext ? readers.expression(tree._operand!) : undefined;
    return {
      kind: 'case',
      at,
      operand,
      whens,
      otherwise: tree._elseExpression && readers.expression(tree._elseExpression),
    };
  }
  if (tree instanceof Tree.ArrayConstructorContext)
    return { kind: 'array', at, items: readers.expressions(tree.expression()) };
  if (tree instanceof Tree.RowConstructorContext)
    return { kind: 'row', at, items: readers.expressions(tree.expression()) };
  if (tree instanceof Tree.SubscriptContext) {
    return {
      kind: 'subscript',
      at,
      operand: readers.expression(tree._value!),
      index: readers.expression(tree._index!),
    };
  }
  if (tree instanceof Tree.LambdaContext) {
    return {
      kind: 'lambda',
      at,
      parameters: tree.identifier().map(readIdentifier),
      body: readers.expression(tree.expression()),
    };
  }
  if (tree instanceof Tree.SubqueryExpressionContext)
    return { kind: 'subquery', at, query: readers.query(tree.query()) };
  if (tree instanceof Tree.ExistsContext) return { kind: 'exists', at, query: readers.query(tree.query()) };
  return refuse(tree);
}

function operation(tree: ValueExpressionContext, readers: ExpressionReaders): Expression {
  if (tree instanceof Tree.ArithmeticBinaryContext) {
    const [left, right] = readers.expressions(tree.valueExpression());
    const token = tree._operator!;
    return { kind: 'arithmetic', at: positionOf(token), operator: token.text ?? '', left: left!, right: right! };
  }
  if (tree instanceof Tree.ConcatenationContext) {
    const [left, right] = readers.expressions(tree.valueExpression());
    return { kind: 'concatenation', at: positionOf(tree.CONCAT().symbol), left: left!, right: right! };
  }
  if (tree instanceof Tree.ArithmeticUnaryContext) {
    const operator = tree.MINUS() ? '-' : '+';
    return { kind: 'unary', at: positionOf(tree), operator, operand: readers.expression(tree.valueExpression()) };
  }
  if (tree instanceof Tree.AtTimeZoneContext) {
    const specifier = tree.timeZoneSpecifier();
    const operand = readers.expression(tree.valueExpression());
    return {
      kind: 'at time zone',
      at: positionOf(tree.KW_AT().symbol),
      operand,
      zone: zoneText(specifier),
    };
  }
  return refuse(tree);
}

/** A zone by its name, or by an interval: `INTERVAL '5:30' HOUR TO MINUTE` is `+05:30`. */
function zoneText(tree: TimeZoneSpecifierContext): string {
  if (tree instanceof Tree.TimeZoneStringContext) return readString(tree.string());
  if (!(tree instanceof Tree.TimeZoneIntervalContext)) return refuse(tree);
  const interval = tree.interval();
  const written = readString(interval.string());
  const match = /^(-?)(\d{1,2})(?::(\d{1,2}))?$/.exec(written);
  if (!match || interval._from_?.getText().toLowerCase() !== 'hour')
    return refuse(tree, 'AT TIME ZONE with such an interval');
  const negative = (match[1] === '-') !== (interval._sign?.text === '-');
  return `${negative ? '-' : '+'}${match[2]!.padStart(2, '0')}:${(match[3] ?? '0').padStart(2, '0')}`;
}
