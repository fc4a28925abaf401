import type { Param, Query } from '../catalogue/query.ts';
import type { Column } from '../table/table.ts';

import { normalizeText } from '../text/normalize.ts';

type Lists = (query: Query, param: Param) => Promise<readonly string[]>;

/**
 * By column, all the values that it can have: those that a parameter of its name lists. A column has the name of a
 * parameter when either is called like the other, or when a choice of the parameter's name made it.
 */
export async function listedColumns(
  query: Query,
  columns: readonly Column[],
  lists: Lists,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const choices = query.params.flatMap((param) => param.choices);
  const listed = query.params
    .filter(({ values }) => values !== undefined)
    .map((param) => {
      const labels = choices.filter(({ name }) => name === param.name).map(({ label }) => label);
      return { param, names: new Set([param.name, param.label, ...labels].map(normalizeText)) };
    });
  const found = columns.flatMap(({ name }) => {
    const match = listed.find(({ names }) => names.has(normalizeText(name)));
    return match ? [{ name, param: match.param }] : [];
  });
  return Object.fromEntries(
    await Promise.all(found.map(async ({ name, param }) => [name, await lists(query, param)] as const)),
  );
}
