import type { BooleanExpressionContext, PredicatedContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { ExpressionReaders } from './expression-reader.ts';
import type { Expression } from './syntax.ts';

import { positionOf, refuse, Tree } from './grammar.ts';

/** Reads a condition: AND, OR, NOT, or a predicate such as `x BETWEEN 1 AND 2`. */
export function readCondition(tree: BooleanExpressionContext, readers: ExpressionReaders): Expression {
  const at = positionOf(tree);
  if (tree instanceof Tree.PredicatedContext) return predicated(tree, readers);
  if (tree instanceof Tree.LogicalNotContext) {
    return { kind: 'not', at, operand: readers.expression(tree.booleanExpression()) };
  }
  if (tree instanceof Tree.AndContext) {
    return { kind: 'logical', at, operator: 'AND', terms: readers.expressions(tree.booleanExpression()) };
  }
  if (tree instanceof Tree.OrContext) {
    return { kind: 'logical', at, operator: 'OR', terms: readers.expressions(tree.booleanExpression()) };
  }
  return refuse(tree);
}

function predicated(tree: PredicatedContext, readers: ExpressionReaders): Expression {
  const operand = readers.expression(tree.valueExpression());
  const predicate = tree.predicate();
  if (!predicate) return operand;
  const at = positionOf(predicate);
  if (predicate instanceof Tree.ComparisonContext) {
    const operator = comparison(predicate.comparisonOperator().getText());
    return { kind: 'comparison', at, operator, left: operand, right: readers.expression(predicate.valueExpression()) };
  }
  if (predicate instanceof Tree.QuantifiedComparisonContext) {
    const operator = comparison(predicate.comparisonOperator().getText());
    const quantifier = predicate.comparisonQuantifier().KW_ALL() ? 'ALL' : 'ANY';
    return { kind: 'quantified', at, operator, quantifier, left: operand, query: readers.query(predicate.query()) };
  }
  if (predicate instanceof Tree.NullPredicateContext) {
    return { kind: 'is null', at, negated: predicate.KW_NOT() !== null, operand };
  }
  if (predicate instanceof Tree.DistinctFromContext) {
    const negated = predicate.KW_NOT() !== null;
    return { kind: 'distinct', at, negated, left: operand, right: readers.expression(predicate.valueExpression()) };
  }
  if (predicate instanceof Tree.BetweenContext) {
    const [low, high] = readers.expressions(predicate.valueExpression());
    return { kind: 'between', at, negated: predicate.KW_NOT() !== null, operand, low: low!, high: high! };
  }
  if (predicate instanceof Tree.InListContext) {
    return {
      kind: 'in',
      at,
      negated: predicate.KW_NOT() !== null,
      operand,
      list: readers.expressions(predicate.expression()),
    };
  }
  if (predicate instanceof Tree.InSubqueryContext) {
    return {
      kind: 'in query',
      at,
      negated: predicate.KW_NOT() !== null,
      operand,
      query: readers.query(predicate.query()),
    };
  }
  if (predicate instanceof Tree.LikeContext) {
    const [pattern, escapedBy] = readers.expressions(predicate.valueExpression());
    return { kind: 'like', at, negated: predicate.KW_NOT() !== null, operand, pattern: pattern!, escape: escapedBy };
  }
  return refuse(predicate);
}

/** `!=` and `<>` are one operator. */
const comparison = (text: string): string => (text === '!=' ? '<>' : text);
