import type { types } from '@slack/bolt';

import type { Answer } from '../../answer/answer.ts';
import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { Item } from './filter-ids.ts';

import { drilledGroup, drillUp } from '../../answer/drill.ts';
import { isGrain } from '../../answer/drill-time.ts';
import { formatBucket, timeOf } from '../../calendar/bucket.ts';
import { asksWhy } from '../../question/inside.ts';
import { formatRequest } from '../../question/request.ts';
import { truncate, UNKNOWN } from '../../text/text.ts';
import { controlWords } from '../words.ts';
import { ACTIONS, escapeControlValue, option } from './filter-ids.ts';
import { BLOCK_LIMITS, oneLine, plain } from './limits.ts';

/** The rows of an answer that can be drilled into: their dimension or unit of time, and their values. */
export type DrillRows = { readonly group: string; readonly label: string; readonly items: readonly Item[] };

/** A menu above this many JSON characters is fetched when it is opened, and then offers every value. */
const MENU_JSON = 4000;

/** Of more times than these, the latest are offered: the bar under the answer has a calendar for others. */
const MOST_TIMES = 35;

/** Returns the rows of an answer that can be drilled into; undefined when there are none. */
export function drillRowsOf({ query, request, table, look }: Answer): DrillRows | undefined {
  if (asksWhy(query, request)) return rowsOfReasons(query, table);
  const group = drilledGroup(query, request);
  const choice = query.params.find(({ role }) => role === 'dimension')?.choices.find(({ name }) => name === group);
  const index = table.columns.findIndex(({ name }) => name === choice?.label);
  if (!choice || index < 0) return undefined;
  const values = [...new Set(table.rows.flatMap((row) => row[index] ?? []))];
  const { name, label } = choice;
  if (!isGrain(name))
    return rowsOf(
      query,
      name,
      label,
      values.map((value) => ({ value, text: value })),
    );
  const times = values.map((value) => ({ value, text: formatBucket(timeOf(value) ?? 0, name, look?.locale) }));
  return rowsOf(query, name, label, times.slice(-MOST_TIMES));
}

/** Makes the menu that drills into a row. */
export function drillMenu(query: Query, { group, items }: DrillRows): types.Select {
  const id = { action_id: `${ACTIONS.drill}/${query.name}/${group}` };
  const placeholder = plain(controlWords.lookInto, BLOCK_LIMITS.placeholder);
  const options = items.map((item) => option(item));
  const isStatic = options.length <= BLOCK_LIMITS.options && JSON.stringify(options).length <= MENU_JSON;
  if (!isStatic) return { type: 'external_select', ...id, placeholder, min_query_length: 0 };
  return { type: 'static_select', ...id, placeholder, options };
}

/** Makes the button that goes one level up; undefined at the top, and where the question is too long for a button. */
export function upButton(
  query: Query,
  request: Request,
): { readonly button: types.Button; readonly request: Request } | undefined {
  const up = drillUp(query, request);
  const value = up && escapeControlValue(formatRequest(up.request));
  if (!up || !value || value.length > BLOCK_LIMITS.buttonValue) return undefined;
  const button: types.Button = {
    type: 'button',
    action_id: ACTIONS.up,
    text: plain(controlWords.back, BLOCK_LIMITS.buttonText),
    accessibility_label: truncate(controlWords.backTo(oneLine(up.rows)), BLOCK_LIMITS.buttonText),
    value,
  };
  return { button, request: up.request };
}

/** The values of the first dimension of a table of reasons, which is the one that is drawn. */
function rowsOfReasons(query: Query, { rows }: Answer['table']): DrillRows | undefined {
  const label = rows[0]?.[0];
  const dimension = query.dataset?.dimensions.find((candidate) => candidate.label === label);
  if (!dimension) return undefined;
  const values = rows
    .filter((row) => row[0] === label)
    .flatMap((row) => (row[2] === null && row[3] === null ? [] : (row[1] ?? [])));
  const named = values.filter((value) => !/^(?:Overlap|Other \([\d,]+\))$/.test(value));
  return rowsOf(
    query,
    dimension.name,
    dimension.label,
    named.map((value) => ({ value, text: value })),
  );
}

/** The rows that a filter can keep: of a dimension that is no text, Unknown is none. */
function rowsOf(query: Query, group: string, label: string, items: readonly Item[]): DrillRows | undefined {
  const type = query.dataset?.dimensions.find(({ name }) => name === group)?.type ?? 'string';
  const kept = items.filter(({ value }) => value !== '' && (type === 'string' || value !== UNKNOWN));
  return kept.length > 0 ? { group, label, items: kept } : undefined;
}
