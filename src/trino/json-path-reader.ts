import { fail } from './fail.ts';

/** An SQL/JSON path, `lax $.items[*] ? (@.price > 10).name`, as a tree. */
export type JsonPath = { readonly strict: boolean; readonly root: PathNode };

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
  | { readonly kind: 'items'; readonly base: PathNode; readonly ranges?: readonly Range[] }
  | { readonly kind: 'filter'; readonly base: PathNode; readonly test: Test }
  | { readonly kind: 'method'; readonly base: PathNode; readonly name: string };

export type Range = { readonly from: PathNode; readonly to?: PathNode };

export type Test =
  | { readonly kind: 'and' | 'or'; readonly left: Test; readonly right: Test }
  | { readonly kind: 'not' | 'unknown'; readonly operand: Test }
  | { readonly kind: 'exists'; readonly path: PathNode }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: PathNode; readonly right: PathNode }
  | { readonly kind: 'starts'; readonly value: PathNode; readonly prefix: PathNode };

const TOKEN =
  /\s*(?:("(?:[^"]|"")*")|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(\$?[A-Za-z_][A-Za-z0-9_]*)|(==|<>|!=|<=|>=|&&|\|\||\.\.|[$@.*+\-/%[\](),?<>!]))/y;

const METHODS = new Set(['type', 'size', 'double', 'ceiling', 'floor', 'abs', 'keyvalue', 'datetime']);

const COMPARISONS = new Set(['==', '<>', '!=', '<', '>', '<=', '>=']);

const paths = new Map<string, JsonPath>();

/** Throws SYNTAX_ERROR for what is no path, and NOT_SUPPORTED for what Trino does not run either. */
export function readPath(text: string): JsonPath {
  const known = paths.get(text);
  if (known) return known;
  const tokens = tokensOf(text);
  const mode = tokens.shift();
  if (mode !== 'lax' && mode !== 'strict') return malformed(mode);
  const path = { strict: mode === 'strict', root: parse(tokens) };
  paths.set(text, path);
  return path;
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

function parse(tokens: readonly string[]): PathNode {
  let at = 0;
  const root = sum();
  if (at < tokens.length) malformed(tokens[at]);
  return root;

  function take(token: string): boolean {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  }
  function expect(token: string): void {
    if (!take(token)) malformed(tokens[at]);
  }

  function sum(): PathNode {
    let left = product();
    for (;;) {
      const operator = tokens[at];
      if (operator !== '+' && operator !== '-') return left;
      at += 1;
      left = { kind: 'arithmetic', operator, left, right: product() };
    }
  }
  function product(): PathNode {
    let left = signed();
    for (;;) {
      const operator = tokens[at];
      if (operator !== '*' && operator !== '/' && operator !== '%') return left;
      at += 1;
      left = { kind: 'arithmetic', operator, left, right: signed() };
    }
  }
  function signed(): PathNode {
    if (take('-')) return { kind: 'negative', operand: signed() };
    if (take('+')) return signed();
    return accessor();
  }

  function accessor(): PathNode {
    let base = primary();
    for (;;) {
      if (take('..')) base = { kind: 'member', base, name: memberName(tokens[at++]), deep: true };
      else if (take('.')) base = memberOrMethod(base);
      else if (take('[')) base = items(base);
      else if (take('?')) base = { kind: 'filter', base, test: enclosed() };
      else return base;
    }
  }
  function memberOrMethod(base: PathNode): PathNode {
    const token = tokens[at++];
    if (token === '*') return { kind: 'member', base };
    if (tokens[at] !== '(') return { kind: 'member', base, name: memberName(token) };
    if (!METHODS.has(token ?? '')) return malformed(token);
    at += 1;
    expect(')');
    return { kind: 'method', base, name: token! };
  }
  function items(base: PathNode): PathNode {
    if (take('*')) {
      expect(']');
      return { kind: 'items', base };
    }
    const ranges: Range[] = [];
    do {
      const from = sum();
      ranges.push(take('to') ? { from, to: sum() } : { from });
    } while (take(','));
    expect(']');
    return { kind: 'items', base, ranges };
  }

  function primary(): PathNode {
    const token = tokens[at++];
    if (token === undefined) return malformed(token);
    if (token === '(') {
      const inner = sum();
      expect(')');
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

  function enclosed(): Test {
    expect('(');
    const test = either();
    expect(')');
    return test;
  }
  function either(): Test {
    let left = both();
    while (take('||')) left = { kind: 'or', left, right: both() };
    return left;
  }
  function both(): Test {
    let left = single();
    while (take('&&')) left = { kind: 'and', left, right: single() };
    return left;
  }
  function single(): Test {
    if (take('!')) return { kind: 'not', operand: tokens[at] === 'exists' ? single() : enclosed() };
    if (take('exists')) {
      expect('(');
      const path = sum();
      expect(')');
      return { kind: 'exists', path };
    }
    return tokens[at] === '(' && isTest() ? grouped() : comparison();
  }
  function grouped(): Test {
    const operand = enclosed();
    if (!take('is')) return operand;
    expect('unknown');
    return { kind: 'unknown', operand };
  }
  function comparison(): Test {
    const left = sum();
    const operator = tokens[at++];
    if (operator === 'like_regex')
      return fail('NOT_SUPPORTED', 'like_regex predicate in JSON path is not yet supported');
    if (operator === 'starts') {
      expect('with');
      return { kind: 'starts', value: left, prefix: sum() };
    }
    if (!COMPARISONS.has(operator ?? '')) return malformed(operator);
    return { kind: 'compare', operator: operator === '!=' ? '<>' : operator!, left, right: sum() };
  }
  /** Whether the parenthesis that opens here holds a test rather than a path. */
  function isTest(): boolean {
    let depth = 0;
    for (let index = at; index < tokens.length; index += 1) {
      const token = tokens[index]!;
      if (token === '(') depth += 1;
      else if (token === ')') depth -= 1;
      else if (depth === 1 && (COMPARISONS.has(token) || ['&&', '||', '!', 'exists', 'starts'].includes(token)))
        return true;
      if (depth === 0) return tokens[index + 1] === 'is';
    }
    return false;
  }
}

function memberName(token: string | undefined): string {
  if (token?.startsWith('"')) return unquoted(token);
  return token !== undefined && /^[A-Za-z_]/.test(token) ? token : malformed(token);
}

const unquoted = (token: string): string => token.slice(1, -1).replaceAll('""', '"');
