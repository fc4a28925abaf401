import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Param, Query } from '../catalogue/query.ts';
import type { HelpPart } from './help-parts.ts';

import { COMMON_PERIODS } from '../calendar/period.ts';
import { expected } from '../catalogue/param.ts';
import { UserError } from '../error.ts';
import { nearest } from '../text/nearest.ts';
import { truncate } from '../text/text.ts';
import { ageWords, helpParts } from './help-parts.ts';
import { straighten } from './tokens.ts';

/** So many values of a list are named. */
const EXAMPLES = 3;

/** What can be asked, as data that Slack, the shell and assistants show in their own way. */
export type Help = {
  readonly title: string;
  readonly text: string;
  /** All queries, each with a sentence about it and an example question. */
  readonly queries: readonly {
    readonly name: string;
    readonly title: string;
    readonly description: string;
    readonly example: string;
  }[];
  /** The parameters of the query that help was asked for; missing in help on all queries. */
  readonly params: readonly { readonly name: string; readonly label: string; readonly takes: string }[];
  /** What can be said about that query, in words that people type; missing in help on all queries. */
  readonly parts: readonly HelpPart[];
  /** Example questions that can be asked as they stand. */
  readonly examples: readonly string[];
};

/** The values of a parameter that were looked up, and their age in milliseconds. */
export type Listed = { readonly values: readonly string[]; readonly age?: number | undefined };

/**
 * Describes all queries, or the one with a name or alias. `lists` gives the values that were looked up, by parameter
 * name. Throws a UserError when there is no such query.
 */
export function help(catalogue: Catalogue, topic?: string, lists: Readonly<Record<string, Listed>> = {}): Help {
  if (topic === undefined) {
    const queries = datasetsFirst(catalogue.queries).map((query) => ({
      name: query.name,
      title: query.title,
      description: query.description || query.title,
      example: examplesOf(query)[0]!,
    }));
    return {
      title: 'What you can ask',
      text: 'Ask in your own words: what, by what, of when. Every answer shows how it was understood, with filters to change it.',
      queries,
      params: [],
      parts: [],
      examples: queries.slice(0, 3).map(({ example }) => example),
    };
  }
  const query = catalogue.find(topic);
  if (!query) {
    const words = nearest(topic, [catalogue.queries.flatMap(({ name, aliases }) => [name, ...aliases])]);
    const near = [...new Set(words.flatMap((word) => catalogue.find(word)?.name ?? []))];
    const next = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'type help to see them all';
    throw new UserError(`no query is called "${topic.slice(0, 60)}": ${next}`, {
      suggestions: near.map(formatHelp),
    });
  }
  return {
    title: query.title,
    text: [
      query.description.replace(/[^.!?]$/, '$&.'),
      query.aliases.length > 0 && `Also called ${query.aliases.join(', ')}.`,
      query.owner && `Ask ${query.owner} about it.`,
    ]
      .filter(Boolean)
      .join(' '),
    queries: [],
    params: query.params.map((param) => ({
      name: param.name,
      label: param.label,
      takes: takes(param, lists[param.name]),
    })),
    parts: helpParts(query, lists),
    examples: examplesOf(query),
  };
}

/** Datasets before queries with SQL of their own: more can be asked of them. */
function datasetsFirst(queries: readonly Query[]): readonly Query[] {
  return [...queries.filter(({ dataset }) => dataset), ...queries.filter(({ dataset }) => !dataset)];
}

/** Completes a text that is being typed after the command: with the names of queries that begin so, then with examples of the query that it names. */
export function completionsOf(text: string, catalogue: Catalogue): readonly string[] {
  const typed = text.trimStart().toLowerCase();
  const names = catalogue.queries.map(({ name }) => name).filter((name) => name.startsWith(typed));
  const query = catalogue.find(typed.split(' ')[0] ?? '');
  const examples = query ? examplesOf(query).filter((example) => example.startsWith(typed.trimEnd())) : [];
  return [...new Set([...names, ...examples, ...(('help'.startsWith(typed) && ['help']) || [])])].slice(0, 8);
}

/** Writes example questions about one query from its parameters. */
export function examplesOf({ name, params, dataset }: Query): readonly string[] {
  const period = params.some(({ type }) => type === 'period');
  const dimension = params.find(({ role }) => role === 'dimension');
  const other =
    dimension?.choices.find(({ name: choice, type }) => type === 'date' && choice === 'month') ??
    dimension?.choices.find((choice) => choice.name !== dimension.default?.[0]);
  const split = params.find(({ role }) => role === 'series');
  const part = split?.choices.find(
    (choice) => choice !== other && choice.type !== 'date' && choice.name !== dimension?.default?.[0],
  );
  const examples = [
    [name, other && `by ${other.label.toLowerCase()}`, period && 'this year'],
    [name, period && 'last quarter', period && 'vs last year'],
    [name, other && `by ${other.label.toLowerCase()}`, part && `split by ${part.label.toLowerCase()}`],
    dataset && period ? ['why', name, 'last month'] : [name, 'as table'],
  ];
  return [...new Set(examples.map((words) => words.filter(Boolean).join(' ')))].slice(0, 4);
}

function takes(param: Param, listed: Listed | undefined): string {
  const several = param.many ? '; several are fine' : '';
  const unlessSaid = param.default ? `; ${param.default.join(', ')} unless you say otherwise` : '';
  return `${valueWords(param, listed)}${several}${unlessSaid}`;
}

function valueWords(param: Param, listed: Listed | undefined): string {
  const { type, choices, values, label } = param;
  if (type === 'choice')
    return choices
      .map((choice) => (choice.label.toLowerCase() === choice.name ? choice.name : `${choice.name} (${choice.label})`))
      .join(', ');
  if (type === 'period')
    return `${COMMON_PERIODS.slice(3, 9).join(', ')}, 2025-Q3, March 2025, 2025-01-01..2025-06-30, since 2025-03-01, all time`;
  if (type === 'string' && values && !Array.isArray(values))
    return `any ${label.toLowerCase()} in the data${listedWords(listed)}`;
  return expected(param);
}

/** `: 17 values, read 4 minutes ago, such as Australia, Austria, Belgium`. */
function listedWords(listed: Listed | undefined): string {
  if (!listed || listed.values.length === 0) return '';
  const { values, age } = listed;
  const count = `${values.length.toLocaleString('en')} ${values.length === 1 ? 'value' : 'values'}`;
  const read = age === undefined ? '' : `, read ${ageWords(age)}`;
  return `: ${count}${read}, such as ${values
    .slice(0, EXAMPLES)
    .map((value) => truncate(value, 30))
    .join(', ')}`;
}

const GREETING = /^(?:hi|hello|hey|good (?:morning|afternoon|evening))(?:,? (?:there|all|owl|owlpost))?$/i;

const WHAT_THERE_IS =
  /^(?:(?:what|which) (?:data|metrics|measures|kpis|numbers|datasets|dimensions|queries|questions) (?:do (?:you|we|i) have|are there|exist|are available|can (?:i|we) ask)|(?:list|show)(?: me)?(?: all)?(?: the| available| our)? (?:metrics|measures|kpis|datasets|dimensions|queries))$/i;

const ABOUT = /^what can (?:i|we|one|you) ask (?:about|of|in) (.+)$/i;

const CAN_ASK =
  /^(?:what|how) (?:can|could|do|should|may) (?:you|i|we|one|people) (?:do|ask|say|type|answer|use (?:this|it|you|owlpost))(?: (?:here|you|for me|with (?:this|it|you)))?$/i;

/** Writes the text that asks for help on a query, as `helpTopic` reads it. */
export function formatHelp(name: string): string {
  return `help ${name}`;
}

/** Returns which query a text asks help about, or undefined for a text that asks for numbers. The topic is empty for help on all queries. */
export function helpTopic(text: string): { readonly topic?: string } | undefined {
  const words = straighten(text).replace(/[?!.]+$/, '');
  if (words === '' || /^help$/i.test(words) || GREETING.test(words) || CAN_ASK.test(words) || WHAT_THERE_IS.test(words))
    return {};
  const topic = /^help\s+(.+)$/i.exec(words) ?? ABOUT.exec(words);
  return topic ? { topic: topic[1]! } : undefined;
}
