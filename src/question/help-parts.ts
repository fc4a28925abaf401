import type { Param, Query } from '../catalogue/query.ts';
import type { Listed } from './help.ts';

import { COMMON_PERIODS } from '../calendar/period.ts';
import { expected } from '../catalogue/param.ts';
import { truncate, uncapital } from '../text/text.ts';

/** One part of what can be said about a query, in words that people type: `By what`, `country, city, month`. */
export type HelpPart = { readonly title: string; readonly text: string };

/** So many values of a filter are named. */
const NAMED = 2;

/** How a number that chooses rows is said, by what its parameter keeps. */
const SAID: Readonly<Record<NonNullable<Param['keeps']>, string>> = {
  first: 'top 5',
  last: 'bottom 3',
  '>': 'over 1,000',
  '<': 'under 1,000',
  '>=': 'at least 1,000',
  '<=': 'at most 1,000',
};

/**
 * Describes what can be said about a query, part by part: what is counted, by what, which filters and periods there are,
 * and how rows are chosen. `lists` gives the values of filters that were looked up, by parameter name.
 */
export function helpParts({ params }: Query, lists: Readonly<Record<string, Listed>>): readonly HelpPart[] {
  const withRole = (role: Param['role']) => params.filter((param) => param.role === role);
  const [measure] = withRole('measure');
  const [dimension] = withRole('dimension');
  const [period] = withRole('period');
  const filters = params.filter(({ role, type }) => role === 'filter' && type !== 'period');
  const chosen = [...withRole('rank'), ...withRole('threshold')].flatMap(({ keeps }) => (keeps ? SAID[keeps] : []));
  return [
    part('What is counted', measure && choiceWords(measure)),
    part('By what', dimension && choiceWords(dimension, withRole('series').length > 0 ? 'split by' : undefined)),
    part('Only some of it', filtersWords(filters, lists)),
    part('Of when', period && periodWords(period)),
    part('Compared', period && 'vs last year, vs the period before'),
    part('Only some rows', chosen.join(', ')),
  ].flatMap((each) => each ?? []);
}

function part(title: string, text: string | undefined): HelpPart | undefined {
  return text ? { title, text } : undefined;
}

/** The labels of a parameter's choices, and how a second one of them is said. */
function choiceWords({ choices, many, default: chosen }: Param, second?: string): string {
  const labels = choices.map(({ name, label }) => (name === 'none' ? 'in total' : uncapital(label)));
  const usual = choices.find(({ name }) => name === chosen?.[0]);
  const more = [
    ...(usual && choices.length > 1 ? [`${uncapital(usual.label)} unless you say otherwise`] : []),
    ...(many ? ['several are fine'] : []),
    ...(second ? [`a second one after “${second}”`] : []),
  ];
  return [labels.join(', '), ...more].join('; ');
}

/** All filters, with when the values were read that are the oldest. */
function filtersWords(filters: readonly Param[], lists: Readonly<Record<string, Listed>>): string {
  const ages = filters.flatMap(({ name }) => lists[name]?.age ?? []);
  const read = ages.length > 0 ? `; read ${ageWords(Math.max(...ages))}` : '';
  return `${filters.map((filter) => filterWords(filter, lists[filter.name])).join(' · ')}${read}`;
}

/** A filter with the number of its values and the first of them: `country (17, such as Australia, Austria)`. */
function filterWords(param: Param, listed: Listed | undefined): string {
  const declared = Array.isArray(param.values) ? param.values : undefined;
  const values: readonly string[] = listed?.values ?? declared ?? [];
  const name = uncapital(param.label);
  if (values.length > 0) {
    const first = values.slice(0, NAMED).map((value) => truncate(value, 30));
    const words = `${values.length.toLocaleString('en')}, such as ${first.join(', ')}`;
    return `${name} (${values.length <= NAMED ? first.join(', ') : words})`;
  }
  return param.type === 'string' ? name : `${name} (${expected(param)})`;
}

function periodWords({ default: usual = [] }: Param): string {
  const examples = [...COMMON_PERIODS.slice(3, 7), 'March 2025', 'Q3 2025', '2025', 'since March 2025', 'all time'];
  const unlessSaid = usual.length > 0 ? `; ${usual.join(', ')} unless you say otherwise` : '';
  return `${examples.join(', ')}${unlessSaid}`;
}

/** Writes how long ago something was, of milliseconds: `4 minutes ago`. */
export function ageWords(age: number): string {
  const minutes = Math.floor(age / 60_000);
  if (minutes === 0) return 'just now';
  if (minutes < 60) return agoWords(minutes, 'minute');
  return minutes < 48 * 60 ? agoWords(Math.floor(minutes / 60), 'hour') : agoWords(Math.floor(minutes / 1440), 'day');
}

function agoWords(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
