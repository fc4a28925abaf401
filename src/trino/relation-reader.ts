import type {
  AliasedRelationContext,
  BooleanExpressionContext,
  ColumnAliasesContext,
  ExpressionContext,
  JoinColumnEqualityContext,
  JoinColumnReferenceContext,
  JoinCriteriaContext,
  JoinRelationContext,
  JoinTypeContext,
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

type RelationReaders = {
  readonly relation: (tree: RelationContext) => Relation;
  readonly query: (tree: QueryContext) => Query;
  readonly expression: (tree: ExpressionContext | BooleanExpressionContext) => Expression;
  readonly rangeOf: RangeReader;
};

/** Returns the reader of the relations in FROM, given the readers of the queries and expressions in them. */
export function relationReader(outer: Omit<RelationReaders, 'relation'>): (tree: RelationContext) => Relation {
  const readers: RelationReaders = {
    ...outer,
    relation(tree) {
      if (tree instanceof Tree.RelationDefaultContext) return sampled(tree.sampledRelation(), readers);
      return tree instanceof Tree.JoinRelationContext ? join(tree, readers) : refuse(tree);
    },
  };
  return readers.relation;
}

function join(tree: JoinRelationContext, readers: RelationReaders): Relation {
  if (tree.KW_NATURAL()) refuse(tree, 'Natural join');
  const at = positionOf(tree);
  const left = readers.relation(tree._left!);
  const right = tree._right ? sampled(tree._right, readers) : readers.relation(tree._rightRelation!);
  const range = readers.rangeOf(tree);
  const words = readers.rangeOf({ start: tree.joinType()?.start ?? tree.KW_CROSS()!.symbol, stop: null });
  const common = { kind: 'join', at, left, right, range, clause: { start: words.start, end: range.end } } as const;
  const criteria = tree.joinCriteria();
  if (!criteria) return { ...common, type: 'cross' };
  const type = joinType(tree.joinType());
  if (criteria.KW_USING()) return { ...common, type, using: criteria.identifier().map(readIdentifier) };
  return { ...common, type, on: joinCondition(criteria, readers) };
}

function joinType(tree: JoinTypeContext | null): 'inner' | 'left' | 'right' | 'full' {
  if (tree?.KW_LEFT()) return 'left';
  if (tree?.KW_RIGHT()) return 'right';
  return tree?.KW_FULL() ? 'full' : 'inner';
}

function joinCondition(tree: JoinCriteriaContext, readers: RelationReaders): Expression {
  const condition = tree.booleanExpression();
  if (condition) return readers.expression(condition);
  const equality = tree.joinColumnEquality();
  return equality ? columnEquality(equality, readers) : refuse(tree);
}

/** `a.id = b.id`, which the grammar reads by a rule of its own. */
function columnEquality(tree: JoinColumnEqualityContext, readers: RelationReaders): Expression {
  const column = (side: JoinColumnReferenceContext): Expression => {
    const name = side.columnName()?.qualifiedName();
    if (!name) return refuse(side);
    const table = side.identifier();
    return {
      kind: 'column',
      at: positionOf(side),
      range: readers.rangeOf(side),
      name: [...(table ? [readIdentifier(table)] : []), ...readNames(name)],
    };
  };
  return {
    kind: 'comparison',
    at: positionOf(tree),
    range: readers.rangeOf(tree),
    operator: '=',
    left: column(tree._left!),
    right: column(tree._right!),
  };
}

function sampled(tree: SampledRelationContext, readers: RelationReaders): Relation {
  const pattern = tree.patternRecognition();
  if (pattern.KW_MATCH_RECOGNIZE()) refuse(pattern, 'MATCH_RECOGNIZE');
  const inner = aliased(pattern.aliasedRelation(), readers);
  const method = tree.sampleType();
  if (!method) return inner;
  const percentage = readers.expression(tree.expression()!);
  return {
    kind: 'sample',
    at: positionOf(tree),
    range: readers.rangeOf(tree),
    relation: inner,
    method: method.getText().toUpperCase(),
    percentage,
  };
}

function aliased(tree: AliasedRelationContext, readers: RelationReaders): Relation {
  const inner = relationPrimary(tree.relationPrimary(), readers);
  const name = tree.identifier();
  if (!name) return inner;
  const columns = columnAliases(tree.columnAliases());
  const range = readers.rangeOf(tree);
  return { kind: 'alias', at: positionOf(tree), range, relation: inner, name: readIdentifier(name), columns };
}

function relationPrimary(tree: RelationPrimaryContext, readers: RelationReaders): Relation {
  if (tree instanceof Tree.ParenthesizedRelationContext)
    return { ...readers.relation(tree.relation()), range: readers.rangeOf(tree) };
  if (tree instanceof Tree.ExpressionSourceTableContext) return source(tree.relationSourceTable(), readers);
  if (!(tree instanceof Tree.TableNameContext)) return refuse(tree);
  if (tree.queryPeriod()) refuse(tree, 'Time travel');
  return { kind: 'table', at: positionOf(tree), range: readers.rangeOf(tree), name: tableName(tree.tableOrViewName()) };
}

function source(tree: RelationSourceTableContext, readers: RelationReaders): Relation {
  const [at, range] = [positionOf(tree), readers.rangeOf(tree)];
  if (tree instanceof Tree.SubqueryRelationContext)
    return { kind: 'query', at, range, query: readers.query(tree.query()) };
  if (tree instanceof Tree.LateralContext) return { kind: 'lateral', at, range, query: readers.query(tree.query()) };
  if (tree instanceof Tree.UnnestContext) {
    const expressions = tree.expression().map(readers.expression);
    return { kind: 'unnest', at, range, expressions, ordinality: tree.KW_ORDINALITY() !== null };
  }
  return refuse(tree);
}

/** Reads the parts of a table's name: `awsdatacatalog.db.table`. */
export function tableName(tree: TableOrViewNameContext | TableRefContext | ViewRefContext): Name[] {
  if (tree instanceof Tree.TableOrViewNameContext) return tableName(tree.tableRef() ?? tree.viewRef()!);
  return tree.identifier().map(readIdentifier);
}

/** Reads a list of column aliases; undefined when there is none. */
export const columnAliases = (tree: ColumnAliasesContext | null): Name[] | undefined =>
  tree?.identifier().map(readIdentifier);
