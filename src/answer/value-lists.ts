import { LRUCache } from 'lru-cache';

import type { Param, Query } from '../catalogue/query.ts';
import type { AnswerContext } from './context.ts';
import type { LookupCache } from './runs/lookup-cache.ts';

import { UNKNOWN } from '../text/text.ts';
import { prepareIndex } from '../text/value-index.ts';

/** The raw forms in the data of each value as it is shown, in the order of the list: `Norway` → `Norway`, `Norway  `. */
export type RawForms = ReadonlyMap<string, readonly string[]>;

type Lists = Required<Pick<AnswerContext, 'values' | 'listedAt' | 'rawForms'>> & {
  /** Returns the newest day or moment in a query's data as it was read at `since` or later; undefined when the query does not tell, or not soon. */
  readonly freshness: (query: Query, since: Date) => Promise<string | undefined>;
};

const MOST_LISTS = 1000;

/** Longer than this many milliseconds nobody waits for a list that was never read. */
const PATIENCE_MS = 10_000;

/** What Trino's `trim` takes away: what Java calls white space, so no no-break space. */
const BLANKS =
  /^[\t-\r\x1c- \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+|[\t-\r\x1c- \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+$/g;

/** Creates the lists of values that questions are understood with, read through a cache of lookups. */
export function openValueLists(lookups: LookupCache): Lists {
  const shown = new LRUCache<string, ShownList>({ max: MOST_LISTS });
  const read = async (sql: string) => {
    const raw = await soon(lookups.column(sql));
    const known = shown.get(sql);
    const list = known?.raw === raw ? known : shownListOf(raw);
    shown.set(sql, list);
    await list.indexed;
    return list;
  };
  const sqlOf = ({ values }: Param) => (values && 'sql' in values ? values.sql : undefined);
  const listed = ({ values }: Param) => (values && !('sql' in values) ? values : []);
  return {
    values: async (query: Query, param: Param) => {
      const sql = sqlOf(param);
      if (sql === undefined) return listed(param);
      if (query.dataset) return (await read(sql)).values;
      const values = await soon(lookups.column(sql));
      await prepareIndex(values);
      return values;
    },
    listedAt: (_, param) => {
      const sql = sqlOf(param);
      return sql === undefined ? undefined : lookups.readAt(sql);
    },
    rawForms: async (query, param) => {
      const sql = sqlOf(param);
      return query.dataset && sql !== undefined ? (await read(sql)).forms : new Map();
    },
    freshness: async ({ freshness }, since) =>
      freshness === undefined ? undefined : (await soon(lookups.column(freshness, { since })))[0],
  };
}

/** The values of a dimension as they are shown. `indexed` resolves when questions can be understood with them at once. */
type ShownList = {
  readonly raw: readonly string[];
  readonly forms: RawForms;
  readonly values: readonly string[];
  readonly indexed: Promise<void>;
};

function shownListOf(raw: readonly string[]): ShownList {
  const forms = rawFormsOf(raw);
  const values = [...forms.keys()];
  return { raw, forms, values, indexed: prepareIndex(values) };
}

const NONE: readonly string[] = [];

/** A list when it comes soon, else none: the lookup goes on, and the next question has it. */
async function soon(list: Promise<readonly string[]>): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve(NONE), PATIENCE_MS);
  });
  return Promise.race([list, late]).finally(() => clearTimeout(timer));
}

/** Groups raw values by the value as it is shown, `Unknown` last. An empty raw form stands for NULL too. */
export function rawFormsOf(raw: readonly string[]): RawForms {
  const forms = new Map<string, string[]>();
  const unknown: string[] = [];
  for (const form of raw) {
    const value = form.replace(BLANKS, '') || UNKNOWN;
    if (value === UNKNOWN) unknown.push(form);
    else if (forms.has(value)) forms.get(value)!.push(form);
    else forms.set(value, [form]);
  }
  if (unknown.length > 0) forms.set(UNKNOWN, unknown);
  return forms;
}
