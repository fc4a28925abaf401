import type { Param, Query } from '../catalogue/query.ts';
import type { Attempt, ParseContext } from './candidates.ts';
import type { Request } from './request.ts';

import { comparisonNamed } from '../calendar/span.ts';
import { UserError } from '../error.ts';
import { attempt, BY_WORD, findCandidates } from './candidates.ts';
import { isTime, rolesOf } from './draft.ts';
import { asksWhy, compareOf, insideOf } from './inside.ts';
import { lexiconOf } from './lexicon.ts';
import { problemOf } from './mistakes.ts';
import { readRemoval } from './removals.ts';
import { defaultRequest, formatRequest, normalize } from './request.ts';
import { tokenize } from './tokens.ts';

/** Words that say that what follows changes the question before, and nothing else. */
const LEAD =
  /^(?:ok(?:ay)?|and|but|now|then|also|plus|only|just|please|show me|what about|how about|the same|same thing|same|for|with|add|no|nope|instead(?! of)|make (?:it|that)|turn (?:it|that) into|show (?:it|that|them))(?:[\s,]+|$)/i;

/** Words behind a change that say no more than that it is one. */
const TAIL = /[\s,]+(?:instead|please|too|as well|now|then)$/i;

const ADDED_TAIL = /[\s,]+(?:too|as well)$/i;

const AGAINST = /^(?:vs\.?|versus|against|compared?(?: it| that)? (?:to|with|against))\s/i;

const ADDING = /^(?:ok(?:ay)?[\s,]+)?(?:and|also|plus|with|add)\b/i;

/** `why` by itself, or of what the question before was about: `why did it drop`, `what changed`. */
const WHY_THAT =
  /^(?:so )?(?:why|how come|what (?:has )?changed|what happened)(?: (?:(?:did|has|have|is|are|was|were|do|does) )?(?:it|that|this|they|the (?:change|drop|fall|decline|rise|increase|jump))(?: .*)?)?$/i;

/** `explain` by itself, or of the number before: `explain this number`, `the rows behind it`. */
const EXPLAIN_THAT =
  /^(?:explain(?: (?:it|this|that|the number))?(?: number| figure)?|(?:the |some )?(?:raw |sample )?rows(?: behind (?:it|this|that|the number)(?: number)?)?)$/i;

const RESET = /^(?:reset|start over|everything again)$/i;

/** Whether a text begins as a change of the question before: `and by product line`, `only France`. */
export function isFollowUp(text: string): boolean {
  const words = bare(text);
  if (AGAINST.test(words) || TAIL.test(words)) return true;
  if (LEAD.test(words) || RESET.test(words) || WHY_THAT.test(words) || EXPLAIN_THAT.test(words)) return true;
  return CHANGE.test(words);
}

/** Words that begin a change, and a question of its own, too: `top 5`, and `top 5 customers by orders`. */
const CHANGE = /^(?:without|as|by|not|vs|versus|top|bottom)\s/i;

/**
 * Reads a text as a change of the question before: it replaces what the text says and keeps the rest. Returns
 * undefined when the text has a subject of its own: another query, or a measure that it does not add. Throws a
 * UserError for a change that is not understood.
 */
export function readFollowUp(text: string, before: Request, query: Query, context: ParseContext): Request | undefined {
  const words = withoutLead(bare(text)).replace(TAIL, '');
  const isAdded = ADDING.test(bare(text)) || ADDED_TAIL.test(bare(text));
  if (RESET.test(words)) return normalize(defaultRequest(query), query);
  const tokens = tokenize(words);
  if (namesQuery(text, context)) return undefined;
  const removal = readRemoval(words, before, query, lexiconOf(query, context.vocabulary));
  if (removal) return normalize(removal, query);
  const change = attempt({ query: withRowsOf(before, query), start: 0, count: 0, rank: BY_WORD }, tokens, context);
  const isNamed = CHANGE.test(bare(text)) && change.draft.groups.length > 0; // what is counted, and of what
  if (isSubject(change, tokens.length) && (!isFollowUp(text) || isNamed)) return undefined;
  const compared = comparedWith(before, change, query);
  if (compared) return normalize(compared, query);
  const problem = problemOf(change, context);
  if (problem) throw problem;
  const changed = normalize(merge(before, change, query, isAdded), query);
  if (formatRequest(changed) === formatRequest(normalize(before, query)))
    throw new UserError('that changes nothing: say what to change, as in by month, only France, top 5');
  return changed;
}

/** The query as it is asked now: what is said of rows is said of those that the question before has. */
function withRowsOf({ values }: Request, query: Query): Query {
  const params = query.params.map((param) =>
    param.role === 'dimension' && values[param.name] ? { ...param, default: values[param.name]! } : param,
  );
  return { ...query, params };
}

/** Whether a text asks for a measure and more: it is a question of its own. */
function isSubject({ draft }: Attempt, words: number): boolean {
  if (words < 2 || !draft.measures.some(({ how }) => how !== 'sort')) return false;
  const isMore = [draft.groups, draft.values, draft.periods, draft.ranks, draft.thresholds].some(
    ({ length }) => length > 0,
  );
  return isMore || draft.isTotal === true || draft.measures.some(({ how }) => how === 'verb');
}

/** `vs 2003`, `compare with Germany`: the period or the value of the question before beside the one that is named. */
function comparedWith(before: Request, { draft }: Attempt, query: Query): Request | undefined {
  const { dimension, series, period } = rolesOf(query);
  if (draft.versus === undefined || draft.unused.length > 0 || draft.compare) return undefined;
  const value = draft.values[0];
  const own = period && (before.values[period.name] ?? period.default)?.[0];
  const time = draft.periods[0] && inYearOf(own, draft.periods[0]);
  if (time !== undefined && own !== undefined && !value)
    return { ...before, compare: comparisonNamed(own, time) ?? time };
  const given = value && before.values[value.param.name];
  if (!value || !given || !dimension || before.excluded.includes(value.param.name)) return undefined;
  const by = (before.values[dimension.name] ?? dimension.default)?.[0];
  const isTimed = isTime({ roles: rolesOf(query) }, by);
  const rows = isTimed && series ? { [series.name]: [value.param.name] } : { [dimension.name]: [value.param.name] };
  const both = [...new Set([...given, ...draft.values.map((one) => one.value)])];
  return { ...before, values: { ...before.values, ...rows, [value.param.name]: both } };
}

/** `vs May` after a question about June 2025: a month or quarter without a year is one of the year that was asked about. */
function inYearOf(own: string | undefined, { period, text }: Attempt['draft']['periods'][number]): string {
  const year = /^(\d{4})(?:-|$)/.exec(own ?? '')?.[1];
  const part = /\d{4}/.test(text) ? undefined : /^\d{4}(-(?:\d{2}(?:-\d{2})?|Q\d))$/.exec(period)?.[1];
  return year !== undefined && part !== undefined && !own!.includes('..') ? `${year}${part}` : period;
}

function bare(text: string): string {
  return text.trim().replace(/[\s?!.]+$/, '');
}

function withoutLead(text: string): string {
  const rest = text.replace(LEAD, '');
  return rest === text ? text : withoutLead(rest);
}

/** Whether a query is named, other than by a measure of its own. */
function namesQuery(text: string, { catalogue }: ParseContext): boolean {
  return findCandidates(tokenize(bare(text)), catalogue).some(({ rank, count }) => rank < BY_WORD && count > 0);
}

function merge(previous: Request, change: Attempt, query: Query, isAdded: boolean): Request {
  const { draft, composed } = change;
  const before = chooses(change, query) ? withoutInside(previous, query) : previous;
  const roles = rolesOf(query);
  const said = new Map(Object.entries(composed.values));
  const sorted = draft.measures.every(({ how }) => how === 'sort') ? draft.measures.at(-1)?.name : undefined;
  if (sorted !== undefined && query.params.some(({ name }) => name === 'rank_by')) said.set('rank_by', [sorted]);
  const [mention] = draft.periods;
  const asked = roles.period && (previous.values[roles.period.name] ?? roles.period.default)?.[0];
  if (roles.period && mention && said.get(roles.period.name)?.[0] === mention.period)
    said.set(roles.period.name, [inYearOf(asked, mention)]);
  const isWhy = asksWhy(query, composed);
  const rows = roles.dimension && previous.values[roles.dimension.name]?.[0];
  const isGrouped = draft.groups.some(({ isImplied }) => !isImplied || rows === undefined || rows === 'none');
  if (!isGrouped) for (const role of [roles.dimension, roles.series]) if (role) said.delete(role.name);
  const values = new Map(Object.entries(before.values));
  const isRank = (name: string) => query.params.some((param) => param.name === name && param.role === 'rank');
  if ([...said.keys()].some(isRank)) for (const name of [...values.keys()].filter(isRank)) values.delete(name);
  if (isGrouped) regroup(values, said, query, isAdded);
  const excluded = new Set(before.excluded);
  for (const [name, texts] of said) {
    const param = query.params.find((candidate) => candidate.name === name);
    const isSame = composed.excluded.includes(name) === excluded.has(name);
    const isMore =
      (isAdded || (sorted !== undefined && param?.role === 'measure')) &&
      isSame &&
      param?.many === true &&
      !(isWhy && param.role === 'measure');
    values.set(name, isMore ? [...new Set([...(values.get(name) ?? param.default ?? []), ...texts])] : [...texts]);
    if (composed.excluded.includes(name)) excluded.add(name);
    else excluded.delete(name);
  }
  return {
    ...before,
    values: Object.fromEntries(values),
    excluded: [...excluded],
    ...(composed.compare && { compare: composed.compare }),
    ...(composed.as && { as: composed.as }),
  };
}

/** Whether a change chooses rows, of which there are none inside a number: what follows is then the measure itself. */
function chooses({ draft }: Attempt, query: Query): boolean {
  const isSet = query.params.some(({ role, name }) => CHOOSING.has(role) && draft.settings.has(name));
  const isDrawnAs = draft.as !== undefined && draft.as !== 'table';
  return draft.inside === undefined && (draft.groups.length > 0 || isSet || isDrawnAs);
}

const CHOOSING: ReadonlySet<Param['role']> = new Set(['rank', 'threshold', 'sort', 'show']);

function withoutInside(request: Request, query: Query): Request {
  if (!insideOf(query, request)) return request;
  const values = Object.entries(request.values).filter(([name]) => name !== rolesOf(query).show?.name);
  return { ...request, values: Object.fromEntries(values), compare: compareOf(query, request) };
}

/** `and by product line` after a question over time splits it; after another one, and without `and`, it takes the place of what the rows were. */
function regroup(
  values: Map<string, readonly string[]>,
  said: Map<string, readonly string[]>,
  query: Query,
  isAdded: boolean,
): void {
  const roles = rolesOf(query);
  const { dimension, series } = roles;
  if (!dimension) return;
  const by = said.get(dimension.name)?.[0];
  const old = values.get(dimension.name)?.[0] ?? dimension.default?.[0];
  const isSplit =
    isAdded && series && by !== undefined && !said.has(series.name) && isTime({ roles }, old) && !isTime({ roles }, by);
  if (isSplit) {
    said.delete(dimension.name);
    said.set(series.name, [by]);
    return;
  }
  if (series && by !== undefined && values.get(series.name)?.[0] === by) values.delete(series.name);
  if (series && isTime({ roles }, by) && isTime({ roles }, values.get(series.name)?.[0])) values.delete(series.name);
}
