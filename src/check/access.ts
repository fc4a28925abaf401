import type { AnswerContext } from '../answer/context.ts';
import type { Access } from '../catalogue/access.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';

import { ACCESS_FILE, nameInRule, principalsIn } from '../catalogue/access.ts';
import { filterParam } from '../catalogue/param.ts';

/**
 * Returns diagnostics for measures, dimensions, filters and groups that access rules name but that do not exist, and for
 * filters that take one value where rules restrict people to several.
 */
export function accessDiagnostics({ queries, access }: Catalogue): readonly Diagnostic[] {
  const diagnosticIn = (file: string) => (message: string) => ({ file, line: 1, column: 1, message });
  const groups = Object.keys(access.groups);
  return [
    ...Object.values(access.groups).flatMap((list) => unknownGroups(list, groups).map(diagnosticIn(ACCESS_FILE))),
    ...(access.default ? unknownGroups(principalsIn(access.default), groups).map(diagnosticIn(ACCESS_FILE)) : []),
    ...[...ruleValuesOf(access.default).keys()]
      .filter((name) => !queries.some((query) => filterParam(query, name)))
      .map((name) => `access names the filter ${name}, which no dataset or query has: nobody whom it restricts may ask`)
      .map(diagnosticIn(ACCESS_FILE)),
    ...queries.flatMap((query) => {
      if (!query.access) return [];
      const messages = [
        ...unknownGroups(principalsIn(query.access), groups),
        ...unknownNames(query, query.access),
        ...singleFilters(query, query.access),
      ];
      return messages.map(diagnosticIn(query.file));
    }),
  ];
}

/** Returns notes for values in access rules that are not in the data: misspelt ones, or those that are still to come. */
export async function checkRuleValues(
  catalogue: Catalogue,
  { values }: Pick<AnswerContext, 'values'>,
): Promise<readonly Diagnostic[]> {
  const notes = catalogue.queries.map(async (query) => {
    const restricted = ruleValuesOf(query.access ?? catalogue.access.default);
    const unknown = await Promise.all(
      [...restricted].map(async ([name, wanted]) => {
        const filter = filterParam(query, name);
        const listed = filter?.type === 'string' ? await values(query, filter) : [];
        return listed.length === 0
          ? []
          : [...wanted].filter((value) => !listed.includes(value)).map((value) => ({ name, value }));
      }),
    );
    const file = query.access ? query.file : ACCESS_FILE;
    return unknown.flat().map(({ name, value }): Diagnostic => {
      const message = `access restricts people to the ${name} "${value}", which is not in the data of ${query.name}`;
      return { file, line: 1, column: 1, message, isNote: true };
    });
  });
  return (await Promise.all(notes)).flat();
}

/** By the name of a filter, all values that some rule restricts people to. */
function ruleValuesOf(access: Access | undefined): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const kept of Object.values(access?.rows ?? {})) {
    if (kept === 'all') continue;
    for (const [written, some] of Object.entries(kept)) {
      const name = nameInRule(written);
      values.set(name, new Set([...(values.get(name) ?? []), ...some]));
    }
  }
  return values;
}

function singleFilters(query: Query, { rows = {} }: Access): readonly string[] {
  const several = Object.values(rows).flatMap((kept) =>
    kept === 'all'
      ? []
      : Object.entries(kept).flatMap(([name, values]) => (values.length > 1 ? [nameInRule(name)] : [])),
  );
  const single = [...new Set(several)].filter((name) => filterParam(query, name)?.many === false);
  return single.map(
    (name) => `access restricts people to several values of ${name}, and that filter takes one: give it many: true`,
  );
}

/** Principals that are no group: whoever no other entry names, and an assistant that does not say for whom it asks. */
const OWN_WORDS = ['everyone', 'mcp'];

function unknownGroups(principals: readonly string[], groups: readonly string[]): readonly string[] {
  const named = principals.filter((principal) => /^[a-z]/.test(principal) && !OWN_WORDS.includes(principal));
  const unknown = [...new Set(named)].filter((name) => !groups.includes(name));
  return unknown.map(
    (name) => `access names the group ${name}, which ${ACCESS_FILE} does not have: add it under groups`,
  );
}

function unknownNames({ params }: Query, { measures, dimensions, rows = {} }: Access): readonly string[] {
  const namesOf = (role: string) =>
    params.filter((param) => param.role === role).flatMap(({ choices }) => choices.map(({ name }) => name));
  const filters = params.filter(({ role }) => role === 'filter').map(({ name }) => name);
  const filtered = Object.values(rows).flatMap((kept) => (kept === 'all' ? [] : Object.keys(kept)));
  const missing = (kind: string, written: readonly string[], known: readonly string[]) =>
    written
      .filter((name) => !known.includes(nameInRule(name)))
      .map((name) => `access names the ${kind} ${name}, which is not there: take one of ${known.join(', ')}`);
  return [
    ...missing('measure', Object.keys(measures), namesOf('measure')),
    ...missing('dimension', Object.keys(dimensions), [...namesOf('dimension'), ...filters]),
    ...missing('filter', [...new Set(filtered)], filters),
  ];
}
