import { LRUCache } from 'lru-cache';

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Param, Query } from '../catalogue/query.ts';
import type { Asker, Grant } from './access.ts';
import type { AnswerContext } from './context.ts';

import { principalsIn } from '../catalogue/access.ts';
import { buildCatalogue } from '../catalogue/catalogue.ts';
import { fromSql, shownSql } from '../catalogue/dataset-sql.ts';
import { sqlText } from '../trino/sql-name.ts';
import { grantOf } from './access.ts';

/** Whom people are sent to where `_access.yml` names nobody. */
const OPERATOR = 'your Owlpost operator';

/** Restricted catalogues are kept for so many kinds of askers. */
const MOST_KEPT = 200;

/**
 * Returns a function that gives each asker an `AnswerContext` with only what they may see, so that nothing else is
 * understood, suggested, listed or read. Without access rules, all get the whole context.
 */
export function openAccess(context: AnswerContext): (asker: Asker) => AnswerContext {
  const kept = new LRUCache<string, { readonly whole: Catalogue; readonly restricted: Catalogue }>({ max: MOST_KEPT });
  return (asker) => {
    const catalogue = () => {
      const whole = context.catalogue();
      if (!hasRules(whole)) return whole;
      const grants = whole.queries.map((query) => grantOf(query, whole.access, asker));
      if (grants.every(isWhole)) return whole;
      const key = JSON.stringify(grants.map(keyOf));
      const known = kept.get(key);
      if (known?.whole === whole) return known.restricted;
      const restricted = restrictCatalogue(whole, grants);
      kept.set(key, { whole, restricted });
      return restricted;
    };
    const whole = context.catalogue();
    if (catalogue() === whole) return { ...context, catalogue };
    return { ...context, catalogue, contact: whole.access.contact ?? OPERATOR };
  };
}

/** Whether a catalogue has access rules. */
export function hasRules({ access, queries }: Catalogue): boolean {
  return access.default !== undefined || queries.some((query) => query.access !== undefined);
}

/** Returns the ids of the Slack user groups that the access rules of a catalogue name. */
export function userGroupsIn({ access, queries }: Catalogue): readonly string[] {
  const rules = [access.default, ...queries.map((query) => query.access)].filter((rule) => rule !== undefined);
  const named = [...Object.values(access.groups).flat(), ...rules.flatMap(principalsIn)];
  return [...new Set(named.filter((principal) => /^S[A-Z0-9]{2,}$/.test(principal)))];
}

/** Whether a grant leaves nothing out. */
function isWhole(grant: Grant): boolean {
  return grant.isAllowed && grant.hidden.size === 0 && grant.rowFilters.size === 0;
}

function keyOf(grant: Grant): unknown {
  return grant.isAllowed ? [[...grant.hidden], [...grant.rowFilters]] : false;
}

/** Returns a catalogue with only what the grants allow, one grant for each of its queries. */
export function restrictCatalogue(whole: Catalogue, grants: readonly Grant[]): Catalogue {
  const queries = whole.queries.flatMap((query, index) => restrictQuery(query, grants[index]!) ?? []);
  return buildCatalogue(queries, [], { access: whole.access });
}

/** Returns a query with only what a grant allows; undefined when nothing of it is left. */
export function restrictQuery(query: Query, grant: Grant): Query | undefined {
  if (!grant.isAllowed) return undefined;
  if (isWhole(grant)) return query;
  const { hidden, rowFilters } = grant;
  const params = query.params
    .filter(({ role, name }) => role !== 'filter' || !hidden.has(name))
    .map((param) => restrictParam(param, query, grant));
  const isEmpty = params.some(
    ({ role, choices }) => (role === 'measure' || role === 'dimension') && choices.length === 0,
  );
  const needsHidden = query.params.some(
    ({ role, name, optional }) => role === 'filter' && !optional && hidden.has(name),
  );
  if (isEmpty || needsHidden) return undefined;
  const dimensions = query.dataset?.dimensions.filter(({ name }) => !hidden.has(name));
  return {
    ...query,
    params,
    rowFilters,
    ...(query.dataset && dimensions && { dataset: { ...query.dataset, dimensions } }),
  };
}

function restrictParam(param: Param, query: Query, { hidden, rowFilters }: Grant & { isAllowed: true }): Param {
  const choices = param.choices.filter(
    ({ name, counts }) =>
      !hidden.has(name) && !hidden.has(counts ?? '') && !hidden.has(name.replace(/^average_per_/, '')),
  );
  const [first] = choices;
  const isDefaultGone = param.default?.some((name) => !choices.some((choice) => choice.name === name));
  return {
    ...param,
    choices,
    ...(param.type === 'choice' && isDefaultGone && first && { default: [first.name] }),
    ...(param.role === 'filter' && rowFilters.size > 0 && { values: visibleValues(param, query, rowFilters) }),
  };
}

/**
 * The values of a filter that occur in the rows that an asker is restricted to; none are listed where that cannot be told, as
 * in a query of its author's own SQL.
 */
function visibleValues(
  param: Param,
  { dataset }: Query,
  rowFilters: ReadonlyMap<string, readonly string[]>,
): Param['values'] {
  if (!dataset) return rowFilters.get(param.name);
  const dimension = dataset.dimensions.find(({ name }) => name === param.name);
  if (dimension?.type !== 'string') return param.values; // days of the week and the like are the same for everybody
  const limits = [...rowFilters].map(([name, values]) => ({
    values,
    by: dataset.dimensions.find((each) => each.name === name),
  }));
  const needs = [...dimension.needs, ...limits.flatMap(({ by }) => by?.needs ?? [])];
  const conditions = limits.map(
    ({ by, values }) => `${by ? shownSql(by) : 'NULL'} IN (${values.map(sqlText).join(', ')})`,
  );
  return {
    sql: `SELECT DISTINCT COALESCE(${dimension.sql}, '') FROM ${fromSql(dataset, needs)}\nWHERE ${conditions.join('\n  AND ')} ORDER BY 1`,
  };
}
