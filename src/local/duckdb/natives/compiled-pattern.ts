import { LRUCache } from 'lru-cache';

import { fail } from '../../../trino/fail.ts';
import { LATER_SYMBOLS } from './character-class.ts';
import { readPattern } from './java-pattern.ts';
import { writePattern } from './pattern-writer.ts';
import { uncertainGroups } from './uncertain-groups.ts';

/** A regular expression of Trino that is compiled for JavaScript. */
export type CompiledPattern = {
  /** The number of capturing groups. */
  readonly groups: number;
  /** The numbers of named groups. */
  readonly names: ReadonlyMap<string, number>;
  /** The numbers of groups that may hold another text than in Trino. */
  readonly uncertain: ReadonlySet<number>;
  /** Yields the matches in a text from an index on. Throws NOT_SUPPORTED for a text with characters that Trino may compare otherwise. */
  readonly matches: (text: string, from?: number) => Generator<PatternMatch>;
};

/** A match: its start and end in UTF-16 units, and the texts of its groups, of which group 0 is the whole match; undefined for a group that took no part. */
export type PatternMatch = {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
};

const compiled = new LRUCache<string, CompiledPattern>({ max: 200, memoMethod: compile });

/**
 * Compiles a regular expression of Trino, or returns it from a cache. Fails with INVALID_FUNCTION_ARGUMENT for a faulty one and with
 * NOT_SUPPORTED for one that JavaScript cannot match in the same way.
 */
export const compilePattern = (pattern: string): CompiledPattern => compiled.memo(pattern);

function compile(pattern: string): CompiledPattern {
  const { root, groups, names, readsSymbols } = readPattern(pattern);
  const uncertain = uncertainGroups(root);
  const { source, groupIndexes, uncertainLetters } = writePattern(root);
  const expression = new RegExp(source, 'gv');

  function checkText(text: string): void {
    const doubt = readsSymbols ? LATER_SYMBOLS.exec(text)?.[0] : undefined;
    const letter = doubt ?? uncertainLetters.find((ligature) => text.includes(ligature));
    if (letter === undefined) return;
    fail('NOT_SUPPORTED', `This regular expression over a text with ${letter} is not supported by the embedded engine`);
  }

  function* matches(text: string, from = 0): Generator<PatternMatch> {
    checkText(text);
    for (let at = from; at <= text.length; ) {
      expression.lastIndex = at;
      const match = expression.exec(text);
      if (!match) return;
      const end = match.index + match[0].length;
      yield { start: match.index, end, groups: groupIndexes.map((index) => match[index]) };
      at = match[0] === '' ? end + (text.codePointAt(end)! > 0xffff ? 2 : 1) : end;
    }
  }
  return { groups, names, uncertain, matches };
}
