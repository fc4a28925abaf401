import type { Draft, ReadContext } from '../draft.ts';
import type { Match, Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { namedCount } from '../compose-counting.ts';
import { isMoney, measureNamed } from '../draft.ts';
import { NUMBER_WORDS, NUMBERS, numberNamed } from '../english.ts';
import { nounAt } from '../sentence.ts';
import { foldPhrase } from '../tokens.ts';

const OPERATORS: readonly (readonly [keeps: string, words: RegExp])[] = [
  [
    '>=',
    /^(?:is |are |was |were )?(?:at least|no less than|not less than|(?:a )?min(?:imum)?(?: of)?|greater than or equal to|over or equal to)(?= )/,
  ],
  [
    '<=',
    /^(?:is |are |was |were )?(?:at most|no more than|not more than|up to|(?:a )?max(?:imum)?(?: of)?|less than or equal to)(?= )/,
  ],
  [
    '>',
    /^(?:is |are |was |were )?(?:more than|over|above|greater than|larger than|bigger than|higher than|exceeding|exceed(?:s|ed)?|in excess of|beyond)(?= )/,
  ],
  ['<', /^(?:is |are |was |were )?(?:less than|under|below|fewer than|smaller than|lower than)(?= )/],
];

const NUMBER = /^[$€£¥]?-?\d[\d.,]*(?:k|m|bn|b|%)?$/i;

/** `2 or more orders`, `100k or less`, `3+ orders`: a number before what it bounds. */
const OR_MORE = /^(?:or (?:more|over|above|higher|greater)|and (?:more|over|above|up))(?= |$)/;

const OR_LESS = /^(?:or (?:less|fewer|under|below|lower))(?= |$)/;

const OF_TOTAL = /^of (?:the |all |our )?(?:grand |overall )?(?:total|whole|all|everything)(?= |$)/;

/** `a million`, `half a million`. */
const ROUND = /^(?<half>half )?a (?<scale>hundred|thousand|million|billion)(?= |$)/;

/** Each round number, and half of it. */
const ROUND_NUMBERS: Readonly<Record<string, readonly [string, string]>> = {
  hundred: ['100', '50'],
  thousand: ['1k', '500'],
  million: ['1m', '500k'],
  billion: ['1bn', '500m'],
};

const SCALE = /^(?:k|thousand|million|millions|m|bn|billion)$/i;

/** Reads a limit on the size of a measure, by which rows are kept: `over 10,000`, `at least 5 orders`, `between 5k and 10k`. */
export const readThreshold: Rule = (sentence, index, draft, context) => {
  const bounded = readBounded(sentence, index, draft, context);
  if (bounded !== undefined) return bounded;
  const times = readTimes(sentence, index, draft, context);
  if (times !== undefined) return times;
  const between = betweenAt(sentence, index);
  if (between) {
    const measure = measureAfter(sentence, index + between.length, context, between.low);
    const own = measure && { measure: measure.name };
    draft.thresholds.push({ keeps: '>=', value: between.low, at: index, ...own });
    draft.thresholds.push({ keeps: '<=', value: between.high, at: index, ...own });
    return between.length + (measure?.count ?? 0);
  }
  const signed = /^(?:negative|positive)$/.test(sentence.word(index))
    ? nounAt(sentence, index + 1, context.lexicon)
    : undefined;
  const measured = signed?.choices.find(({ param }) => param.role === 'measure');
  if (signed && measured) {
    draft.measures.push({ name: measured.value, at: index + 1, how: 'noun' });
    const keeps = sentence.word(index) === 'negative' ? '<' : '>';
    draft.thresholds.push({ keeps, value: '0', at: index + 1 + signed.count, measure: measured.value });
    return 1 + signed.count;
  }
  const isOfGrowth = signed === undefined && sentence.match(index + 1, /^(?:growth|change)s?(?= |$)/) !== undefined;
  if (isOfGrowth && /^(?:negative|positive)$/.test(sentence.word(index))) {
    draft.thresholds.push({ keeps: sentence.word(index) === 'negative' ? '<' : '>', value: '0%', at: index });
    return 1;
  }
  for (const [keeps, words] of OPERATORS) {
    const found = sentence.match(index, words);
    const number = found && numberAt(sentence, index + found.length);
    if (!found || !number) continue;
    const isYear =
      /^(?:19|20)\d\d$/.test(number.text) && !measureAfter(sentence, index + found.length + number.count, context);
    if (isYear) {
      draft.problems.push(
        new UserError(
          `"${wordsAt(sentence, index, found.length)} ${number.text}" can be a year or a number: write in ${number.text}, or $${number.text}`,
        ),
      );
      return found.length + number.count;
    }
    const end = index + found.length + number.count;
    const total = number.text.endsWith('%') ? (sentence.match(end, OF_TOTAL)?.length ?? 0) : 0;
    const measure = measureAfter(sentence, end + total, context, number.text) ?? timesAt(sentence, end, draft);
    if (number.text.endsWith('%') && (total > 0 || (measure && sentence.word(end) === 'of'))) {
      draft.isShare = true;
      draft.shareAt ??= index;
    }
    draft.thresholds.push({ keeps, value: number.text, at: index, ...(measure && { measure: measure.name }) });
    return found.length + number.count + total + (measure?.count ?? 0);
  }
  return undefined;
};

function wordsAt({ tokens }: Sentence, index: number, count: number): string {
  return tokens
    .slice(index, index + count)
    .map(({ text }) => text)
    .join(' ');
}

const TIMES = new RegExp(
  `^(?:(?<more>more than|over)|(?<least>at least)|(?<less>less than|fewer than)|(?<only>only|just|exactly))? ?(?:(?<word>once|twice)|(?<count>\\d+|${NUMBER_WORDS}|a single)(?<plus> or more)? times?)(?= |$)`,
);

/** `ordered more than once`, `bought only twice`, `3 or more times`: how often it was done, by the measure that counts how often. */
function readTimes(
  sentence: Sentence,
  index: number,
  draft: Draft,
  { query, lexicon }: ReadContext,
): number | undefined {
  const found = sentence.match(index, TIMES);
  const isDone = [1, 2].some((back) => lexicon.verbs(sentence.word(index - back)).length > 0);
  if (!found || !isDone) return undefined;
  const { more, least, less, word, count, plus } = found.groups;
  const counted = query.dataset?.measures.filter(
    ({ aggregate, verbs }) => aggregate.kind === 'count' && (verbs?.length ?? 0) > 0,
  );
  if (counted?.length !== 1) return undefined;
  const times = word ?? count!;
  const value = String({ once: 1, twice: 2, 'a single': 1 }[times] ?? numberNamed(times));
  const bounds = [...(more ? ['>'] : []), ...(less ? ['<'] : []), ...(least || plus ? ['>='] : [])];
  for (const keeps of bounds.length > 0 ? bounds : ['>=', '<='])
    draft.thresholds.push({ keeps, value, at: index, measure: counted[0]!.name });
  return found.length;
}

/** `ordered more than 3 times`: what the verb before it counts. */
function timesAt(
  sentence: Sentence,
  index: number,
  { measures }: Draft,
): { readonly name: string; readonly count: number } | undefined {
  const verb = sentence.word(index) === 'times' ? measures.findLast(({ how }) => how === 'verb') : undefined;
  return verb && { name: verb.name, count: 1 };
}

/** `2 or more orders`, `3+ orders`, `exactly 2 orders`: how many tokens it takes, or undefined. */
function readBounded(sentence: Sentence, index: number, draft: Draft, context: ReadContext): number | undefined {
  const isHeld = /^(?:with|have|has|had|having|placed|made)$/.test(sentence.word(index - 1));
  const exactly =
    sentence.match(index, isHeld ? /^(?:exactly|precisely|just|only)(?= )/ : /^(?:exactly|precisely|just)(?= )/)
      ?.length ?? 0;
  const start = index + exactly;
  const token = sentence.tokens[start];
  const plus =
    token?.kind === 'word' && /^[$€£¥]?\d[\d.,]*(?:k|m|bn)?\+$/i.test(token.text) ? token.text.slice(0, -1) : undefined;
  const number = plus === undefined ? numberAt(sentence, start) : { text: plus, count: 1 };
  if (!number || /^(?:19|20)\d\d$/.test(number.text)) return undefined;
  const after = start + number.count;
  const between = measureAfter(sentence, after, context, number.text); // `3 orders or more`
  const said = after + (between?.count ?? 0);
  const more = sentence.match(said, OR_MORE);
  const less = sentence.match(said, OR_LESS);
  const bound = more?.length ?? less?.length ?? 0;
  const measure = between ?? measureAfter(sentence, after + bound, context, number.text);
  const end = after + bound;
  const bounds = [...(more || plus !== undefined || exactly > 0 ? ['>='] : []), ...(less || exactly > 0 ? ['<='] : [])];
  if (bounds.length === 0 || (exactly > 0 && !measure)) return undefined;
  for (const keeps of bounds)
    draft.thresholds.push({ keeps, value: number.text, at: index, ...(measure && { measure: measure.name }) });
  return end - index + (measure?.count ?? 0);
}

const DOLLARS = /^(?:dollars?|usd|bucks)$/;

/** A number with the sign of dollars before it, once. */
function inDollars(number: string): string {
  return `$${number.replace(/^\$/, '')}`;
}

/** `5k`, `$1.5m`, `10 thousand`, `40%`: a number as it is typed, and how many tokens it takes. */
function numberAt(sentence: Sentence, index: number): { readonly text: string; readonly count: number } | undefined {
  const token = sentence.tokens[index];
  if (token?.kind !== 'word' || token.quoted) return undefined;
  const round = sentence.match(index, ROUND);
  if (round) return { text: ROUND_NUMBERS[round.groups.scale!]![round.groups.half ? 1 : 0]!, count: round.length };
  const scale = sentence.tokens[index + 1];
  const after = scale?.kind === 'word' && !scale.quoted ? scale.folded : '';
  const text = String(NUMBERS.get(token.folded) ?? token.text);
  if (!NUMBER.test(text)) return undefined;
  if (after === 'percent') return { text: `${text}%`, count: 2 };
  if (DOLLARS.test(after)) return { text: inDollars(text), count: 2 };
  if (/^(?:euros?|eur)$/.test(after)) return { text: `€${text.replace(/^€/, '')}`, count: 2 };
  if (SCALE.test(after)) {
    const scaled = `${text}${after.startsWith('th') ? 'k' : after.slice(0, 1)}`;
    const isDollars = DOLLARS.test(sentence.word(index + 2));
    return isDollars ? { text: inDollars(scaled), count: 3 } : { text: scaled, count: 2 };
  }
  return { text, count: 1 };
}

function betweenAt(sentence: Sentence, index: number): { low: string; high: string; length: number } | undefined {
  const start: Match | undefined = sentence.match(index, /^(?:is |are |was |were )?(?:between|from)(?= )/);
  const low = start && numberAt(sentence, index + start.length);
  if (!start || !low) return undefined;
  const middle = index + start.length + low.count;
  const high = ['and', 'to'].includes(sentence.word(middle)) ? numberAt(sentence, middle + 1) : undefined;
  if (!high || [low.text, high.text].every((text) => /^0\d$/.test(text))) return undefined; // `from 03 to 05` may be years
  const isYears = [low.text, high.text].every((text) => /^(?:1[89]|20)\d\d$/.test(text));
  const sign = high.text.endsWith('%') && !low.text.endsWith('%') ? '%' : ''; // `between 35 and 40 percent`
  return isYears
    ? undefined
    : { low: `${low.text}${sign}`, high: high.text, length: start.length + low.count + 1 + high.count };
}

/** `more than 5 orders`, `over $500 in sales`, `more than one customer`: the measure that a threshold looks at. */
function measureAfter(sentence: Sentence, index: number, context: ReadContext, number = '') {
  const { lexicon, query } = context;
  const lead = sentence.match(index, /^(?:in|of|in total|total)(?= )/)?.length ?? 0;
  const noun = nounAt(sentence, index + lead, lexicon);
  const dimension = noun?.choices.find(({ param }) => param.role === 'dimension')?.value;
  const plural = query.dataset?.dimensions.find(({ name }) => name === dimension)?.plural;
  const choices = [...(noun?.choices ?? []), ...lexicon.choices(foldPhrase(plural ?? ''))];
  const measure = choices.find(({ param }) => param.role === 'measure');
  const choice = measureNamed(context, measure?.value);
  if (!noun || !choice) return undefined;
  const isCount = lead === 0 && isMoney(choice) && !/^[$€£¥]|(?:%|k|m|bn|b)$/i.test(number); // `more than 3 sales`, but `5000 in sales` and `200k sales`
  const count = isCount ? namedCount(sentence, index, context) : undefined;
  return { name: count?.name ?? choice.name, count: lead + noun.count };
}
