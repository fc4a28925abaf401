import type { Param, Query } from '../catalogue/query.ts';
import type { Attempt } from './candidates.ts';
import type { Request } from './request.ts';

import { UserError } from '../error.ts';
import { isTime, rolesOf } from './draft.ts';
import { exampleWords } from './example-words.ts';
import { asksWhy, compareOf, insideOf } from './inside.ts';

/** How a change is meant. */
export type ChangeManner = {
  /** Whether it adds to what is shown: `and margin`. */
  readonly isAdded: boolean;
  /** Whether it speaks of the answer before by a pronoun: `how many orders did they place`. */
  readonly isBack: boolean;
  /** Whether its first noun only carries what is said of it: `for customers in Spain`. */
  readonly isCarried: boolean;
};

/**
 * Sets what a change says in a request and keeps all else. Throws a UserError for a change whose answer would be about
 * other rows than those that it speaks of, and for shares of one number.
 */
export function mergeChange(previous: Request, change: Attempt, query: Query, manner: ChangeManner): Request {
  const { draft, composed } = change;
  const before = chooses(change, query) ? withoutInside(previous, query) : previous;
  const roles = rolesOf(query);
  const isOne = isOneNumber(change, rowsOf(before, query));
  const said = new Map(Object.entries(composed.values));
  const sorted = draft.measures.every(({ how }) => how === 'sort') ? draft.measures.at(-1)?.name : undefined;
  if (sorted !== undefined && query.params.some(({ name }) => name === 'rank_by')) said.set('rank_by', [sorted]);
  keepMeasure(said, change, before, query);
  const isCarrier = ({ how }: Attempt['draft']['groups'][number]) =>
    manner.isCarried && how === 'bare' && draft.values.length > 0;
  const isGrouped = draft.groups.some(
    (group) => !isCarrier(group) && (!group.isImplied || rowsOf(before, query) === 'none'),
  );
  if (!isGrouped && !isOne) for (const role of [roles.dimension, roles.series]) if (role) said.delete(role.name);
  if (isGrouped) regroup(before, said, change, query, manner);
  if (manner.isBack) keepRanked(before, said, query);
  const values = new Map(Object.entries(before.values));
  const isRank = (name: string) => query.params.some((param) => param.name === name && param.role === 'rank');
  const isNewRank = [...said.keys()].some(
    (name) => isRank(name) && name !== 'rank_by' && name !== 'of' && name !== 'within',
  );
  if (isNewRank) for (const name of [...values.keys()].filter(isRank)) values.delete(name);
  if (isGrouped) dropSplit(values, said, query);
  if (isOne) for (const name of namesOfRows(query)) values.delete(name);
  if (isOne && roles.dimension) said.set(roles.dimension.name, ['none']);
  const isAdded = (param: Param) => manner.isAdded || (sorted !== undefined && param.role === 'measure');
  const excluded = setSaid(values, said, change, query, { excluded: before.excluded, isAdded });
  const merged = {
    ...before,
    values: Object.fromEntries(values),
    excluded,
    ...(composed.compare && { compare: composed.compare }),
    ...(composed.as && { as: composed.as }),
  };
  if (draft.isShare) refuseShareOfOne(merged, query);
  return merged;
}

/** Sets what is said among the values of a request, and returns the parameters whose values are left out then. */
function setSaid(
  values: Map<string, readonly string[]>,
  said: ReadonlyMap<string, readonly string[]>,
  { composed }: Attempt,
  query: Query,
  before: { readonly excluded: readonly string[]; readonly isAdded: (param: Param) => boolean },
): readonly string[] {
  const excluded = new Set(before.excluded);
  const isWhy = asksWhy(query, composed);
  for (const [name, texts] of said) {
    const param = query.params.find((candidate) => candidate.name === name);
    const isExcluded = composed.excluded.includes(name);
    const isOneAlone = isWhy && param?.role === 'measure';
    const isMore = param?.many === true && before.isAdded(param) && isExcluded === excluded.has(name) && !isOneAlone;
    values.set(name, isMore ? [...new Set([...(values.get(name) ?? param.default ?? []), ...texts])] : [...texts]);
    if (isExcluded) excluded.add(name);
    else excluded.delete(name);
  }
  return [...excluded];
}

/** `total sales`, and `how many customers` where the rows are customers: one number. `how many orders` after sales by month is of each month. */
function isOneNumber({ draft, sentence }: Attempt, rows: string | undefined): boolean {
  if (draft.isTotal !== true || draft.groups.length > 0) return false;
  const saysTotal = sentence.tokens.some((_, at) => sentence.word(at) === 'total');
  return saysTotal || draft.either.some(({ dimension }) => dimension === rows);
}

const OF_ROWS: ReadonlySet<Param['role']> = new Set(['dimension', 'series', 'rank', 'threshold', 'sort', 'show']);

function namesOfRows({ params }: Query): readonly string[] {
  return params.filter(({ role }) => OF_ROWS.has(role)).map(({ name }) => name);
}

function rowsOf({ values }: Request, query: Query): string | undefined {
  const { dimension } = rolesOf(query);
  return dimension && (values[dimension.name] ?? dimension.default)?.[0];
}

/** `for customers with more than 3 orders`: a limit on another measure changes nothing of what is shown. */
function keepMeasure(said: Map<string, readonly string[]>, { draft }: Attempt, before: Request, query: Query): void {
  const { measure } = rolesOf(query);
  const [limited] = draft.thresholds.flatMap((threshold) => threshold.measure ?? []);
  if (!measure || limited === undefined || draft.measures.length > 0) return;
  said.delete(measure.name);
  const isShown = (before.values[measure.name] ?? measure.default ?? [])[0] === limited;
  if (!isShown && query.params.some(({ name }) => name === 'having')) said.set('having', [limited]);
}

function isRanked({ values }: Request, { params }: Query): boolean {
  return params.some(({ role, name }) => (role === 'rank' || role === 'threshold') && values[name] !== undefined);
}

/** `how many orders did they place` after a ranking: those that were ranked. What would rank other ones is refused. */
function keepRanked(before: Request, said: Map<string, readonly string[]>, query: Query): void {
  if (!isRanked(before, query)) return;
  const { dimension, measure } = rolesOf(query);
  const rows = rowsOf(before, query);
  const isOther = dimension && said.has(dimension.name) && said.get(dimension.name)![0] !== rows;
  const isSplit = query.params.some(({ role, name }) => role === 'series' && said.get(name)?.[0] === rows);
  const isFiltered = query.params.some(({ role, name }) => role === 'filter' && said.has(name));
  if ((isOther && !isSplit) || isFiltered)
    throw new UserError(
      `the answer before shows only some of all ${(rows ?? 'rows').replaceAll('_', ' ')} rows, and this would choose other ones: ask a whole question, or name the one you mean`,
    );
  const isRankedBy = query.params.some(({ name }) => name === 'rank_by') && before.values.rank_by === undefined;
  const old = measure && (before.values[measure.name] ?? measure.default)?.[0];
  if (measure && said.has(measure.name) && isRankedBy && old !== undefined && !said.get(measure.name)!.includes(old))
    said.set('rank_by', [old]);
}

function refuseShareOfOne(request: Request, query: Query): void {
  const { series, show } = rolesOf(query);
  if (rowsOf(request, query) !== 'none' || (series && request.values[series.name])) return;
  if (show && request.values[show.name]?.[0]?.startsWith('share') === true)
    throw new UserError(`one number has no shares: add by, as in by ${exampleWords(query).dimension}`);
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

/**
 * Turns the rows that a change names into those of the changed question. `and by product line` after a question over time
 * splits it, so does `by month` after a ranking, `in each country` ranks within each; else it takes the place of the rows.
 */
function regroup(
  before: Request,
  said: Map<string, readonly string[]>,
  { draft }: Attempt,
  query: Query,
  { isAdded, isBack }: ChangeManner,
): void {
  const roles = rolesOf(query);
  const { dimension, series, show } = roles;
  const old = rowsOf(before, query);
  const by = dimension && said.get(dimension.name)?.[0];
  if (!dimension || !series || by === undefined || said.has(series.name) || old === undefined || old === by) return;
  const setRows = (rows: string, split: string) => {
    said.set(dimension.name, [rows]);
    said.set(series.name, [split]);
  };
  const isOverTime = isTime({ roles }, by) && !isTime({ roles }, old);
  const isPart = show && before.values[show.name]?.[0] === 'share_of_all' && before.values[old] !== undefined;
  if (isOverTime && isPart && !draft.isShare) {
    setRows(by, old);
    said.set('within', [by]);
    return;
  }
  const isKept = isRanked(before, query) || isBack;
  if (isOverTime && old !== 'none' && isKept && draft.ranks.length === 0 && canSplit(old, query)) {
    setRows(by, old);
    return;
  }
  const isEach = draft.groups.some(({ how, name }) => name === by && (how === 'each' || how === 'per'));
  const isOfRank = draft.ranks.length > 0 || isRanked(before, query);
  if (isEach && isOfRank && old !== 'none' && canSplit(by, query)) {
    setRows(old, by);
    said.set('within', [by]);
    if (isTime({ roles }, old)) said.set('of', [old]);
    return;
  }
  const isLimit = draft.thresholds.some(({ measure }) => measure !== undefined) && draft.measures.length === 0;
  const isSaid = draft.groups.some(({ how, name }) => how === 'split' && name === by);
  const isSplit = isSaid || (isAdded && isTime({ roles }, old) && !isTime({ roles }, by));
  if (isSplit || (isLimit && old !== 'none' && canSplit(by, query))) {
    said.delete(dimension.name);
    said.set(series.name, [by]);
  }
}

function canSplit(name: string, query: Query): boolean {
  return rolesOf(query).series?.choices.some((choice) => choice.name === name) ?? false;
}

/** A split by what the rows are now, or by a second time, is none. */
function dropSplit(
  values: Map<string, readonly string[]>,
  said: ReadonlyMap<string, readonly string[]>,
  query: Query,
): void {
  const roles = rolesOf(query);
  const { dimension, series } = roles;
  const by = dimension && said.get(dimension.name)?.[0];
  if (!series || by === undefined) return;
  const split = values.get(series.name)?.[0];
  if (split === by || (isTime({ roles }, by) && isTime({ roles }, split))) values.delete(series.name);
}
