import { fail } from './fail.ts';

/** An SQL/JSON path, `lax $.items[*] ? (@.price > 10).name`, as a tree. */
export type JsonPath = { readonly strict: boolean; readonly root: PathNode };

/** A part of a path; it yields a sequence of JSON values. */
export type PathNode =
  | { readonly kind: 'context' | 'current' | 'last' }
  | { readonly kind: 'literal'; readonly value: string | boolean | null }
  | { readonly kind: 'number'; readonly source: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'negative'; readonly operand: PathNode }
  | { readonly kind: 'arithmetic'; readonly operator: string; readonly left: PathNode; readonly right: PathNode }
  /** Every member without a name; `deep` looks at every level. */
  | { readonly kind: 'member'; readonly base: PathNode; readonly name?: string; readonly deep?: boolean }
  /** Every item without ranges. */
  | { readonly kind: 'items'; readonly base: PathNode; readonly ranges?: readonly PathRange[] }
  | { readonly kind: 'filter'; readonly base: PathNode; readonly test: PathTest }
  | { readonly kind: 'method'; readonly base: PathNode; readonly name: string };

/** The positions `from` or `from to to` of an array, from 0; both ends are included. */
export type PathRange = { readonly from: PathNode; readonly to?: PathNode };

/** The condition of a filter, `? (…)`; true, false or unknown for a value. */
export type PathTest =
  | { readonly kind: 'and' | 'or'; readonly left: PathTest; readonly right: PathTest }
  | { readonly kind: 'not' | 'unknown'; readonly operand: PathTest }
  | { readonly kind: 'exists'; readonly path: PathNode }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: PathNode; readonly right: PathNode }
  | { readonly kind: 'starts'; readonly value: PathNode; readonly prefix: PathNode };

const TOKEN =
  /\s*(?:("(?:[^"]|"")*")|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(\$?[A-Za-z_][A-Za-z0-9_]*)|(==|<>|!=|<=|>=|&&|\|\||\.\.|[$@.*+\-/%[\](),?<>!]))/y;

const METHODS = new Set(['type', 'size', 'double', 'ceiling', 'floor', 'abs', 'keyvalue', 'datetime']);

const COMPARISONS = new Set(['==', '<>', '!=', '<', '>', '<=', '>=']);

/**
 * Parses an SQL/JSON path. Throws, by `fail`, SYNTAX_ERROR for a text that is none, and NOT_SUPPORTED for a part that
 * Trino does not run either. https://trino.io/docs/current/functions/json.html#json-path-language
 */
export function readPath(text: string): JsonPath {
  const [mode, ...tokens] = tokensOf(text);
  if (mode !== 'lax' && mode !== 'strict') return malformed(mode);
  return { strict: mode === 'strict', root: parse(tokens) };
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) return malformed(text.slice(from).trim());
    tokens.push(match[0].trim());
  }
  return tokens;
}

const malformed = (token: string | undefined): never =>
  fail('SYNTAX_ERROR', `mismatched input '${token ?? '<EOF>'}' in a JSON path`);

/** The tokens of a path and the index of the next one to be read. */
type Cursor = { readonly tokens: readonly string[]; at: number };

const peek = ({ tokens, at }: Cursor): string | undefined => tokens[at];

function next(cursor: Cursor): string | undefined {
  cursor.at += 1;
  return cursor.tokens[cursor.at - 1];
}

function take(cursor: Cursor, token: string): boolean {
  if (peek(cursor) !== token) return false;
  cursor.at += 1;
  return true;
}

function expect(cursor: Cursor, token: string): void {
  if (!take(cursor, token)) malformed(peek(cursor));
}

function parse(tokens: readonly string[]): PathNode {
  const cursor = { tokens, at: 0 };
  const root = sum(cursor);
  if (cursor.at < tokens.length) malformed(peek(cursor));
  return root;
}

function sum(cursor: Cursor): PathNode {
  let left = product(cursor);
  for (;;) {
    const operator = peek(cursor);
    if (operator !== '+' && operator !== '-') return left;
    cursor.at += 1;
    left = { kind: 'arithmetic', operator, left, right: product(cursor) };
  }
}

function product(cursor: Cursor): PathNode {
  let left = signed(cursor);
  for (;;) {
    const operator = peek(cursor);
    if (operator !== '*' && operator !== '/' && operator !== '%') return left;
    cursor.at += 1;
    left = { kind: 'arithmetic', operator, left, right: signed(cursor) };
  }
}

function signed(cursor: Cursor): PathNode {
  if (take(cursor, '-')) return { kind: 'negative', operand: signed(cursor) };
  if (take(cursor, '+')) return signed(cursor);
  return accessor(cursor);
}

function accessor(cursor: Cursor): PathNode {
  let base = primary(cursor);
  for (;;) {
    if (take(cursor, '..')) base = { kind: 'member', base, name: memberName(next(cursor)), deep: true };
    else if (take(cursor, '.')) base = memberOrMethod(base, cursor);
    else if (take(cursor, '[')) base = items(base, cursor);
    else if (take(cursor, '?')) base = { kind: 'filter', base, test: enclosedTest(cursor) };
    else return base;
  }
}

function memberOrMethod(base: PathNode, cursor: Cursor): PathNode {
  const token = next(cursor);
  if (token === '*') return { kind: 'member', base };
  if (peek(cursor) !== '(') return { kind: 'member', base, name: memberName(token) };
  if (!METHODS.has(token ?? '')) return malformed(token);
  cursor.at += 1;
  expect(cursor, ')');
  return { kind: 'method', base, name: token! };
}

function items(base: PathNode, cursor: Cursor): PathNode {
  if (take(cursor, '*')) {
    expect(cursor, ']');
    return { kind: 'items', base };
  }
  const ranges: PathRange[] = [];
  do {
    const from = sum(cursor);
    ranges.push(take(cursor, 'to') ? { from, to: sum(cursor) } : { from });
  } while (take(cursor, ','));
  expect(cursor, ']');
  return { kind: 'items', base, ranges };
}

function primary(cursor: Cursor): PathNode {
  const token = next(cursor);
  if (token === undefined) return malformed(token);
  if (token === '(') {
    const inner = sum(cursor);
    expect(cursor, ')');
    return inner;
  }
  if (token === '$') return { kind: 'context' };
  if (token === '@') return { kind: 'current' };
  if (token === 'last') return { kind: 'last' };
  if (token === 'null') return { kind: 'literal', value: null };
  if (token === 'true' || token === 'false') return { kind: 'literal', value: token === 'true' };
  if (token.startsWith('"')) return { kind: 'literal', value: unquoted(token) };
  if (/^[.\d]/.test(token)) return { kind: 'number', source: token };
  return token.startsWith('$') ? { kind: 'variable', name: token.slice(1) } : malformed(token);
}

function enclosedTest(cursor: Cursor): PathTest {
  expect(cursor, '(');
  const test = disjunction(cursor);
  expect(cursor, ')');
  return test;
}

function disjunction(cursor: Cursor): PathTest {
  let left = conjunction(cursor);
  while (take(cursor, '||')) left = { kind: 'or', left, right: conjunction(cursor) };
  return left;
}

function conjunction(cursor: Cursor): PathTest {
  let left = simpleTest(cursor);
  while (take(cursor, '&&')) left = { kind: 'and', left, right: simpleTest(cursor) };
  return left;
}

function simpleTest(cursor: Cursor): PathTest {
  if (take(cursor, '!'))
    return { kind: 'not', operand: peek(cursor) === 'exists' ? simpleTest(cursor) : enclosedTest(cursor) };
  if (take(cursor, 'exists')) {
    expect(cursor, '(');
    const path = sum(cursor);
    expect(cursor, ')');
    return { kind: 'exists', path };
  }
  return peek(cursor) === '(' && opensTest(cursor) ? parenthesized(cursor) : comparison(cursor);
}

function parenthesized(cursor: Cursor): PathTest {
  const operand = enclosedTest(cursor);
  if (!take(cursor, 'is')) return operand;
  expect(cursor, 'unknown');
  return { kind: 'unknown', operand };
}

function comparison(cursor: Cursor): PathTest {
  const left = sum(cursor);
  const operator = next(cursor);
  if (operator === 'like_regex') return fail('NOT_SUPPORTED', 'like_regex predicate in JSON path is not yet supported');
  if (operator === 'starts') {
    expect(cursor, 'with');
    return { kind: 'starts', value: left, prefix: sum(cursor) };
  }
  if (!COMPARISONS.has(operator ?? '')) return malformed(operator);
  return { kind: 'compare', operator: operator === '!=' ? '<>' : operator!, left, right: sum(cursor) };
}

/** Whether the parenthesis that opens here holds a test rather than a path. */
function opensTest(cursor: Cursor): boolean {
  const { tokens } = cursor;
  let depth = 0;
  for (let index = cursor.at; index < tokens.length; index += 1) {
    const token = tokens[index]!;
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else if (depth === 1 && (COMPARISONS.has(token) || ['&&', '||', '!', 'exists', 'starts'].includes(token)))
      return true;
    if (depth === 0) return tokens[index + 1] === 'is';
  }
  return false;
}

function memberName(token: string | undefined): string {
  if (token?.startsWith('"')) return unquoted(token);
  return token !== undefined && /^[A-Za-z_]/.test(token) ? token : malformed(token);
}

const unquoted = (token: string): string => token.slice(1, -1).replaceAll('""', '"');
