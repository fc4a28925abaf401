import type { Dimension, Measure } from './dataset.ts';
import type { Diagnose, Position } from './diagnostic.ts';

import { canonicalPeriod } from '../calendar/period.ts';
import { normalizeText } from '../text/normalize.ts';
import { KEYWORDS } from './query-file.ts';

/** The names of the parameters that every dataset has. No dimension or measure may have one of them. */
export const RESERVED_NAMES: readonly string[] = [
  'measure',
  'by',
  'split',
  'period',
  'top',
  'bottom',
  'of',
  'within',
  'rank_by',
  'over',
  'under',
  'at_least',
  'at_most',
  'having',
  'show',
  'sort',
  'compare',
  'as',
  'none',
  'total',
];

/** The names of grains and cycles of time. Only a dataset without a time may use them. */
export const TIME_NAMES: readonly string[] = [
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'weekday',
  'hour_of_day',
  'month_of_year',
  'quarter_of_year',
];

/**
 * Adds diagnostics for words with two meanings: equal names, labels and aliases of dimensions and measures, words of
 * the question language, and periods. The plural of a dimension may also be a measure: `customers` counts them.
 */
export function checkWords(
  dimensions: readonly Dimension[],
  measures: readonly Measure[],
  { hasTime, diagnose }: { hasTime: boolean; diagnose: Diagnose },
): void {
  const owners = new Map<string, string>();
  const reserved = new Set([...RESERVED_NAMES, ...(hasTime ? TIME_NAMES : [])].map(normalizeText));
  const claim = (word: string, owner: string, position: Position) => {
    const folded = normalizeText(word);
    const known = owners.get(folded);
    owners.set(folded, known ?? owner);
    let message: string | undefined;
    if (KEYWORDS.has(folded) || reserved.has(folded) || canonicalPeriod(word))
      message = `${owner}: ${word} is a word of the question language, choose another`;
    else if (known !== undefined && known !== owner)
      message = `${owner}: ${word} already means ${known}, choose another`;
    if (message) diagnose(position, message);
  };
  for (const { name, label, aliases, position } of dimensions)
    for (const word of unlike([name, label, ...aliases])) claim(word, `dimension ${name}`, position);
  for (const { name, label, aliases, position, counts } of measures)
    for (const word of counts ? [] : unlike([name, label, ...aliases])) claim(word, `measure ${name}`, position);
  const plurals = new Map<string, string>();
  for (const { name, plural, position } of dimensions) {
    const known = plurals.get(normalizeText(plural)) ?? dimensionCalled(plural, owners, name);
    if (known) diagnose(position, `dimension ${name}: ${plural} already means ${known}, write a plural`);
    plurals.set(normalizeText(plural), `dimension ${name}`);
  }
  for (const dimension of dimensions) checkSynonyms(dimension, diagnose);
}

/** Words without those that are another one written otherwise. */
function unlike(words: readonly string[]): readonly string[] {
  return [...new Map(words.toReversed().map((word) => [normalizeText(word), word])).values()].reverse();
}

/** Another dimension that has the word as its own. */
function dimensionCalled(word: string, owners: ReadonlyMap<string, string>, name: string): string | undefined {
  const owner = owners.get(normalizeText(word));
  return owner?.startsWith('dimension ') && owner !== `dimension ${name}` ? owner : undefined;
}

function checkSynonyms({ name, synonyms, position }: Dimension, diagnose: Diagnose): void {
  const values = new Map<string, string>();
  for (const [value, words] of synonyms) {
    for (const word of words) {
      const known = values.get(normalizeText(word));
      if (known !== undefined && known !== value)
        diagnose(position, `dimension ${name}: ${word} is a synonym of ${known} and of ${value}, keep one`);
      values.set(normalizeText(word), value);
    }
  }
}
