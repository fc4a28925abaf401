import type { Draft, ReadContext } from './draft.ts';
import type { Rule } from './rules/rule.ts';
import type { Sentence } from './sentence.ts';

import { emptyDraft } from './draft.ts';
import { readAnnounced, readAnnouncedFilter, readDoneBy } from './rules/announced.ts';
import { readChartType } from './rules/chart-type.ts';
import { readChatter } from './rules/chatter.ts';
import { readComparison, readVersus } from './rules/comparing.ts';
import { readCounting, readHowOften, readTotal, readWhatDo } from './rules/counting.ts';
import { readGainers, readPace } from './rules/gainers.ts';
import { readGlue, readUs, readVerb, readWho } from './rules/glue.ts';
import { readAdverb, readGrouping, readUnknownCycle, readWise } from './rules/grouping.ts';
import { readCondition, readIdiom, readRatio, readSingleLine, readWhose } from './rules/idioms.ts';
import { readChanged, readExplain, readWhy } from './rules/inside.ts';
import { readNegation } from './rules/negation.ts';
import { readArticle, readLongNoun, readNoun } from './rules/nouns.ts';
import { readPair } from './rules/pairs.ts';
import { readPartialValue } from './rules/partial-values.ts';
import { readEachOf, readPeriod, readWeekdays } from './rules/period.ts';
import { readPredicate, readRankCount, readRanking, readRowLimit } from './rules/ranking.ts';
import { readRefused } from './rules/refusals.ts';
import { readAverage, readAverageBetween, readAverageOne, readAveragePer, readShowing } from './rules/showing.ts';
import { readPlace, readSorting } from './rules/sorting.ts';
import { readThreshold } from './rules/thresholds.ts';

/** In the order in which they are tried at each word: the first that reads something has it. */
const RULES: readonly Rule[] = [
  readPair,
  readChatter,
  readRefused,
  readUs,
  readWhose,
  readWhy,
  readExplain,
  readPeriod,
  readIdiom,
  readRatio,
  readSingleLine,
  readPlace,
  readCondition,
  readAnnouncedFilter,
  readDoneBy,
  readUnknownCycle,
  readWise,
  readAverageOne,
  readAverageBetween,
  readLongNoun,
  readArticle,
  readChartType,
  readComparison,
  readVersus,
  readThreshold,
  readChanged,
  readSorting,
  readCounting,
  readHowOften,
  readPredicate,
  readWhatDo,
  readTotal,
  readAverage,
  readAveragePer,
  readGainers,
  readPace,
  readShowing,
  readWho,
  readEachOf,
  readGrouping,
  readWeekdays,
  readAdverb,
  readNegation,
  readRowLimit,
  readRankCount,
  readRanking,
  readAnnounced,
  readNoun,
  readVerb,
  readGlue,
  readPartialValue,
];

/** A text with so many words that say nothing is no question; the rest of it is not read. */
const MOST_UNUSED = 30;

/**
 * Reads a sentence from its first word to its last into a draft. Words that no rule reads are added to `unused`; after
 * more than `most` of them the rest is not read and added, too.
 */
export function readSentence(sentence: Sentence, context: ReadContext, most = MOST_UNUSED): Draft {
  const draft = emptyDraft();
  for (let index = 0; index < sentence.tokens.length; ) {
    if (draft.unused.length > Math.min(most, MOST_UNUSED)) {
      draft.unused.push(...sentence.tokens.slice(index));
      break;
    }
    let count: number | undefined;
    for (const rule of RULES) {
      count = rule(sentence, index, draft, context);
      if (count !== undefined) break;
    }
    if (count === undefined) draft.unused.push(sentence.tokens[index]!);
    index += count ?? 1;
  }
  return draft;
}
