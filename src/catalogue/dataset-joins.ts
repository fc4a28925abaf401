import type { Join } from './dataset.ts';
import type { DatasetContext } from './dataset-context.ts';
import type { DatasetHeader } from './dataset-header.ts';
import type { Diagnose } from './diagnostic.ts';
import type { Yaml } from './yaml.ts';

import { nearest } from '../text/nearest.ts';
import { aliasesIn } from './dataset-sql.ts';

/** Builds the joins of a dataset, each after those that it needs. */
export function buildJoins(
  joins: DatasetHeader['joins'],
  fact: string,
  yaml: Yaml,
  diagnose: Diagnose,
): { joins: readonly Join[]; needsOf: DatasetContext['needsOf'] } {
  const aliases = Object.keys(joins);
  const namedIn = (sql: string, path: readonly string[]): readonly string[] =>
    aliasesIn(sql).flatMap((alias) => {
      const found = aliases.find((known) => known.toLowerCase() === alias.toLowerCase());
      if (found) return [found];
      if (alias.toLowerCase() === fact.toLowerCase()) return [];
      const [near] = alias.length > 2 ? nearest(alias, [[fact, ...aliases]], { most: 1 }) : [];
      const next = near
        ? `did you mean ${near}?`
        : `declare it under joins, or write one of ${[fact, ...aliases].join(', ')}`;
      diagnose(yaml.at(path), `${alias}. in ${path.join('.')} is the alias of no table: ${next}`);
      return [];
    });
  const direct = new Map<string, readonly string[]>();
  for (const [alias, { on }] of Object.entries(joins)) {
    if (!/^[a-z_]\w*$/i.test(alias) || alias.toLowerCase() === fact.toLowerCase())
      diagnose(yaml.keyAt(['joins', alias]), `${alias} cannot be the alias of a join: choose a short name of its own`);
    direct.set(
      alias,
      namedIn(on, ['joins', alias, 'on']).filter((name) => name !== alias),
    );
  }
  const sorted: string[] = [];
  const visit = (alias: string, path: readonly string[]) => {
    if (path.includes(alias)) {
      diagnose(yaml.keyAt(['joins', alias]), `joins need each other in a circle: ${[...path, alias].join(', ')}`);
      return;
    }
    for (const needed of direct.get(alias)!) if (!sorted.includes(needed)) visit(needed, [...path, alias]);
    if (!sorted.includes(alias)) sorted.push(alias);
  };
  for (const alias of aliases) if (!sorted.includes(alias)) visit(alias, []);
  const needs = new Map<string, readonly string[]>();
  for (const alias of sorted)
    needs.set(alias, [...new Set(direct.get(alias)!.flatMap((name) => [...(needs.get(name) ?? []), name]))]);
  return {
    joins: sorted.map((alias) => ({
      alias,
      ...joins[alias]!,
      needs: needs.get(alias)!,
      position: yaml.keyAt(['joins', alias]),
      tablePosition: yaml.textAt(['joins', alias, 'table']),
      onPosition: yaml.textAt(['joins', alias, 'on']),
    })),
    needsOf: (sql, path) => {
      const named = namedIn(sql, path);
      const all = new Set(named.flatMap((alias) => [alias, ...needs.get(alias)!]));
      return sorted.filter((alias) => all.has(alias));
    },
  };
}
