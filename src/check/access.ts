import type { Access } from '../catalogue/access.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';

import { ACCESS_FILE, principalsIn } from '../catalogue/access.ts';

/** Returns diagnostics for measures, dimensions, filters and groups that access rules name but that do not exist. */
export function accessDiagnostics({ queries, access }: Catalogue): readonly Diagnostic[] {
  const diagnosticIn = (file: string) => (message: string) => ({ file, line: 1, column: 1, message });
  const groups = Object.keys(access.groups);
  return [
    ...Object.values(access.groups).flatMap((list) => unknownGroups(list, groups).map(diagnosticIn(ACCESS_FILE))),
    ...(access.default ? unknownGroups(principalsIn(access.default), groups).map(diagnosticIn(ACCESS_FILE)) : []),
    ...queries.flatMap((query) => {
      if (!query.access) return [];
      const messages = [...unknownGroups(principalsIn(query.access), groups), ...unknownNames(query, query.access)];
      return messages.map(diagnosticIn(query.file));
    }),
  ];
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
  const held = Object.values(rows).flatMap((kept) => (kept === 'all' ? [] : Object.keys(kept)));
  const missing = (kind: string, written: readonly string[], known: readonly string[]) =>
    written
      .filter((name) => !known.includes(name.trim().toLowerCase().replace(/\s+/g, '_')))
      .map((name) => `access names the ${kind} ${name}, which is not there: take one of ${known.join(', ')}`);
  return [
    ...missing('measure', Object.keys(measures), namesOf('measure')),
    ...missing('dimension', Object.keys(dimensions), [...namesOf('dimension'), ...filters]),
    ...missing('filter', [...new Set(held)], filters),
  ];
}
