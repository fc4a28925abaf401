import type { Dimension, Measure } from './dataset.ts';
import type { DatasetContext } from './dataset-context.ts';
import type { MeasureHeader } from './dataset-header.ts';

import { normalizeText, plural } from '../text/normalize.ts';
import { capital, labelOf } from '../text/text.ts';
import { nameOf } from './dataset-context.ts';
import { AGGREGATES } from './dataset-header.ts';
import { canonicalName, findNamed, noneNamed } from './dataset-names.ts';
import { countedSql } from './dataset-sql.ts';

/** Builds one measure; the names in ratios are resolved later by `resolveRatios`. */
export function buildMeasure(key: string, entry: MeasureHeader, { yaml, diagnose, needsOf }: DatasetContext): Measure {
  const path = ['measures', key];
  const given = AGGREGATES.filter((kind) => entry[kind] !== undefined);
  const [kind = 'rows'] = given;
  if (given.length !== 1) {
    const message =
      given.length === 0
        ? `measure ${key} says nothing to add up: write one of sum, average, min, max, count, rows, ratio`
        : `measure ${key} has ${given.join(' and ')}: keep one`;
    diagnose(yaml.keyAt(path), message);
  }
  const sql = entry[kind];
  const misread = typeof sql === 'string' && kind !== 'ratio' ? misreadSql(kind, sql.trim()) : undefined;
  if (misread) diagnose(yaml.textAt([...path, kind]), `measure ${key}: ${misread}`);
  return {
    name: nameOf(key, path, yaml, diagnose),
    label: entry.label ?? labelOf(key),
    aliases: entry.aliases,
    verbs: entry.verbs,
    ...(entry.format !== undefined && { format: entry.format }),
    aggregate: aggregateOf(kind, sql),
    needs: typeof sql === 'string' && kind !== 'ratio' ? needsOf(sql, [...path, kind]) : [],
    position: yaml.keyAt(path),
    sqlPosition: yaml.textAt([...path, kind]),
  };
}

/** What is wrong with the SQL of an aggregate that is written as SQL has it, and what to write instead. */
function misreadSql(kind: string, sql: string): string | undefined {
  if (sql === '*') return kind === 'count' ? 'count takes a column: write rows: true, which counts rows' : undefined;
  const distinct = /^DISTINCT\b\s*/i.exec(sql);
  if (distinct && kind === 'count')
    return `count is of distinct values in any case: write count: ${sql.slice(distinct[0].length)}`;
  return distinct
    ? `${kind} takes a column without DISTINCT: take it away, or join a table that has each value once`
    : undefined;
}

function aggregateOf(kind: (typeof AGGREGATES)[number], sql: string | true | undefined): Measure['aggregate'] {
  if (typeof sql !== 'string' || kind === 'rows') return { kind: 'rows' };
  if (kind !== 'ratio') return { kind, sql };
  const [over = '', under = ''] = sql.split('/').map((part) => part.trim());
  return { kind, over, under: sql.split('/').length > 2 ? '' : under };
}

/** Replaces the names in ratios by canonical ones; adds a diagnostic for a name that is unknown or that leads back to the ratio itself. */
export function resolveRatios(measures: readonly Measure[], { diagnose }: DatasetContext): readonly Measure[] {
  const resolved = measures.map((measure) => {
    const { aggregate, sqlPosition, name } = measure;
    if (aggregate.kind !== 'ratio') return measure;
    const [over, under] = [aggregate.over, aggregate.under].map((part) => findNamed(measures, part)?.name);
    const missing = over === undefined ? aggregate.over : aggregate.under;
    if (over !== undefined && under !== undefined) return { ...measure, aggregate: { ...aggregate, over, under } };
    const message =
      aggregate.under === '' ? 'write two measures, sales / orders' : noneNamed('measure', missing, measures);
    diagnose(sqlPosition, `ratio of ${name}: ${message}`);
    return { ...measure, aggregate: { kind: 'rows' } as const };
  });
  const byName = new Map(resolved.map((measure) => [measure.name, measure]));
  const partsOf = (measure: Measure, path: readonly string[]): readonly Measure[] => {
    const { aggregate } = measure;
    if (aggregate.kind !== 'ratio') return [measure];
    return [aggregate.over, aggregate.under].flatMap((name) =>
      path.includes(name) ? [] : partsOf(byName.get(name)!, [...path, name]),
    );
  };
  const reaches = (from: Measure, name: string, seen: readonly string[] = []): boolean =>
    from.aggregate.kind === 'ratio' &&
    [from.aggregate.over, from.aggregate.under].some(
      (part) => part === name || (!seen.includes(part) && reaches(byName.get(part)!, name, [...seen, part])),
    );
  return resolved.map((measure) => {
    if (!reaches(measure, measure.name))
      return { ...measure, needs: [...new Set(partsOf(measure, [measure.name]).flatMap(({ needs }) => needs))] };
    diagnose(measure.sqlPosition, `ratio of ${measure.name} comes back to itself: divide two other measures`);
    return { ...measure, aggregate: { kind: 'rows' } as const };
  });
}

/** Creates a measure that counts the values of each dimension, unless a declared measure has the plural of the dimension as one of its words. */
export function countingMeasures(dimensions: readonly Dimension[], measures: readonly Measure[]): readonly Measure[] {
  const words = new Set(
    [...measures, ...dimensions].flatMap(({ name, label, aliases }) => [name, label, ...aliases].map(normalizeText)),
  );
  return dimensions
    .filter(({ plural: word }) => !words.has(normalizeText(word)))
    .map((dimension) => ({
      name: canonicalName(dimension.plural),
      label: capital(dimension.plural),
      aliases: dimension.aliases.map(plural).filter((alias) => !words.has(normalizeText(alias))),
      verbs: [],
      format: ',.0f',
      aggregate: { kind: 'count', sql: countedSql(dimension) },
      counts: dimension.name,
      needs: dimension.needs,
      position: dimension.position,
      sqlPosition: dimension.sqlPosition,
    }));
}
