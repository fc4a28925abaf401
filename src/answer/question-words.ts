import type { Query, Role } from '../catalogue/query.ts';
import type { Inside } from '../question/inside.ts';
import type { Compare, Request } from '../question/request.ts';
import type { AnswerContext } from './context.ts';

import { periodName } from '../calendar/words.ts';
import { TYPE_PHRASES } from '../chart/chart-type.ts';
import { insideOf } from '../question/inside.ts';
import { chosenChoices, ordered, valuesOf } from '../question/request.ts';
import { capital, joinWords, uncapital } from '../text/text.ts';
import { comparedWords } from './compared-spans.ts';
import { restrictionWords, thresholdWords } from './title.ts';
import { understandOrNothing } from './understand.ts';

/** Writes a request in words that do not depend on the date: `Sales by country · Last week · Country: France`. `locale` is the language tag for its numbers and dates. */
export function questionWords(query: Query, request: Request, locale?: string): string {
  const labels = (role: Role) =>
    chosenChoices(query, request, role)
      .filter(({ name }) => name !== 'none')
      .map(({ label }) => label);
  const measures = labels('measure');
  const named = measures.length === 0 ? query.title : joinWords(measures.map(inSentence));
  const inside = insideOf(query, request);
  const groups = inside ? [] : [...labels('dimension'), ...labels('series')];
  const by = groups.map((label) => uncapital(label)).join(' and ');
  const shown = inside ? [] : labels('show');
  const drawn = request.as === undefined ? [] : [`as ${TYPE_PHRASES[request.as]}`];
  const periods: string[] = [];
  const filters: string[] = [];
  for (const param of ordered(query.params)) {
    const values = valuesOf(request, param);
    if (!values || param.type === 'choice') continue;
    if (param.type === 'period') periods.push(capital(periodName(values[0]!, locale)));
    else if (param.role === 'threshold') filters.push(thresholdWords(param, values[0]!, { query, request, locale }));
    else filters.push(restrictionWords(param, values, { query, request, locale }));
  }
  const compared = request.compare === undefined ? [] : [`vs ${comparedTo(request.compare, locale)}`];
  const head = inside ? INSIDE_WORDS[inside](uncapital(named)) : `${named}${by && ` by ${by}`}`;
  return [head, ...shown, ...periods, ...filters, ...compared, ...drawn].join(' · ');
}

/** What is asked when one looks inside a measure. */
const INSIDE_WORDS: Readonly<Record<Inside, (measure: string) => string>> = {
  why: (measure) => `Why ${measure} changed`,
  explain: (measure) => `What ${measure} is made of`,
  rows: (measure) => `The rows behind ${measure}`,
};

/**
 * Writes a question in words, as `questionWords` does. One that is no longer understood is returned as it was typed,
 * but only to an asker who may see everything.
 */
export async function wordsOfText(text: string, context: AnswerContext): Promise<string> {
  const understood = await understandOrNothing(text, context);
  if (!understood) return context.contact === undefined ? text : 'a question that you may not ask';
  return questionWords(understood.query, understood.request, context.look?.locale);
}

/** A label at its place in a list that begins a sentence. */
function inSentence(label: string, index: number): string {
  return index === 0 ? label : uncapital(label);
}

/** Names what is compared with, in a sentence: `the period before`, `last year`, `Q3 2003`. `locale` is the language tag for dates. */
export function comparedTo(compare: Compare, locale?: string): string {
  return compare === 'previous' ? 'the period before' : comparedWords(compare, locale);
}
