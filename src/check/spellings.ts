import type { AnswerContext } from '../answer/context.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { DatasetQuery } from './dataset-check.ts';

import { filterParam } from '../catalogue/param.ts';

const MOST_GROUPS = 3;

/** Returns notes for dimensions with values that differ only in blanks or case, as each of them is a row of its own. */
export async function checkSpellings(
  query: DatasetQuery,
  { rawForms }: Pick<AnswerContext, 'rawForms'>,
): Promise<readonly Diagnostic[]> {
  const { dataset, file } = query;
  const notes = await Promise.all(
    dataset.dimensions.map(async ({ name, position }): Promise<Diagnostic | undefined> => {
      const param = filterParam(query, name);
      if (param?.type !== 'string' || !rawForms) return undefined;
      const alike = alikeIn([...(await rawForms(query, param)).values()].flat());
      if (alike.length === 0) return undefined;
      const groups = alike
        .slice(0, MOST_GROUPS)
        .map((texts) => texts.map((text) => JSON.stringify(text)).join(' and '));
      const more = alike.length > MOST_GROUPS ? ` and ${alike.length - MOST_GROUPS} more` : '';
      const message = `dimension ${name}: ${groups.join(', ')}${more} differ only in blanks or case; what differs in blanks is shown as one, what differs in case is not`;
      return { file, ...position, message, isNote: true };
    }),
  );
  return notes.filter((note) => note !== undefined);
}

/** Groups texts that are equal but for blanks and case; returns the groups of at least two. */
export function alikeIn(texts: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const text of texts) {
    const folded = text.replace(/\s+/g, ' ').trim().toLowerCase();
    if (folded !== '') groups.set(folded, [...(groups.get(folded) ?? []), text]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
