import type { Statement } from '../answer/statement.ts';
import type { ParsedQuery } from '../trino/parse.ts';
import type { Expression } from '../trino/syntax.ts';

import { expressionsOf, nodesOf } from '../trino/nodes.ts';
import { tryParseQuery } from '../trino/parse.ts';

/** The least and the greatest text that a statement compares a column with; missing where it has no such end. */
export type ColumnBounds = { readonly low?: string; readonly high?: string };

/** What a statement reads. */
export type TableReads = {
  /** The parts of each table's name, `[catalog, database, table]` or fewer, in lower case; a table that is named twice comes twice. */
  readonly tables: readonly (readonly string[])[];
  /** By the name of a column, in lower case, the values that it can have as far as comparisons with it say. */
  readonly bounds: ReadonlyMap<string, ColumnBounds>;
};

/** Finds the tables that a statement reads, and the bounds of its columns; undefined when its syntax tree cannot be read. */
export function tableReads({ sql, parameters }: Statement): TableReads | undefined {
  const parsed = tryParseQuery(sql);
  return parsed && { tables: tablesIn(parsed), bounds: boundsIn(parsed, parameters) };
}

/** Compares two values of a partition's key: numbers as numbers, all else as texts, as days are written. */
export function compareValues(left: string, right: string): number {
  const areNumbers = /^\d{1,15}$/.test(left) && /^\d{1,15}$/.test(right);
  if (areNumbers) return Number(left) - Number(right);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function tablesIn({ query }: ParsedQuery): readonly (readonly string[])[] {
  const nodes = [...nodesOf(query)];
  const named = nodes.flatMap((node) => ('with' in node ? node.with.map(({ name }) => name.text.toLowerCase()) : []));
  const tables = nodes.flatMap((node) => ('kind' in node && node.kind === 'table' ? [node.name] : []));
  const names = tables.map((parts) => parts.map(({ text }) => text.toLowerCase()));
  return names.filter((parts) => parts.length > 1 || !named.includes(parts[0]!));
}

function boundsIn({ query }: ParsedQuery, parameters: readonly string[]): ReadonlyMap<string, ColumnBounds> {
  const bounds = new Map<string, ColumnBounds>();
  const found = [...expressionsOf(query, 'comparison')].flatMap(({ operator, left, right }) => {
    const [column, value] = [columnOf(left), literalOf(right, parameters)];
    return column === undefined || value === undefined ? [] : [{ column, operator, value }];
  });
  for (const { column } of found) {
    const own = found.filter((each) => each.column === column);
    const ends = (operators: RegExp) =>
      own.filter(({ operator }) => operators.test(operator)).map(({ value }) => value);
    const [lows, highs] = [ends(/^(?:>=?|=)$/).sort(compareValues), ends(/^(?:<=?|=)$/).sort(compareValues)];
    bounds.set(column, { ...(lows.length > 0 && { low: lows[0]! }), ...(highs.length > 0 && { high: highs.at(-1)! }) });
  }
  return bounds;
}

function columnOf(expression: Expression): string | undefined {
  if (expression.kind === 'field') return expression.name.text.toLowerCase();
  return expression.kind === 'column' ? expression.name.at(-1)?.text.toLowerCase() : undefined;
}

/** The text of a literal or of a parameter's: `2025-01-01` of `DATE '2025-01-01'`. */
function literalOf(expression: Expression, parameters: readonly string[]): string | undefined {
  switch (expression.kind) {
    case 'parameter': {
      const literal = parameters[expression.index];
      return /^(?:\w+ )?'([^']*)'$/.exec(literal ?? '')?.[1] ?? literal;
    }
    case 'string':
    case 'typed':
      return expression.value;
    case 'integer':
      return expression.text;
    default:
      return undefined;
  }
}
