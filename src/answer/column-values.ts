import type { Param, Query } from '../catalogue/query.ts';
import type { Column } from '../table/table.ts';

import { normalizeText } from '../text/normalize.ts';

type Lists = (query: Query, param: Param) => Promise<readonly string[]>;

/**
 * Returns, by column, all the values that it can have: those listed by the parameter that the column belongs to. A
 * column belongs to a parameter when it has its name, its label, or the label of the choice that the parameter is
 * called by.
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
