import type { Query } from '../catalogue/query.ts';
import type { Inside } from '../question/inside.ts';
import type { Request } from '../question/request.ts';
import type { AnswerContext } from './context.ts';

import { periodName } from '../calendar/words.ts';
import { TYPE_PHRASES } from '../chart/chart-type.ts';
import { insideOf } from '../question/inside.ts';
import { ordered, valuesOf } from '../question/request.ts';
import { capital, uncapital } from '../text/text.ts';
import { filterWords } from './title.ts';
import { understandOrNothing } from './understand.ts';

/** Writes a request in words that do not depend on the date: `Sales by country · Last week · Country: France`. */
export function questionWords(query: Query, request: Request): string {
  const labels = (role: 'measure' | 'dimension' | 'series' | 'show') =>
    query.params
      .filter((param) => param.role === role && param.type === 'choice')
      .flatMap((param) => (valuesOf(request, param) ?? []).map((name) => labelOf(param.choices, name)));
  const measures = labels('measure');
  const named = measures.length === 0 ? query.title : sentence(measures.map((label) => label ?? ''));
  const inside = insideOf(query, request);
  const groups = inside ? [] : [...labels('dimension'), ...labels('series')].filter((label) => label !== undefined);
  const by = groups.map((label) => uncapital(label)).join(' and ');
  const shown = inside ? [] : labels('show').filter((label) => label !== undefined);
  const drawn = request.as === undefined ? [] : [`as ${TYPE_PHRASES[request.as]}`];
  const periods: string[] = [];
  const filters: string[] = [];
  for (const param of ordered(query.params)) {
    const values = valuesOf(request, param);
    if (!values || param.type === 'choice') continue;
    if (param.type === 'period') periods.push(capital(periodName(values[0]!)));
    else filters.push(filterWords(param, values, request.excluded.includes(param.name)));
  }
  const compared = request.compare === undefined ? [] : [`vs ${comparedTo(request.compare)}`];
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
  return questionWords(understood.query, understood.request);
}

/** The label of a choice; undefined for the one that stands for no grouping. */
function labelOf(choices: Query['params'][number]['choices'], name: string): string | undefined {
  if (name === 'none') return undefined;
  return choices.find((choice) => choice.name === name)?.label ?? name;
}

function sentence(labels: readonly string[]): string {
  const parts = labels.map((label, index) => (index === 0 ? label : uncapital(label)));
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

function comparedTo(compare: string): string {
  return compare === 'previous' ? 'the period before' : compare;
}
