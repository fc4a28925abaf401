import type { ParserRuleContext, ParseTree, Token } from 'antlr4ng';
import type {
  ExpressionContext,
  GroupingElementContext,
  GroupingSetContext,
  NamedQueryContext,
  QueryContext,
  QueryNoWithContext,
  QueryPrimaryContext,
  QuerySpecificationContext,
  QueryTermContext,
  RelationContext,
  RowCountContext,
  SelectItemContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { ExpressionReader } from './expression-reader.ts';
import type {
  Expression,
  GroupingElement,
  NamedQuery,
  Query,
  QueryBody,
  Relation,
  RowCount,
  Select,
  SelectItem,
} from './syntax.ts';
import type { RangeReader } from './text-range.ts';

import { expressionReader } from './expression-reader.ts';
import { positionOf, refuse, Tree } from './grammar.ts';
import { readIdentifier } from './name-reader.ts';
import { columnAliases, relationReader, tableName } from './relation-reader.ts';
import { rangeReader } from './text-range.ts';

/** The readers of one parse tree. */
export type QueryReader = {
  readonly query: (tree: QueryContext) => Query;
  readonly expression: (tree: ExpressionContext) => Expression;
  /** The number of `?` in the tree. */
  readonly parameterCount: number;
};

/** What the parts of a query are read with. */
type QueryReaders = ExpressionReader & {
  readonly query: (tree: QueryContext) => Query;
  readonly relation: (tree: RelationContext) => Relation;
  readonly parameterIndex: (token: Token) => number;
  readonly rangeOf: RangeReader;
};

/**
 * Returns the readers of the queries and expressions of one parse tree; its `?` are numbered in the order of the
 * text. `text` is what was parsed, `shift` the number of characters that stood before it when it was parsed.
 */
export function queryReader(
  root: ParserRuleContext,
  { text, shift = 0 }: { text: string; shift?: number },
): QueryReader {
  const parameters = questionMarks(root);
  const rangeOf = rangeReader(text, shift);
  const parameterIndex = (token: Token) => parameters.findIndex(({ start }) => start === token.start);
  const query = (tree: QueryContext): Query => {
    if (!(tree instanceof Tree.QueryStatementContext)) return refuse(tree);
    const clause = tree.with();
    const named = clause?.namedQuery().map((each) => namedQuery(each, readers)) ?? [];
    return { ...ordered(tree.queryNoWith(), readers), recursive: clause?.KW_RECURSIVE() != null, with: named };
  };
  const expressions = expressionReader({ query, parameterIndex, rangeOf });
  const relation = relationReader({ query, expression: expressions.expression, rangeOf });
  const readers: QueryReaders = { ...expressions, query, relation, parameterIndex, rangeOf };
  return { query, expression: expressions.expression, parameterCount: parameters.length };
}

function namedQuery(tree: NamedQueryContext, readers: QueryReaders): NamedQuery {
  const columns = columnAliases(tree.columnAliases());
  return { at: positionOf(tree), name: readIdentifier(tree.identifier()), columns, query: readers.query(tree.query()) };
}

function ordered(tree: QueryNoWithContext, readers: QueryReaders): Query {
  return {
    at: positionOf(tree),
    recursive: false,
    with: [],
    body: term(tree.queryTerm(), readers),
    orderBy: tree.sortItem().map(readers.sortItem),
    offset: tree._offset ? rowCount(tree._offset, readers) : undefined,
    limit: readLimit(tree, readers),
    withTies: tree.KW_TIES() !== null,
  };
}

/** Reads the count of LIMIT or FETCH FIRST; `FETCH FIRST ROW ONLY` is one row. */
function readLimit(tree: QueryNoWithContext, readers: QueryReaders): RowCount | undefined {
  if (tree.KW_FETCH() && !tree._fetchFirst) return { kind: 'count', at: positionOf(tree), text: '1' };
  const limit = tree._limit?.rowCount() ?? tree._fetchFirst;
  return limit ? rowCount(limit, readers) : undefined;
}

function rowCount(tree: RowCountContext, readers: QueryReaders): RowCount {
  const mark = tree.QUESTION_MARK();
  const at = positionOf(tree);
  if (!mark) return { kind: 'count', at, text: tree.getText() };
  return { kind: 'count parameter', at, index: readers.parameterIndex(mark.symbol) };
}

function term(tree: QueryTermContext, readers: QueryReaders): QueryBody {
  if (tree instanceof Tree.QueryTermDefaultContext) return primary(tree.queryPrimary(), readers);
  if (!(tree instanceof Tree.SetOperationContext)) return refuse(tree);
  const otherKind = tree.KW_INTERSECT() ? 'intersect' : 'except';
  const kind = tree.KW_UNION() ? 'union' : otherKind;
  const all = tree.setQuantifier()?.KW_ALL() != null;
  return {
    kind,
    at: positionOf(tree._operator!),
    all,
    left: term(tree._left!, readers),
    right: term(tree._right!, readers),
  };
}

function primary(tree: QueryPrimaryContext, readers: QueryReaders): QueryBody {
  const at = positionOf(tree);
  if (tree instanceof Tree.QueryPrimaryDefaultContext) return select(tree.querySpecification(), readers);
  if (tree instanceof Tree.TableContext) return { kind: 'table', at, name: tableName(tree.tableRef()) };
  if (tree instanceof Tree.InlineTableContext)
    return { kind: 'values', at, rows: tree.expression().map(readers.expression) };
  if (tree instanceof Tree.SubqueryContext) return { kind: 'query', at, query: ordered(tree.queryNoWith(), readers) };
  return refuse(tree);
}

function select(tree: QuerySpecificationContext, readers: QueryReaders): Select {
  const grouping = tree.groupBy();
  const where = tree.whereClause();
  const having = tree.havingClause();
  return {
    kind: 'select',
    at: positionOf(tree),
    distinct: tree.setQuantifier()?.KW_DISTINCT() != null,
    items: tree
      .selectList()
      .selectItem()
      .map((each) => selectItem(each, readers)),
    from: tree.relation().map(readers.relation),
    where: where ? readers.expression(where.booleanExpression()) : undefined,
    groupBy: grouping?.groupingElement().map((each) => groupingElement(each, readers)),
    distinctSets: grouping?.setQuantifier()?.KW_DISTINCT() != null,
    having: having ? readers.expression(having.booleanExpression()) : undefined,
    windows: tree.windowDefinition().map((definition) => ({
      name: readIdentifier(definition.identifier()),
      window: readers.window(definition.windowSpecification()),
    })),
  };
}

function selectItem(tree: SelectItemContext, readers: QueryReaders): SelectItem {
  const [at, range] = [positionOf(tree), readers.rangeOf(tree)];
  const alias = tree.identifier() ? readIdentifier(tree.identifier()!) : undefined;
  const column = tree.selectLiteralColumnName();
  if (column) return { kind: 'expression', at, range, expression: readers.column(column.columnRef()), alias };
  const expression = tree.selectExpressionColumnName();
  if (expression)
    return { kind: 'expression', at, range, expression: readers.expression(expression.expression()), alias };
  const of = tree.tableAllColumns();
  const aliases = columnAliases(tree.columnAliases());
  return { kind: 'all', at, range, of: of ? readers.expression(of.primaryExpression()) : undefined, aliases };
}

function groupingElement(tree: GroupingElementContext, readers: QueryReaders): GroupingElement {
  const at = positionOf(tree);
  if (tree instanceof Tree.SingleGroupingSetContext)
    return { kind: 'simple', at, sets: [groupingSet(tree.groupingSet(), readers)] };
  if (tree instanceof Tree.MultipleGroupingSetsContext)
    return { kind: 'sets', at, sets: tree.groupingSet().map((each) => groupingSet(each, readers)) };
  if (tree instanceof Tree.CubeContext)
    return { kind: 'cube', at, sets: tree.groupingSet().map((each) => groupingSet(each, readers)) };
  if (tree instanceof Tree.RollupContext)
    return { kind: 'rollup', at, sets: tree.groupingSet().map((each) => groupingSet(each, readers)) };
  return refuse(tree);
}

function groupingSet(tree: GroupingSetContext, readers: QueryReaders): Expression[] {
  return tree.groupingTerm().map((item) => {
    const column = item.columnRef();
    return column ? readers.column(column) : readers.expression(item.expression()!);
  });
}

function questionMarks(tree: ParserRuleContext): Token[] {
  const found: Token[] = [];
  const visit = (node: ParseTree): void => {
    if (node instanceof Tree.ParameterContext) found.push(node.QUESTION_MARK().symbol);
    else if (node instanceof Tree.RowCountContext && node.QUESTION_MARK()) found.push(node.QUESTION_MARK()!.symbol);
    else for (let index = 0; index < node.getChildCount(); index += 1) visit(node.getChild(index)!);
  };
  visit(tree);
  return found.sort((left, right) => left.start - right.start);
}
