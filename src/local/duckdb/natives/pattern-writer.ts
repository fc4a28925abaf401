import type { Anchor, Pattern } from './java-pattern.ts';

import { fail } from '../../../trino/fail.ts';
import { caseVariants, ligatures } from './case-folding.ts';
import { BOUNDARY_WORD, escapePoint } from './character-class.ts';

/** A regular expression in JavaScript's syntax. */
export type WrittenPattern = {
  /** The pattern, for the flag `v`. */
  readonly source: string;
  /** The number of each group in JavaScript, where atomic groups add some. */
  readonly groupIndexes: readonly number[];
  /** Letters that a text must not have, because Trino would match them otherwise. */
  readonly uncertainLetters: readonly string[];
};

const START = '(?<![\\s\\S])';

const END = '(?![\\s\\S])';

const before = `(?<=${BOUNDARY_WORD})`;

const notBefore = `(?<!${BOUNDARY_WORD})`;

const after = `(?=${BOUNDARY_WORD})`;

const notAfter = `(?!${BOUNDARY_WORD})`;

const ANCHORS: Readonly<Record<Anchor, string>> = {
  start: START,
  end: END,
  'line start': `(?:${START}|(?<=\\n)(?=[\\s\\S]))`,
  'line end': `(?=\\n|${END})`,
  'last line end': `(?=\\n?${END})`,
  boundary: `(?:${before}${notAfter}|${notBefore}${after})`,
  'no boundary': `(?:${before}${after}|${notBefore}${notAfter})`,
};

const SHARP_S = 0xdf;

const TWO_S = '[sS\\u017f][sS\\u017f]';

/** What has been written so far: the index that each group has in JavaScript, and letters that cannot be matched. */
type Writing = { captures: number; readonly groupIndexes: number[]; readonly uncertainLetters: Set<string> };

/** Returns a pattern in JavaScript's syntax that matches the same as in Trino. Fails with NOT_SUPPORTED when there is none. */
export function writePattern(root: Pattern): WrittenPattern {
  const writing: Writing = { captures: 0, groupIndexes: [0], uncertainLetters: new Set() };
  const source = write(root, writing);
  return { source, groupIndexes: writing.groupIndexes, uncertainLetters: [...writing.uncertainLetters] };
}

function write(node: Pattern, writing: Writing): string {
  switch (node.kind) {
    case 'letter':
      return sequence([node], writing);
    case 'sequence':
      return sequence(node.parts, writing);
    case 'set':
      return node.sharpS ? `(?:${node.source}|${TWO_S})` : node.source;
    case 'anchor':
      return ANCHORS[node.at];
    case 'alternatives':
      return `(?:${node.parts.map((part) => write(part, writing)).join('|')})`;
    case 'group':
      writing.captures += 1;
      writing.groupIndexes[node.number] = writing.captures;
      return `(${write(node.body, writing)})`;
    case 'atomic':
      return atomic(writing, () => write(node.body, writing));
    case 'look':
      if (node.behind) checkBehind(node.body, node.negative);
      return `(?${node.behind ? '<' : ''}${node.negative ? '!' : '='}${write(node.body, writing)})`;
    case 'repeat':
      return repeat(node, writing);
    case 'reference':
      return `(?:\\${writing.groupIndexes[node.number]})`;
  }
}

function repeat(node: Extract<Pattern, { kind: 'repeat' }>, writing: Writing): string {
  if (node.mode === 'possessive') return atomic(writing, () => repeat({ ...node, mode: 'greedy' }, writing));
  const most = node.most === Number.POSITIVE_INFINITY ? '' : node.most;
  return `(?:${write(node.body, writing)}){${node.least},${most}}${node.mode === 'lazy' ? '?' : ''}`;
}

/** A group that is not entered again: a lookahead captures it, a reference consumes it. */
function atomic(writing: Writing, body: () => string): string {
  writing.captures += 1;
  const index = writing.captures;
  return `(?:(?=(${body()}))\\${index})`;
}

/** Letters beside each other may together be another one: `ss` and `ß`. */
function sequence(parts: readonly Pattern[], writing: Writing): string {
  let source = '';
  let run: number[] = [];
  const flush = (): void => {
    source += letters(run, writing);
    run = [];
  };
  for (const part of parts) {
    if (part.kind === 'letter' && part.anyCase) {
      run.push(part.point);
    } else {
      flush();
      source += part.kind === 'letter' ? escapePoint(part.point) : write(part, writing);
    }
  }
  flush();
  return source;
}

function letters(points: readonly number[], { uncertainLetters }: Writing): string {
  const text = String.fromCodePoint(...points);
  const small = text.toLowerCase();
  for (const { letter, same } of ligatures()) {
    if (text.includes(letter)) refuse(`${letter} in a regular expression that ignores case`);
    if (small.includes(same)) uncertainLetters.add(letter);
  }
  if (/[sSſ]{12}/.test(text)) refuse('A row of s in a regular expression that ignores case');
  return points.length === 0 ? '' : spelled(points);
}

function spelled(points: readonly number[]): string {
  const [first, second] = points;
  if (first === undefined) return '';
  if (first === SHARP_S) return `(?:\\u{df}|${TWO_S})${spelled(points.slice(1))}`;
  if (isS(first) && second !== undefined && isS(second))
    return `(?:${variants(first)}${spelled(points.slice(1))}|\\u{df}${spelled(points.slice(2))})`;
  return variants(first) + spelled(points.slice(1));
}

const isS = (point: number): boolean => /[sSſ]/.test(String.fromCodePoint(point));

function variants(point: number): string {
  const others = caseVariants(point);
  return others.length === 0 ? escapePoint(point) : `[${[point, ...others].map(escapePoint).join('')}]`;
}

const refuse = (what: string): never => fail('NOT_SUPPORTED', `${what} is not supported by the embedded engine`);

/** What looks behind has to know how far; the alternatives at its top may differ. */
function checkBehind(body: Pattern, negative: boolean): void {
  const parts = body.kind === 'alternatives' ? body.parts : [body];
  for (const part of parts) {
    if (lengthOf(part, negative) === undefined) fail('INVALID_FUNCTION_ARGUMENT', 'invalid pattern in look-behind');
  }
}

function lengthOf(node: Pattern, negative: boolean): number | undefined {
  const sum = (parts: readonly Pattern[]): number | undefined =>
    parts.reduce<number | undefined>((total, part) => {
      const length = lengthOf(part, negative);
      return total === undefined || length === undefined ? undefined : total + length;
    }, 0);
  switch (node.kind) {
    case 'letter':
    case 'set':
      return 1;
    case 'sequence':
      return sum(node.parts);
    case 'alternatives': {
      const lengths = new Set(node.parts.map((part) => lengthOf(part, negative)));
      return lengths.size === 1 ? [...lengths][0] : undefined;
    }
    case 'group':
      return negative ? undefined : lengthOf(node.body, negative);
    case 'atomic':
      return lengthOf(node.body, negative);
    case 'repeat': {
      const length = lengthOf(node.body, negative);
      return node.least === node.most && length !== undefined ? length * node.least : undefined;
    }
    case 'look':
      return node.behind ? 0 : undefined;
    case 'anchor':
      return ['start', 'line start', 'boundary', 'no boundary'].includes(node.at)
        ? 0
        : refuse('An end of a line in a look-behind');
    case 'reference':
      return refuse('A back reference in a look-behind');
  }
}
