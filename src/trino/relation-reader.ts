import type {
  AliasedRelationContext,
  BooleanExpressionContext,
  ColumnAliasesContext,
  ExpressionContext,
  JoinColumnEqualityContext,
  JoinColumnReferenceContext,
  JoinRelationContext,
  QueryContext,
  RelationContext,
  RelationPrimaryContext,
  RelationSourceTableContext,
  SampledRelationContext,
  TableOrViewNameContext,
  TableRefContext,
  ViewRefContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { Expression, Name, Query, Relation } from './syntax.ts';
import type { RangeReader } from './text-range.ts';

import { positionOf, refuse, Tree } from './grammar.ts';
import { readIdentifier, readNames } from './name-reader.ts';

type Readers = {
  readonly query: (tree: QueryContext) => Query;
  readonly expression: (tree: ExpressionContext | BooleanExpressionContext) => Expression;
  readonly rangeOf: RangeReader;
};

/** Returns the reader of what stands in FROM, given the readers of the queries and expressions in it. */
export function relationReader({ query, expression, rangeOf }: Readers): (tree: RelationContext) => Relation {
  const relation = (tree: RelationContext): Relation => ({ ...read(tree), range: rangeOf(tree) });

  function read(tree: RelationContext): Relation {
    if (tree instanceof Tree.RelationDefaultContext) return sampled(tree.sampledRelation());
    if (tree instanceof Tree.JoinRelationContext) return join(tree);
    return refuse(tree);
  }

  function join(tree: JoinRelationContext): Relation {
    if (tree.KW_NATURAL()) refuse(tree, 'Natural join');
    const at = positionOf(tree);
    const left = relation(tree._left!);
    const right = tree._right
      ? { ...sampled(tree._right), range: rangeOf(tree._right) }
      : relation(tree._rightRelation!);
    const clause = {
      start: rangeOf({ start: tree.joinType()?.start ?? tree.KW_CROSS()!.symbol, stop: null }).start,
      end: rangeOf(tree).end,
    };
    const criteria = tree.joinCriteria();
    if (!criteria) return { kind: 'join', at, type: 'cross', left, right, clause };
    const join = tree.joinType();
    const type = join?.KW_LEFT() ? 'left' : join?.KW_RIGHT() ? 'right' : join?.KW_FULL() ? 'full' : 'inner';
    if (criteria.KW_USING())
      return { kind: 'join', at, type, left, right, clause, using: criteria.identifier().map(readIdentifier) };
    const condition = criteria.booleanExpression();
    const equality = criteria.joinColumnEquality();
    const on = condition ? expression(condition) : equality ? columnEquality(equality) : refuse(criteria);
    return { kind: 'join', at, type, left, right, clause, on };
  }

  /** `a.id = b.id`, which the grammar reads by a rule of its own. */
  function columnEquality(tree: JoinColumnEqualityContext): Expression {
    const column = (side: JoinColumnReferenceContext): Expression => {
      const name = side.columnName()?.qualifiedName();
      if (!name) return refuse(side);
      const table = side.identifier();
      return {
        kind: 'column',
        at: positionOf(side),
        name: [...(table ? [readIdentifier(table)] : []), ...readNames(name)],
      };
    };
    return {
      kind: 'comparison',
      at: positionOf(tree),
      operator: '=',
      left: column(tree._left!),
      right: column(tree._right!),
    };
  }

  function sampled(tree: SampledRelationContext): Relation {
    const pattern = tree.patternRecognition();
    if (pattern.KW_MATCH_RECOGNIZE()) refuse(pattern, 'MATCH_RECOGNIZE');
    const inner = aliased(pattern.aliasedRelation());
    const method = tree.sampleType();
    if (!method) return inner;
    const percentage = expression(tree.expression()!);
    return {
      kind: 'sample',
      at: positionOf(tree),
      relation: inner,
      method: method.getText().toUpperCase(),
      percentage,
    };
  }

  function aliased(tree: AliasedRelationContext): Relation {
    const inner = relationPrimary(tree.relationPrimary());
    const name = tree.identifier();
    if (!name) return inner;
    const columns = columnAliases(tree.columnAliases());
    return { kind: 'alias', at: positionOf(tree), relation: inner, name: readIdentifier(name), columns };
  }

  function relationPrimary(tree: RelationPrimaryContext): Relation {
    if (tree instanceof Tree.ParenthesizedRelationContext) return relation(tree.relation());
    if (tree instanceof Tree.ExpressionSourceTableContext) return source(tree.relationSourceTable());
    if (!(tree instanceof Tree.TableNameContext)) return refuse(tree);
    if (tree.queryPeriod()) refuse(tree, 'Time travel');
    return { kind: 'table', at: positionOf(tree), name: tableName(tree.tableOrViewName()) };
  }

  function source(tree: RelationSourceTableContext): Relation {
    const at = positionOf(tree);
    if (tree instanceof Tree.SubqueryRelationContext) return { kind: 'query', at, query: query(tree.query()) };
    if (tree instanceof Tree.LateralContext) return { kind: 'lateral', at, query: query(tree.query()) };
    if (tree instanceof Tree.UnnestContext) {
      const expressions = tree.expression().map(expression);
      return { kind: 'unnest', at, expressions, ordinality: tree.KW_ORDINALITY() !== null };
    }
    return refuse(tree);
  }

  return relation;
}

/** Reads the parts of a table's name: `awsdatacatalog.db.table`. */
export function tableName(tree: TableOrViewNameContext | TableRefContext | ViewRefContext): Name[] {
  if (tree instanceof Tree.TableOrViewNameContext) return tableName(tree.tableRef() ?? tree.viewRef()!);
  return tree.identifier().map(readIdentifier);
}

/** Reads a list of column aliases; undefined when there is none. */
export const columnAliases = (tree: ColumnAliasesContext | null): Name[] | undefined =>
  tree?.identifier().map(readIdentifier);
