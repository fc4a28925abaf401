import type { Token } from 'antlr4ng';
import type {
  BooleanExpressionContext,
  ColumnRefContext,
  ExpressionContext,
  FilterContext,
  FunctionCallContext,
  ListAggContext,
  PredicatedContext,
  PrimaryExpressionContext,
  QueryContext,
  SortItemContext,
  TimeZoneSpecifierContext,
  TrimContext,
  ValueExpressionContext,
  WindowSpecificationContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { Call, Expression, Name, Query, SortItem, Window } from './syntax.ts';
import type { RangeReader } from './text-range.ts';

import { TrinoError } from './error.ts';
import { positionOf, refuse, Tree } from './grammar.ts';
import { readJson } from './json-reader.ts';
import { readLiteral } from './literal-reader.ts';
import { readIdentifier, readNames, readString } from './name-reader.ts';
import { readType } from './type-reader.ts';
import { windowReader } from './window-reader.ts';

type AnyExpression = ExpressionContext | BooleanExpressionContext | ValueExpressionContext | PrimaryExpressionContext;

export type ExpressionReader = {
  readonly expression: (tree: AnyExpression) => Expression;
  readonly column: (tree: ColumnRefContext) => Expression;
  readonly sortItem: (tree: SortItemContext) => SortItem;
  readonly window: (tree: WindowSpecificationContext) => Window;
};

type Readers = {
  /** Reads the queries inside of expressions. */
  readonly query: (tree: QueryContext) => Query;
  /** The number of a `?` among those of the statement, from 0. */
  readonly parameterIndex: (token: Token) => number;
  readonly rangeOf: RangeReader;
};

/** Reads expressions out of the parse tree. */
export function expressionReader({ query: readQuery, parameterIndex, rangeOf }: Readers): ExpressionReader {
  function expression(tree: AnyExpression): Expression {
    const node = read(tree);
    return node.range ? node : { ...node, range: rangeOf(tree) };
  }

  function read(tree: AnyExpression): Expression {
    if (tree instanceof Tree.ExpressionContext) return expression(tree.booleanExpression());
    if (tree instanceof Tree.ValueExpressionDefaultContext) return expression(tree.primaryExpression());
    if (tree instanceof Tree.ParenthesizedExpressionContext) return expression(tree.expression());
    if (tree instanceof Tree.BooleanExpressionContext) return condition(tree);
    if (tree instanceof Tree.ValueExpressionContext) return operation(tree);
    return readLiteral(tree) ?? special(tree) ?? readJson(tree, expression) ?? primary(tree);
  }

  const windows = windowReader(expression, sortItem);
  const all = (trees: readonly AnyExpression[]): Expression[] => trees.map(expression);

  function condition(tree: BooleanExpressionContext): Expression {
    const at = positionOf(tree);
    if (tree instanceof Tree.PredicatedContext) return predicated(tree);
    if (tree instanceof Tree.LogicalNotContext) {
      return { kind: 'not', at, operand: expression(tree.booleanExpression()) };
    }
    if (tree instanceof Tree.AndContext) {
      return { kind: 'logical', at, operator: 'AND', terms: all(tree.booleanExpression()) };
    }
    if (tree instanceof Tree.OrContext) {
      return { kind: 'logical', at, operator: 'OR', terms: all(tree.booleanExpression()) };
    }
    return refuse(tree);
  }

  function predicated(tree: PredicatedContext): Expression {
    const operand = expression(tree.valueExpression());
    const predicate = tree.predicate();
    if (!predicate) return operand;
    const at = positionOf(predicate);
    if (predicate instanceof Tree.ComparisonContext) {
      const operator = comparison(predicate.comparisonOperator().getText());
      return { kind: 'comparison', at, operator, left: operand, right: expression(predicate.valueExpression()) };
    }
    if (predicate instanceof Tree.QuantifiedComparisonContext) {
      const operator = comparison(predicate.comparisonOperator().getText());
      const quantifier = predicate.comparisonQuantifier().KW_ALL() ? 'ALL' : 'ANY';
      return { kind: 'quantified', at, operator, quantifier, left: operand, query: readQuery(predicate.query()) };
    }
    if (predicate instanceof Tree.NullPredicateContext) {
      return { kind: 'is null', at, negated: predicate.KW_NOT() !== null, operand };
    }
    if (predicate instanceof Tree.DistinctFromContext) {
      const negated = predicate.KW_NOT() !== null;
      return { kind: 'distinct', at, negated, left: operand, right: expression(predicate.valueExpression()) };
    }
    if (predicate instanceof Tree.BetweenContext) {
      const [low, high] = all(predicate.valueExpression());
      return { kind: 'between', at, negated: predicate.KW_NOT() !== null, operand, low: low!, high: high! };
    }
    if (predicate instanceof Tree.InListContext) {
      return { kind: 'in', at, negated: predicate.KW_NOT() !== null, operand, list: all(predicate.expression()) };
    }
    if (predicate instanceof Tree.InSubqueryContext) {
      return {
        kind: 'in query',
        at,
        negated: predicate.KW_NOT() !== null,
        operand,
        query: readQuery(predicate.query()),
      };
    }
    if (predicate instanceof Tree.LikeContext) {
      const [pattern, escapedBy] = all(predicate.valueExpression());
      return { kind: 'like', at, negated: predicate.KW_NOT() !== null, operand, pattern: pattern!, escape: escapedBy };
    }
    return refuse(predicate);
  }

  function operation(tree: ValueExpressionContext): Expression {
    if (tree instanceof Tree.ArithmeticBinaryContext) {
      const [left, right] = all(tree.valueExpression());
      const token = tree._operator!;
      return { kind: 'arithmetic', at: positionOf(token), operator: token.text ?? '', left: left!, right: right! };
    }
    if (tree instanceof Tree.ConcatenationContext) {
      const [left, right] = all(tree.valueExpression());
      return { kind: 'concatenation', at: positionOf(tree.CONCAT().symbol), left: left!, right: right! };
    }
    if (tree instanceof Tree.ArithmeticUnaryContext) {
      const operator = tree.MINUS() ? '-' : '+';
      return { kind: 'unary', at: positionOf(tree), operator, operand: expression(tree.valueExpression()) };
    }
    if (tree instanceof Tree.AtTimeZoneContext) {
      const specifier = tree.timeZoneSpecifier();
      const operand = expression(tree.valueExpression());
      return {
        kind: 'at time zone',
        at: positionOf(tree.KW_AT().symbol),
        operand,
        zone: zoneText(specifier),
      };
    }
    return refuse(tree);
  }

  /** The function calls that have a syntax of their own. */
  function special(tree: PrimaryExpressionContext): Expression | undefined {
    const at = positionOf(tree);
    if (tree instanceof Tree.CoalesceContext) return call('coalesce', at, all(tree.expression()));
    if (tree instanceof Tree.SubstringContext) return call('substring', at, all(tree.valueExpression()));
    if (tree instanceof Tree.PositionContext) return call('strpos', at, all(tree.valueExpression()).reverse());
    if (tree instanceof Tree.TrimContext) return trim(tree);
    if (tree instanceof Tree.NormalizeContext) {
      const form = { kind: 'string', at, value: tree.normalForm()?.getText().toUpperCase() ?? 'NFC' } as const;
      return call('normalize', at, [expression(tree.valueExpression()), form]);
    }
    if (tree instanceof Tree.ExtractContext) {
      const field = readIdentifier(tree.identifier()).text.toLowerCase();
      return { kind: 'extract', at, field, operand: expression(tree.valueExpression()) };
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
    if (tree instanceof Tree.ListAggContext) return listAgg(tree);
    return undefined;

    function current(what: string, precision: string | undefined): Expression {
      return { kind: 'current', at, what, precision: precision === undefined ? undefined : Number(precision) };
    }
  }

  function trim(tree: TrimContext): Expression {
    const specification = tree.trimsSpecification();
    const name = specification?.KW_LEADING() ? 'ltrim' : specification?.KW_TRAILING() ? 'rtrim' : 'trim';
    const characters = tree._trimChar ? [expression(tree._trimChar)] : [];
    return call(name, positionOf(tree), [expression(tree._trimSource!), ...characters]);
  }

  function listAgg(tree: ListAggContext): Expression {
    const at = positionOf(tree);
    const separator = { kind: 'string', at, value: tree.string() ? readString(tree.string()!) : '' } as const;
    return {
      ...call('listagg', at, [expression(tree.expression()), separator]),
      distinct: tree.setQuantifier()?.KW_DISTINCT() != null,
      orderBy: tree.sortItem().map(sortItem),
      filter: filter(tree.filter()),
    };
  }

  function primary(tree: PrimaryExpressionContext): Expression {
    const at = positionOf(tree);
    if (tree instanceof Tree.ParameterContext) {
      return { kind: 'parameter', at, index: parameterIndex(tree.QUESTION_MARK().symbol) };
    }
    if (tree instanceof Tree.ColumnReferenceContext) {
      return { kind: 'column', at, name: readNames(tree.columnName().qualifiedName()) };
    }
    if (tree instanceof Tree.DereferenceContext) {
      return { kind: 'field', at, base: expression(tree.primaryExpression()), name: readIdentifier(tree.identifier()) };
    }
    if (tree instanceof Tree.FunctionCallContext) return functionCall(tree);
    if (tree instanceof Tree.CastContext) {
      const operand = expression(tree.expression());
      return { kind: 'cast', at, forgiving: tree.KW_TRY_CAST() !== null, operand, type: readType(tree.type()) };
    }
    if (tree instanceof Tree.SimpleCaseContext || tree instanceof Tree.SearchedCaseContext) {
      const whens = tree.whenClause().map((when) => {
        const [test, result] = all(when.expression());
        return { condition: test!, result: result! };
      });
      const operand = tree instanceof Tree.SimpleCaseContext ? expression(tree._operand!) : undefined;
      return { kind: 'case', at, operand, whens, otherwise: tree._elseExpression && expression(tree._elseExpression) };
    }
    if (tree instanceof Tree.ArrayConstructorContext) return { kind: 'array', at, items: all(tree.expression()) };
    if (tree instanceof Tree.RowConstructorContext) return { kind: 'row', at, items: all(tree.expression()) };
    if (tree instanceof Tree.SubscriptContext) {
      return { kind: 'subscript', at, operand: expression(tree._value!), index: expression(tree._index!) };
    }
    if (tree instanceof Tree.LambdaContext) {
      return {
        kind: 'lambda',
        at,
        parameters: tree.identifier().map(readIdentifier),
        body: expression(tree.expression()),
      };
    }
    if (tree instanceof Tree.SubqueryExpressionContext) return { kind: 'subquery', at, query: readQuery(tree.query()) };
    if (tree instanceof Tree.ExistsContext) return { kind: 'exists', at, query: readQuery(tree.query()) };
    return refuse(tree);
  }

  function functionCall(tree: FunctionCallContext): Expression {
    const names = readNames(tree.functionName().qualifiedName());
    const name = names.map(({ text }) => text).join('.');
    checkCount(name.toLowerCase(), tree.expression().length, positionOf(tree));
    if (names.length > 1)
      throw new TrinoError('FUNCTION_NOT_FOUND', `Function '${name}' not registered`, positionOf(tree));
    if (tree.processingMode()) refuse(tree.processingMode()!);
    if (tree._label) refuse(tree, 'A labelled *');
    const nulls = tree.nullTreatment();
    return {
      ...call(name.toLowerCase(), positionOf(tree), all(tree.expression())),
      star: tree.ASTERISK() !== null,
      distinct: tree.setQuantifier()?.KW_DISTINCT() != null,
      orderBy: tree.sortItem().map(sortItem),
      filter: filter(tree.filter()),
      over: windows.over(tree.over()),
      nulls: nulls ? (nulls.KW_IGNORE() ? 'IGNORE' : 'RESPECT') : undefined,
    };
  }

  function filter(tree: FilterContext | null): Expression | undefined {
    return tree ? expression(tree.whereClause().booleanExpression()) : undefined;
  }

  function sortItem(tree: SortItemContext): SortItem {
    const columnRef = tree.columnRef();
    return {
      at: positionOf(tree),
      expression: columnRef ? column(columnRef) : expression(tree.expression()!),
      descending: tree.KW_DESC() !== null,
      nullsFirst: tree.KW_NULLS() ? tree.KW_FIRST() !== null : undefined,
    };
  }

  function column(tree: ColumnRefContext): Expression {
    const name = tree.qualifiedName();
    return name ? { kind: 'column', at: positionOf(tree), range: rangeOf(tree), name: readNames(name) } : refuse(tree);
  }

  return { expression, column, sortItem, window: windows.window };
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

/** What is syntax to Trino rather than a function says so of a wrong number of arguments. */
function checkCount(name: string, count: number, at: Name['at']): void {
  const isTooFew = (name === 'coalesce' || name === 'format') && count < 2;
  if (isTooFew) throw new TrinoError('SYNTAX_ERROR', `The '${name}' function must have at least two arguments`, at);
  const isWrong = (name === 'nullif' && count !== 2) || (name === 'if' && (count < 2 || count > 3));
  if (isWrong) throw new TrinoError('SYNTAX_ERROR', `Invalid number of arguments for '${name}' function`, at);
}

/** `!=` and `<>` are one operator. */
const comparison = (text: string): string => (text === '!=' ? '<>' : text);

function call(name: string, at: Name['at'], args: readonly Expression[]): Call {
  return { kind: 'call', at, name, arguments: args, star: false, distinct: false, orderBy: [] };
}
