import type { Query } from './query.ts';
import type { Finding } from './query-file.ts';

const AGGREGATE =
  /\b(?:sum|count|count_if|avg|min|max|approx_\w+|arbitrary|stddev\w*|var\w*|max_by|min_by|geometric_mean)\s*\(/i;

/** A metric is a choice that aggregates. Two queries that define one name differently would answer one word with two numbers. */
export function metricFindings(queries: readonly Query[]): readonly Finding[] {
  const known = new Map<string, { readonly sql: string; readonly file: string }>();
  const told: Finding[] = [];
  for (const { file, params } of queries) {
    for (const { place, name, sql } of params.flatMap(({ choices, place }) =>
      choices.map((choice) => ({ place, ...choice })),
    )) {
      if (!AGGREGATE.test(sql)) continue;
      const first = known.get(name);
      const shape = sql.replace(/\s+/g, '').toLowerCase();
      if (!first) known.set(name, { sql: shape, file });
      else if (first.sql !== shape) {
        const message = `metric ${name} is defined otherwise in ${first.file}: keep one definition, in _shared.yml`;
        told.push({ file, ...(place ?? { line: 1, column: 1 }), message });
      }
    }
  }
  return told;
}
