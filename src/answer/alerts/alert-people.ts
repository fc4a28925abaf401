import type { AnswerContext } from '../context.ts';
import type { Alert } from './alert-text.ts';

import { drawNothing } from '../../chart/chart.ts';
import { formatRequest, withValue } from '../../question/request.ts';
import { kindOf } from '../../table/table.ts';
import { UNKNOWN } from '../../text/text.ts';
import { answer } from '../answer.ts';

/**
 * Looks up whom the data names for the rows of an alert: by the name of a row, the texts of its column of people. Asks
 * the alert's question once more, split by that column, unless each row is such a person. Empty for an alert that names none.
 */
export async function readPeople(
  alert: Alert,
  names: readonly string[],
  context: AnswerContext,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { person, query, request } = alert;
  if (!person || names.length === 0) return new Map();
  if (person.split === undefined) return new Map(names.map((name) => [name, [name]]));
  const { compare, ...plain } = request;
  const split = withValue(plain, query, person.split, [person.name]);
  const ranks = query.params.filter(({ role, default: given }) => role === 'rank' && given !== undefined);
  const all = ranks.reduce((wider, { name, max = 1000 }) => withValue(wider, query, name, [String(max)]), split);
  const undrawn = { ...context, draw: drawNothing };
  const { table } = await answer(formatRequest(all), undrawn, { now, signal });
  const [row, column] = table.columns.flatMap((each, index) => (kindOf(each) === 'number' ? [] : [index]));
  const people = new Map<string, Set<string>>();
  for (const cells of row === undefined || column === undefined ? [] : table.rows) {
    const name = cells[row!] ?? UNKNOWN;
    const found = cells[column!]?.trim();
    if (names.includes(name) && found) people.set(name, (people.get(name) ?? new Set()).add(found));
  }
  return new Map([...people].map(([name, found]) => [name, [...found]]));
}
