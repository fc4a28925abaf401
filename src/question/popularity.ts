import { normalizeText } from '../text/normalize.ts';
import { tokenize } from './tokens.ts';

/** Counts of how often queries, choices and values were asked for. */
export type Popularity = {
  /** Counts the query and the values of a question, given as canonical text. */
  readonly record: (question: string) => void;
  /** Returns how often a query, choice or value was asked for, in any spelling. */
  readonly count: (word: string) => number;
};

const WORDS = 10_000;

const CHARACTERS = 2000;

/** Creates counts that start at 0. Beyond a limit of words, those that were asked for least are forgotten. */
export function openPopularity(): Popularity {
  const counts = new Map<string, number>();
  return {
    record: (question) => {
      const words = tokenize(question.slice(0, CHARACTERS)).flatMap((token) =>
        token.kind === 'pair' ? token.values : token.text,
      );
      for (const word of new Set(words.map(normalizeText))) counts.set(word, (counts.get(word) ?? 0) + 1);
      while (counts.size > WORDS) halve(counts);
    },
    count: (word) => counts.get(normalizeText(word)) ?? 0,
  };
}

function halve(counts: Map<string, number>): void {
  for (const [word, count] of counts) {
    if (count > 1) counts.set(word, count / 2);
    else counts.delete(word);
  }
}
