import type { IntervalContext, PrimaryExpressionContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { Expression } from './syntax.ts';

import { positionOf, Tree } from './grammar.ts';
import { readIdentifier, readString } from './name-reader.ts';

/** Reads a literal; undefined for any other expression. */
export function readLiteral(tree: PrimaryExpressionContext): Expression | undefined {
  const at = positionOf(tree);
  if (tree instanceof Tree.NullLiteralContext) return { kind: 'null', at };
  if (tree instanceof Tree.BooleanLiteralContext) {
    return { kind: 'boolean', at, value: tree.booleanValue().KW_TRUE() !== null };
  }
  if (tree instanceof Tree.StringLiteralContext) return { kind: 'string', at, value: readString(tree.string()) };
  if (tree instanceof Tree.NumericLiteralContext) {
    const number = tree.number();
    const text = number.getText().replaceAll('_', '');
    if (number instanceof Tree.DecimalLiteralContext) return { kind: 'decimal', at, text };
    return { kind: number instanceof Tree.DoubleLiteralContext ? 'double' : 'integer', at, text };
  }
  if (tree instanceof Tree.BinaryLiteralContext) {
    return { kind: 'binary', at, hex: tree.getText().slice(2, -1).replaceAll(/\s/g, '') };
  }
  if (tree instanceof Tree.TypeConstructorContext) {
    const type = tree.identifier() ? readIdentifier(tree.identifier()!).text.toLowerCase() : 'double';
    return { kind: 'typed', at, type, value: readString(tree.string()) };
  }
  if (tree instanceof Tree.IntervalLiteralContext) return interval(tree.interval());
  return undefined;
}

function interval(tree: IntervalContext): Expression {
  const [from, to] = tree.intervalField().map((field) => field.getText().toLowerCase());
  const value = readString(tree.string());
  return { kind: 'interval', at: positionOf(tree), value, negative: tree.MINUS() !== null, from: from!, to };
}
