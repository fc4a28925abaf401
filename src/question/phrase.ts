import type { Param } from '../catalogue/query.ts';
import type { Lexicon, Meaning } from './lexicon.ts';
import type { Token } from './tokens.ts';

const LONGEST_PERIOD = 9;

export type Phrase = { readonly text: string; readonly folded: string; readonly count: number };

/** Every run of words from a place on, longest first. */
export function phrasesAt(tokens: readonly Token[], index: number): readonly Phrase[] {
  const phrases: Phrase[] = [];
  let text = '';
  let folded = '';
  for (let count = 1; count <= LONGEST_PERIOD; count++) {
    const token = tokens[index + count - 1];
    if (token?.kind !== 'word' || (token.quoted && count > 1)) break;
    text = count === 1 ? token.text : `${text} ${token.text}`;
    folded = count === 1 ? token.folded : `${folded} ${token.folded}`;
    phrases.unshift({ text, folded, count });
    if (token.quoted) break;
  }
  return phrases;
}

export type Found = Phrase & { readonly meaning: Meaning; readonly others: readonly Meaning[] };

/** The longest phrase that means something. A list goes on with the parameter that it began with. */
export function meaningAt(phrases: readonly Phrase[], lexicon: Lexicon, last: Param | undefined): Found | undefined {
  for (const phrase of phrases) {
    if (phrase.count > lexicon.longest) continue;
    const meanings = lexicon.meanings(phrase.folded);
    if (meanings.length === 0) continue;
    const continued = meanings.find(({ param, kind }) => kind === 'value' && param.name === last?.name);
    const meaning = continued ?? meanings[0]!;
    return { ...phrase, meaning, others: continued ? [] : meanings.filter((other) => other !== meaning) };
  }
  return undefined;
}
