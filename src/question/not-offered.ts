import type { Query } from '../catalogue/query.ts';
import type { Attempt } from './candidates.ts';
import type { Token } from './tokens.ts';

import { CHART_TYPES } from '../chart/chart-type.ts';
import { PREPOSITIONS } from './english.ts';
import { dimensionLabels, exampleWords, measureLabels } from './example-words.ts';

/** Things that people ask of data and that Owlpost does not do, and what it does instead. */
const NOT_OFFERED: readonly (readonly [words: RegExp, sentence: (query: Query) => string])[] = [
  [
    /^(?:forecast|forecasts|forecasted|predict|predicted|prediction|projection|projected|expected|next|tomorrow|future|will)$/,
    () => 'it tells what was, and forecasts nothing',
  ],
  [
    /^(?:correlat\w*|regression|significan\w*|causes?|causing|driving|drivers?|why|because|impact|influence\w*)$/,
    (query) =>
      `it tells what a change is made of, as in why ${exampleWords(query).measure} last month, and no other causes`,
  ],
  [
    /^(?:medians?|percentiles?|quartiles?|quantiles?|deviation|variance|outliers?|cagr)$/,
    () => 'it knows sums, counts, averages and shares',
  ],
  [
    /^(?:no|never|unsold|haven t|hasn t|not|without|missing|inactive|churned|lost)$/,
    () => 'it lists what there is, not what is missing',
  ],
  [/^(?:ex|besides|barring)$/, (query) => `to leave something out, say except, as in by ${grouping(query)} except …`],
  [
    /^distributions?$/,
    (query) =>
      `say what it is over, as in ${exampleWords(query).measure} by ${grouping(query)}, or by ${exampleWords(query).other} as histogram`,
  ],
  [/^ratios?$/, () => 'it works out the ratios that are declared, and no others: ask for both numbers, with and or vs'],
  [
    /^(?:kpis?|metrics?|numbers|figures|stats|statistics|results|performance|overview|dashboard)$/,
    (query) => `name a measure, as in ${exampleWords(query).measure} by month: there are ${measureLabels(query)}`,
  ],
  [/^(?:early|mid|late)$/, () => 'it does not say which months: write them, as in 2024-01..2024-03'],
  [/^where$/, (query) => `ask "which …" with one of ${dimensionLabels(query)}`],
  [
    /^(?:contain|contains|containing|starts?|starting|ends|ending|like|matching)$/,
    () => 'it does not search within names',
  ],
  [
    /^(?:subscribe|subscription|e ?mail|mail|send|forward|deliver|schedule)$/,
    () => 'it sends nothing when asked here, but posts answers regularly by /owl subscribe',
  ],
  [
    /^(?:notify|notifies|notification|alerts?|warn|alarm|remind)$/,
    (query) =>
      `it tells when a number crosses a limit by /owl alert, as in /owl alert ${exampleWords(query).measure} …`,
  ],
  [
    /^(?:map|treemap|gauge|radar|funnel|sankey|bubble|boxplot|sunburst|candlestick|choropleth|sparkline)s?$/,
    () => `its charts are ${CHART_TYPES.join(', ')}`,
  ],
  [
    /^(?:phone|telephone|fax|address|addresses|contact|contacts|invoice|invoices|receipt|receipts)$/,
    () => 'it tells numbers over many rows, and no single ones',
  ],
  [/^(?:fy|fy ?\d+)$/, () => 'write a year as its number, as in 2024'],
  [
    /^(?:usd|eur|euros?|dollars?|gbp|chf|jpy|yen|currency|currencies)$/,
    () => 'amounts are as the data have them: it converts no money',
  ],
  [
    /^(?:christmas|xmas|easter|thanksgiving|holidays?|summer|winter|spring|autumn)$/,
    () => 'it knows no holidays or seasons: write the months or the days, as in 2024-12-20..2024-12-31',
  ],
];

const SPAN =
  /^(?:(?:what|which) (?:years?|months?|dates?|date range|time (?:range|span|frame|period))(?: of data)? (?:are|is|do|does|did)(?: .*)? data(?: cover| have| include| go back to)?|(?:do|does|is|are|have) (?:we|you|there|the data|your data)(?: have| include| contain| cover| got)?(?: any)?(?: data)? (?:for|from|of|in|since|before|about|on)(?: .*)?|how (?:far back|many (?:years|months)|much)(?: .*)? (?:data|history)(?: .*)?|(?:the )?(?:date|time) (?:range|span) of (?:the |our |your )?data|(?:what (?:is|was|are) )?(?:the |our )?(?:first|last|latest|earliest|newest|most recent|oldest)(?: and (?:first|last|latest|earliest|newest|oldest))? (?:(?:order|transaction|sale)s?(?: date)?|dates?|data))$/;

/** Whether a question, as folded words, is about the time that the data cover: `what years are in the data`, `latest order date`. */
export function asksForSpan(words: string): boolean {
  return SPAN.test(words) && /\b(?:data|history|dates?|orders?|transactions?|sales?)\b/.test(words);
}

/** Returns what is said to a question about the time that the data cover. */
export function spanSentence({ name }: Pick<Query, 'name'>): string {
  return `each answer says until when its data go: ask ${name} by month all time to see from when`;
}

function grouping(query: Query): string {
  return exampleWords(query).dimension;
}

/** Returns what Owlpost says to the first of some words that ask for what it does not do; undefined when none does. */
export function notOffered(tokens: readonly Token[], query: Query): string | undefined {
  const words = tokens.map(foldedOf);
  return NOT_OFFERED.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1](query);
}

/** Whether a folded word asks for what Owlpost does not do, so that it is no slip of another word. */
export function isNotOffered(word: string): boolean {
  return NOT_OFFERED.some(([pattern]) => pattern.test(word));
}

/** Months, quarters and days that no calendar has: `2004-13`, `13/2004`, `Q5`, `2025-02-30`. */
const NO_SUCH_TIME = /^(?:q[05-9]|\d{4}-\d\d?(?:-\d\d?)?|(?:\d\d?\/){1,2}\d{4}|\d\d?\.\d\d?\.\d{4})$/i;

const MONTH = /^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)/;

const GROUPS_BY = /^(?:by|per|each|every)$/;

const MEASURED_BY = /^(?:by|per|of|in|for|from|)$/;

/**
 * Returns which kind of thing the words left over of an attempt would have been, a day, a grouping, a measure or a
 * value, and what there is of it; undefined when their place in the sentence does not tell.
 */
export function missingKind({ query, rank, draft, sentence }: Attempt, rankByWord: number): string | undefined {
  const [first] = draft.unused;
  if (!first) return undefined;
  const at = sentence.tokens.indexOf(first);
  const [before, after] = [sentence.word(at - 1), sentence.word(at + 1)];
  if (NO_SUCH_TIME.test(first.text) || (/^\d\d(?:st|nd|rd|th)?$/.test(first.text) && MONTH.test(after)))
    return `the calendar has no ${first.text}${MONTH.test(after) ? ` in that month` : ''}`;
  const dimensions = dimensionLabels(query);
  if (GROUPS_BY.test(before) && dimensions !== '') return `it groups by ${dimensions} and by time`;
  const measures = measureLabels(query);
  const isAdjective = /^\p{Ll}/u.test(first.text) && !PREPOSITIONS.has(foldedOf(first));
  const isBeforeMeasure = isAdjective && draft.measures.some((measure) => measure.at === at + 1);
  const isMeasure = at === 0 && draft.measures.length === 0 && rank === rankByWord && MEASURED_BY.test(after);
  const isAveraged = draft.average === at - 1 && draft.measures.length === 0;
  if (draft.unused.length === 1 && measures !== '' && (isBeforeMeasure || isMeasure || isAveraged))
    return `its measures are ${measures}`;
  return noSuchValue(draft.unused, at, query);
}

/** A name in capitals that is no value in the data: where it was looked for. The first word of a sentence is capital anyway. */
function noSuchValue(unused: readonly Token[], at: number, query: Query): string | undefined {
  const words = unused
    .filter((token) => !/^(?:by|per|in|of|for|to|at|on)$/.test(foldedOf(token)))
    .map(({ text }) => text);
  const plurals = (query.dataset?.dimensions ?? []).filter(({ type }) => type === 'string').map(({ plural }) => plural);
  const isName = words.length > 0 && words.length <= 3 && words.every((word) => /^\p{Lu}\p{L}+$/u.test(word));
  if (at === 0 || !isName || plurals.length === 0) return undefined;
  return `there is no ${words.join(' ')} among the ${plurals.slice(0, 6).join(', ')} in the data`;
}

function foldedOf(token: Token): string {
  return token.kind === 'word' ? token.folded : '';
}
