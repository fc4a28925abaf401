import { LRUCache } from 'lru-cache';

import type { Expression, Query } from './syntax.ts';

import { TrinoError } from './error.ts';
import { parseExpressionTree, parseQueryTree } from './grammar.ts';
import { queryReader } from './query-reader.ts';
import { withinStack } from './stack.ts';

/** A query's text, its syntax tree, whose ranges count from the text's beginning, and the number of `?` in the text. */
export type ParsedQuery = { readonly text: string; readonly query: Query; readonly parameterCount: number };

/** The syntax tree of an expression, and the number of `?` in its text. */
export type ParsedExpression = { readonly expression: Expression; readonly parameterCount: number };

/** Parses queries as `parseQuery` does. */
export type QueryParser = (sql: string) => ParsedQuery;

/**
 * Parses one Trino query (SELECT, WITH, VALUES, TABLE; a `;` may end it) into its syntax tree. Each expression,
 * relation and select item has a `range`: the characters of `sql` that it was read from. `?` become nodes of the kind
 * `parameter`, numbered from 0 in the order of the text. Nothing is resolved: names of tables and columns may not exist.
 * Throws a `TrinoError`: SYNTAX_ERROR when the text is not grammatical, STATEMENT_TOO_LARGE when it is nested too
 * deeply, NOT_SUPPORTED when it is grammatical but no query, or has a construct without a node in `syntax.ts`.
 */
export function parseQuery(sql: string): ParsedQuery {
  const { tree, shift } = parseQueryTree(sql);
  return withinStack(() => {
    const reader = queryReader(tree, { text: sql, shift });
    return { text: sql, query: reader.query(tree), parameterCount: reader.parameterCount };
  });
}

/**
 * Parses a text that is one expression and nothing else, such as `SUM(x) / 2`. Returns undefined for any other text.
 * Throws a `TrinoError` NOT_SUPPORTED when the expression has a construct without a node in `syntax.ts`.
 */
export function parseExpression(text: string): ParsedExpression | undefined {
  const tree = parseExpressionTree(text);
  if (!tree) return undefined;
  return withinStack(() => {
    const reader = queryReader(tree, { text });
    return { expression: reader.expression(tree), parameterCount: reader.parameterCount };
  });
}

/** So many of the latest texts are kept with what they parse to: what a query file asks differs mostly in its parameters. */
const KEPT = 200;

const queries = keptParses(parseQuery);

const expressions = keptParses(parseExpression);

/** Parses a query as `parseQuery` does; undefined where that throws a `TrinoError`. */
export function tryParseQuery(sql: string): ParsedQuery | undefined {
  return queries.memo(sql).parsed;
}

/** Parses an expression as `parseExpression` does; undefined for any other text and where that throws a `TrinoError`. */
export function tryParseExpression(text: string): ParsedExpression | undefined {
  return expressions.memo(text).parsed;
}

/** Returns a `parseQuery` that keeps the trees of the `most` latest statements; parsing takes from 2 to 25 ms. */
export function createQueryParser(most = 500): QueryParser {
  const parsed = new LRUCache<string, ParsedQuery>({ max: most, memoMethod: parseQuery });
  return (sql) => parsed.memo(sql);
}

/** Remembers what texts parse to, or that they do not. */
function keptParses<T>(parse: (text: string) => T): LRUCache<string, { readonly parsed: T | undefined }> {
  return new LRUCache<string, { readonly parsed: T | undefined }>({
    max: KEPT,
    memoMethod: (text) => ({ parsed: undefinedIfUnreadable(() => parse(text)) }),
  });
}

function undefinedIfUnreadable<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TrinoError) return undefined;
    throw error;
  }
}
