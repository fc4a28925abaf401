import type { Say } from './param-header.ts';
import type { Choice, Part, Query, Template } from './query.ts';

import { findNamed, noneNamed } from './dataset-names.ts';
import { aliasesIn, fromSql } from './dataset-sql.ts';

/** The hole that becomes the tables of the dataset that a header names: `FROM {{dataset}}`. */
export const DATASET_HOLE = 'dataset';

/** Finds a query over a dataset by the name of its file without the ending; undefined when there is none that is sound. */
export type FindDataset = (name: string) => Query | undefined;

/**
 * Returns the choices that a hand-written query takes from a dataset by their names: all measures, or all dimensions
 * and times. Adds a diagnostic, by the index of the name, for one that the dataset lacks or that is of the other kind.
 */
export function choicesOfDataset(
  { name: dataset, params }: Query,
  names: readonly string[],
  say: Say,
): readonly Choice[] {
  const measures = params.find(({ role }) => role === 'measure')?.choices ?? [];
  const dimensions = (params.find(({ role }) => role === 'dimension')?.choices ?? []).filter(({ sql }) => sql !== '');
  const isMeasures = findNamed(measures, names[0]!) !== undefined && findNamed(dimensions, names[0]!) === undefined;
  const [kind, own, other] = isMeasures
    ? (['measure', measures, dimensions] as const)
    : (['dimension', dimensions, measures] as const);
  return names.flatMap((name, index) => {
    const found = findNamed(own, name);
    if (!found) {
      const isOther = findNamed(other, name) !== undefined;
      const mixed = `${name} is no ${kind} of ${dataset}: one parameter takes measures or dimensions, not both`;
      say([String(index)], isOther ? mixed : noneNamed(kind, name, own));
    }
    return found ?? [];
  });
}

/**
 * Puts the tables of a dataset where a template says `{{dataset}}`: its fact table and the joins that the SQL or any
 * of the choices names. As each join finds at most one row, one that a question does not need changes no number.
 */
export function withTables(template: Template, query: Query, choices: readonly Choice[]): Template {
  const { dataset } = query;
  if (!dataset) return template;
  const named = [...sqlOf(template), ...choices.map(({ sql }) => sql)].flatMap(aliasesIn);
  const needed = dataset.joins.filter(({ alias }) => named.includes(alias));
  const tables = fromSql(dataset, [...named, ...needed.flatMap(({ needs }) => needs)]);
  const filled = (part: Part): Part => {
    if (part.kind === 'optional') return { ...part, parts: part.parts.map(filled) };
    if (part.kind !== 'hole' || part.param !== DATASET_HOLE) return part;
    return { kind: 'sql', text: tables, line: part.line, column: part.column };
  };
  return template.map(filled);
}

/** The SQL of a template that stands outside of holes. */
function sqlOf(template: Template): readonly string[] {
  return template.flatMap((part) => {
    if (part.kind === 'sql') return [part.text];
    return part.kind === 'optional' ? sqlOf(part.parts) : [];
  });
}
