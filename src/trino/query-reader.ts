import type { ParserRuleContext, ParseTree, Token } from 'antlr4ng';
import type {
  ExpressionContext,
  GroupByContext,
  GroupingElementContext,
  GroupingSetContext,
  NamedQueryContext,
  QueryContext,
  QueryNoWithContext,
  QueryPrimaryContext,
  QuerySpecificationContext,
  QueryTermContext,
  RowCountContext,
  SelectItemContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type {
  Expression,
  GroupingElement,
  NamedQuery,
  Query,
  QueryBody,
  RowCount,
  Select,
  SelectItem,
} from './syntax.ts';

import { expressionReader } from './expression-reader.ts';
import { positionOf, refuse, Tree } from './grammar.ts';
import { readIdentifier } from './name-reader.ts';
import { columnAliases, relationReader, tableName } from './relation-reader.ts';
import { rangeReader } from './text-range.ts';

/** The readers of one parse tree. */
export type QueryReader = {
  readonly query: (tree: QueryContext) => Query;
  readonly expression: (tree: ExpressionContext) => Expression;
  /** How many `?` stand in the tree. */
  readonly parameterCount: number;
};

/**
 * Returns the readers of the queries and expressions of one parse tree; its `?` are numbered in the order of the
 * text. `text` is what was parsed, `shift` how many characters stood before it then.
 */
export function queryReader(
  root: ParserRuleContext,
  { text, shift = 0 }: { text: string; shift?: number },
): QueryReader {
  const parameters = questionMarks(root);
  const rangeOf = rangeReader(text, shift);
  const parameterIndex = (token: Token) => parameters.findIndex(({ start }) => start === token.start);
  const read = expressionReader({ query, parameterIndex, rangeOf });
  const relation = relationReader({ query, expression: read.expression, rangeOf });

  function query(tree: QueryContext): Query {
    if (!(tree instanceof Tree.QueryStatementContext)) return refuse(tree);
    const clause = tree.with();
    const recursive = clause?.KW_RECURSIVE() != null;
    return { ...ordered(tree.queryNoWith()), recursive, with: clause?.namedQuery().map(namedQuery) ?? [] };
  }

  function namedQuery(tree: NamedQueryContext): NamedQuery {
    const columns = columnAliases(tree.columnAliases());
    return { at: positionOf(tree), name: readIdentifier(tree.identifier()), columns, query: query(tree.query()) };
  }

  function ordered(tree: QueryNoWithContext): Query {
    const limit = tree._limit?.rowCount() ?? tree._fetchFirst ?? null;
    const isOneRow = tree.KW_FETCH() !== null && !tree._fetchFirst;
    return {
      at: positionOf(tree),
      recursive: false,
      with: [],
      body: term(tree.queryTerm()),
      orderBy: tree.sortItem().map(read.sortItem),
      offset: tree._offset ? rowCount(tree._offset) : undefined,
      limit: isOneRow ? { kind: 'count', at: positionOf(tree), text: '1' } : limit ? rowCount(limit) : undefined,
      withTies: tree.KW_TIES() !== null,
    };
  }

  function rowCount(tree: RowCountContext): RowCount {
    const mark = tree.QUESTION_MARK();
    const at = positionOf(tree);
    if (!mark) return { kind: 'count', at, text: tree.getText() };
    return { kind: 'count parameter', at, index: parameters.findIndex(({ start }) => start === mark.symbol.start) };
  }

  function term(tree: QueryTermContext): QueryBody {
    if (tree instanceof Tree.QueryTermDefaultContext) return primary(tree.queryPrimary());
    if (!(tree instanceof Tree.SetOperationContext)) return refuse(tree);
    const kind = tree.KW_UNION() ? 'union' : tree.KW_INTERSECT() ? 'intersect' : 'except';
    const all = tree.setQuantifier()?.KW_ALL() != null;
    return { kind, at: positionOf(tree._operator!), all, left: term(tree._left!), right: term(tree._right!) };
  }

  function primary(tree: QueryPrimaryContext): QueryBody {
    const at = positionOf(tree);
    if (tree instanceof Tree.QueryPrimaryDefaultContext) return select(tree.querySpecification());
    if (tree instanceof Tree.TableContext) return { kind: 'table', at, name: tableName(tree.tableRef()) };
    if (tree instanceof Tree.InlineTableContext)
      return { kind: 'values', at, rows: tree.expression().map(read.expression) };
    if (tree instanceof Tree.SubqueryContext) return { kind: 'query', at, query: ordered(tree.queryNoWith()) };
    return refuse(tree);
  }

  function select(tree: QuerySpecificationContext): Select {
    const grouping = tree.groupBy();
    const where = tree.whereClause();
    const having = tree.havingClause();
    return {
      kind: 'select',
      at: positionOf(tree),
      distinct: tree.setQuantifier()?.KW_DISTINCT() != null,
      items: tree.selectList().selectItem().map(selectItem),
      from: tree.relation().map(relation),
      where: where ? read.expression(where.booleanExpression()) : undefined,
      groupBy: grouping ? groupBy(grouping) : undefined,
      distinctSets: grouping?.setQuantifier()?.KW_DISTINCT() != null,
      having: having ? read.expression(having.booleanExpression()) : undefined,
      windows: tree.windowDefinition().map((definition) => ({
        name: readIdentifier(definition.identifier()),
        window: read.window(definition.windowSpecification()),
      })),
    };
  }

  function selectItem(tree: SelectItemContext): SelectItem {
    const [at, range] = [positionOf(tree), rangeOf(tree)];
    const alias = tree.identifier() ? readIdentifier(tree.identifier()!) : undefined;
    const column = tree.selectLiteralColumnName();
    if (column) return { kind: 'expression', at, range, expression: read.column(column.columnRef()), alias };
    const expression = tree.selectExpressionColumnName();
    if (expression)
      return { kind: 'expression', at, range, expression: read.expression(expression.expression()), alias };
    const of = tree.tableAllColumns();
    const aliases = columnAliases(tree.columnAliases());
    return { kind: 'all', at, range, of: of ? read.expression(of.primaryExpression()) : undefined, aliases };
  }

  function groupBy(tree: GroupByContext): GroupingElement[] {
    return tree.groupingElement().map(groupingElement);
  }

  function groupingElement(tree: GroupingElementContext): GroupingElement {
    const at = positionOf(tree);
    if (tree instanceof Tree.SingleGroupingSetContext)
      return { kind: 'simple', at, sets: [groupingSet(tree.groupingSet())] };
    if (tree instanceof Tree.MultipleGroupingSetsContext)
      return { kind: 'sets', at, sets: tree.groupingSet().map(groupingSet) };
    if (tree instanceof Tree.CubeContext) return { kind: 'cube', at, sets: tree.groupingSet().map(groupingSet) };
    if (tree instanceof Tree.RollupContext) return { kind: 'rollup', at, sets: tree.groupingSet().map(groupingSet) };
    return refuse(tree);
  }

  function groupingSet(tree: GroupingSetContext): Expression[] {
    return tree.groupingTerm().map((item) => {
      const column = item.columnRef();
      return column ? read.column(column) : read.expression(item.expression()!);
    });
  }

  return { query, expression: read.expression, parameterCount: parameters.length };
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
