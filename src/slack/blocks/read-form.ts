import type { Param, Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { FilterValues } from './filter-ids.ts';

import { addDays } from '../../calendar/day.ts';
import { periodParam } from '../../catalogue/param.ts';
import { UserError } from '../../error.ts';
import { normalize, withValue } from '../../question/request.ts';
import { formWords } from '../words.ts';
import { currentOf, parseOptionValue } from './filter-ids.ts';
import { FORM_INPUTS, paramInputId } from './form-inputs.ts';
import { unescapeText } from './limits.ts';

/** One input of a submitted form: its value is in the field of its kind. */
export type Entry = {
  readonly value?: string | null;
  readonly selected_date?: string | null;
  readonly selected_user?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[];
};

/** The inputs of a submitted form, by block id and action id. */
export type Entries = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

/** A form that is being read: the request so far, and the one that the form showed. */
type FormProgress = { readonly request: Request; readonly before: Request };

/**
 * Reads the request that a submitted form asks for, or the sentence to show at the first wrong input. `check` throws
 * a UserError for a request that cannot be asked.
 */
export function readForm(
  entries: Entries,
  query: Query,
  request: Request,
  menus: FilterValues,
  check: (request: Request) => void,
): { readonly request: Request } | { readonly block: string; readonly message: string } {
  let next = request;
  for (const [block, inputs] of Object.entries(entries)) {
    try {
      const [[, entry] = []] = Object.entries(inputs);
      next = apply({ request: next, before: request }, query, block, entry ?? {}, entries, menus);
      check(next);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { block, message: error.message };
    }
  }
  return { request: next };
}

function apply(
  { request, before }: FormProgress,
  query: Query,
  block: string,
  entry: Entry,
  entries: Entries,
  menus: FilterValues,
): Request {
  const chosen = parseOptionValue(entry.selected_option?.value ?? '', []);
  if (block === FORM_INPUTS.compare) return normalize({ ...request, compare: chosen as Request['compare'] }, query);
  if (block === FORM_INPUTS.chart) return normalize({ ...request, as: chosen as Request['as'] }, query);
  if (block === FORM_INPUTS.to) return request; // read together with the first day
  const period = periodParam(query);
  if (block === FORM_INPUTS.from && period)
    return withDays(
      { request, before },
      query,
      period,
      periodOf(entry.selected_date, entries[FORM_INPUTS.to]?.[FORM_INPUTS.to]?.selected_date),
    );
  const param = query.params.find((each) => paramInputId(each) === block);
  if (!param) return request;
  const values = valuesIn(entry, param, menus[param.name] ?? []);
  const isUntouched = values.length === 0 && currentOf(request, param).length === 0;
  return isUntouched ? request : withValue(request, query, param.name, values);
}

function valuesIn(entry: Entry, param: Param, filterMenu: readonly string[]): readonly string[] {
  const known = Array.isArray(param.values) ? (param.values as readonly string[]) : filterMenu;
  const options = entry.selected_options ?? (entry.selected_option ? [entry.selected_option] : []);
  const chosen = options.flatMap(({ value }) => parseOptionValue(value ?? '', known) ?? []);
  if (chosen.length > 0) return chosen;
  const text = entry.selected_date ?? unescapeText(entry.value ?? '');
  return (param.many ? text.split('\n') : [text]).map((line) => line.trim()).filter((line) => line !== '');
}

/** The request with the days of a form as its period; as it is when they say nothing, or no more than they did before. */
function withDays({ request, before }: FormProgress, query: Query, period: Param, days: string | undefined): Request {
  const [current] = currentOf(before, period);
  if (days === undefined || days === current) return request;
  if (currentOf(request, period)[0] !== current) throw new UserError(formWords.eitherPeriodOrDays);
  return withValue(request, query, period.name, [days]);
}

function periodOf(from: string | null | undefined, to: string | null | undefined): string | undefined {
  if (from && to && from > to) throw new UserError(formWords.daysSwapped);
  if (from && to) return from === to ? from : `${from}..${to}`;
  if (from) return `since ${from}`;
  return to ? `before ${addDays(to, 1)}` : undefined;
}
