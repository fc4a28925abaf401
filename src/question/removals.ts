import type { Param, Query } from '../catalogue/query.ts';
import type { Lexicon } from './lexicon.ts';
import type { Request } from './request.ts';

import { UserError } from '../error.ts';
import { normalizeText } from '../text/normalize.ts';
import { foldPhrase } from './tokens.ts';

const ALL_ROWS = /^(?:show |list )?(?:all|all of them|all of it|all rows|them all|everything|the rest|the others)$/i;

const ALL_OF = /^(?:show |for |in |of |over |across )?all (?:the |of the |our )?(?<words>.+)$/i;

const REMOVE = /^(?:remove|drop|clear|delete|take (?:out|away|off))(?: the| all| all the)? (?<words>.+)$/i;

/** `no comparison`, `without the chart`: what a question has, and not a value in the data. */
const NO_MORE = /^(?:no|without)(?: the| any| a)? (?<words>comparison|chart|split|limit|filters?)$/i;

const TOTAL =
  /^(?:the |just the |only the |(?:what is|what's|what was) the )?(?:grand |overall )?(?:total|sum)(?: of (?:it|that|them|all))?$|^in (?:total|all|sum)$|^altogether$|^(?:sum|add) (?:it|them|that) (?:all )?up$/i;

/**
 * Reads a text that takes something away from a question: `all of them`, `all countries`, `remove France`, `remove
 * filters`, `total`. Returns undefined when it takes away nothing that is there.
 */
export function readRemoval(text: string, before: Request, query: Query, lexicon: Lexicon): Request | undefined {
  if (TOTAL.test(text)) return asTotal(before, query);
  if (ALL_ROWS.test(text))
    return (
      without(before, query, ({ role }) => role === 'rank' || role === 'threshold') ??
      nothing('all rows are shown already')
    );
  const all = ALL_OF.exec(text)?.groups?.words;
  if (all !== undefined) {
    const names = dimensionsCalled(all, lexicon);
    return without(before, query, ({ role, name }) => role === 'filter' && names.includes(name));
  }
  const removed = (NO_MORE.exec(text) ?? REMOVE.exec(text))?.groups?.words;
  if (removed === undefined) return undefined;
  const roles = PARTS.get(removed.toLowerCase().replace(/s$/, ''));
  if (roles)
    return without(before, query, ({ role }) => roles.includes(role)) ?? nothing(`there is no ${removed} to remove`);
  if (/^chart$/i.test(removed)) return { ...before, as: undefined };
  if (/^comparison$/i.test(removed))
    return before.compare === undefined ? nothing('nothing is compared') : { ...before, compare: undefined };
  const names = dimensionsCalled(removed.replace(/ filter$/i, ''), lexicon);
  return (
    without(before, query, ({ role, name }) => role === 'filter' && names.includes(name)) ??
    withoutValues(removed, before, lexicon)
  );
}

/** Parts of a question by their names, with the roles of the parameters that are of them. */
const PARTS: ReadonlyMap<string, readonly Param['role'][]> = new Map([
  ['filter', ['filter']],
  ['split', ['series']],
  ['limit', ['rank', 'threshold']],
]);

function nothing(why: string): never {
  throw new UserError(`${why}: say what to change, as in by month, only France, top 5`);
}

/** Returns a request for one number: without rows, and without what keeps some of them. Undefined where the query has rows alone. */
export function asTotal(before: Request, { params }: Query): Request | undefined {
  const dimension = params.find(({ role }) => role === 'dimension');
  if (!dimension?.choices.some(({ name }) => name === 'none')) return undefined;
  const grouped = params.filter(({ role }) => ['series', 'rank', 'threshold', 'sort', 'show'].includes(role));
  const names = new Set(grouped.map(({ name }) => name));
  const kept = Object.entries(before.values).filter(([name]) => !names.has(name));
  return { ...before, as: undefined, values: { ...Object.fromEntries(kept), [dimension.name]: ['none'] } };
}

function without(before: Request, { params }: Query, isTaken: (param: Param) => boolean): Request | undefined {
  const taken = new Set(params.filter(isTaken).map(({ name }) => name));
  const kept = Object.entries(before.values).filter(([name]) => !taken.has(name));
  if (kept.length === Object.keys(before.values).length) return undefined;
  return {
    ...before,
    values: Object.fromEntries(kept),
    excluded: before.excluded.filter((name) => !taken.has(name)),
  };
}

function withoutValues(text: string, before: Request, lexicon: Lexicon): Request | undefined {
  const meant = [...lexicon.values(normalizeText(text), text), ...lexicon.choices(foldPhrase(text))].find(
    ({ kind, param, value }) => kind === 'value' && before.values[param.name]?.includes(value),
  );
  if (!meant) return undefined;
  const { [meant.param.name]: given = [], ...others } = before.values;
  const rest = given.filter((value) => value !== meant.value);
  const values = rest.length > 0 ? { ...others, [meant.param.name]: rest } : others;
  const excluded = rest.length > 0 ? before.excluded : before.excluded.filter((name) => name !== meant.param.name);
  return { ...before, values, excluded };
}

function dimensionsCalled(words: string, lexicon: Lexicon): readonly string[] {
  return lexicon.choices(foldPhrase(words)).flatMap(({ param, value }) => (param.role === 'dimension' ? [value] : []));
}
