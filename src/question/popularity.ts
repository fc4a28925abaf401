import { normalizeText } from '../text/normalize.ts';
import { tokenize } from './tokens.ts';

/** How often something was asked for. */
export type Use = {
  /** Counts the query and the values of a question in canonical text. */
  readonly note: (question: string) => void;
  /** How often a query, a choice or a value was asked for, however it is written. */
  readonly of: (word: string) => number;
};

const WORDS = 10_000;

const CHARACTERS = 2000;

/** Counts what is asked for. When it knows too many words it forgets those that were asked for least. */
export function openUse(): Use {
  const counts = new Map<string, number>();
  return {
    note: (question) => {
      const words = tokenize(question.slice(0, CHARACTERS)).flatMap((token) =>
        token.kind === 'pair' ? token.values : token.text,
      );
      for (const word of new Set(words.map(normalizeText))) counts.set(word, (counts.get(word) ?? 0) + 1);
      while (counts.size > WORDS) halve(counts);
    },
    of: (word) => counts.get(normalizeText(word)) ?? 0,
  };
}

function halve(counts: Map<string, number>): void {
  for (const [word, count] of counts) {
    if (count > 1) counts.set(word, count / 2);
    else counts.delete(word);
  }
}
