import type { Diagnostic, Position } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';

import { measureSql } from '../catalogue/dataset-sql.ts';
import { tokens } from '../catalogue/sql.ts';
import { expressionsOf } from '../trino/nodes.ts';
import { tryParseExpression } from '../trino/parse.ts';
import { isAggregate } from './aggregates.ts';
import { factTable } from './tables.ts';

/** A number that people can ask for by name, and how it is computed. */
type Metric = {
  readonly name: string;
  /** The normalized text of its expression, without the alias of the fact table. */
  readonly sql: string;
  /** The fact table of a dataset. */
  readonly table?: string;
  readonly file: string;
  readonly position: Position;
};

/**
 * Returns one diagnostic for each metric that two queries or datasets define differently, as one word would then have
 * two numbers. Blanks, comments and case make no difference. Over two fact tables it is a note, as both may be meant.
 */
export function checkMetrics(queries: readonly Query[]): readonly Diagnostic[] {
  const first = new Map<string, Metric>();
  const found = new Map<string, Diagnostic>();
  for (const metric of queries.flatMap(metricsOf)) {
    const known = first.get(metric.name);
    if (!known) first.set(metric.name, metric);
    if (!known || known.file === metric.file || found.has(metric.name)) continue;
    const isElsewhere = known.table !== undefined && metric.table !== undefined && known.table !== metric.table;
    if (known.sql === metric.sql && !isElsewhere) continue;
    const { file, position, name } = metric;
    const message = `${name} is defined otherwise in ${known.file}: define it alike, or give one of the two another name`;
    found.set(name, { file, ...position, message, ...(isElsewhere && { isNote: true }) });
  }
  return [...found.values()];
}

function metricsOf({ file, dataset, params, positionOf }: Query): readonly Metric[] {
  if (dataset) {
    const { table, alias } = factTable(dataset);
    return dataset.measures
      .filter(({ counts, aggregate }) => counts === undefined && aggregate.kind !== 'rows')
      .map((measure) => {
        const sql = comparable(measureSql(measure, dataset.measures), alias);
        return { name: measure.name, sql, table: comparable(table), file, position: measure.position };
      });
  }
  return params.flatMap((param) =>
    param.choices
      .filter(({ sql }) => holdsAggregate(sql))
      .map(({ name, sql }) => ({
        name,
        sql: comparable(sql),
        file,
        position: positionOf(['params', param.name, 'choices', name]),
      })),
  );
}

/** Whether an expression aggregates rows. */
function holdsAggregate(sql: string): boolean {
  const tree = tryParseExpression(sql)?.expression;
  return tree !== undefined && [...expressionsOf(tree, 'call')].some(isAggregate);
}

/** SQL without blanks, comments and an alias before columns, in lower case but for texts and quoted names. */
function comparable(sql: string, alias?: string): string {
  const prefix = alias === undefined ? undefined : new RegExp(`(?<![\\w.])${alias.toLowerCase()}\\.`, 'g');
  return [...tokens(sql)]
    .map(({ kind, start, end }) => {
      const text = sql.slice(start, end);
      if (kind === 'comment') return '';
      if (kind !== 'sql') return text;
      const plain = text.replace(/\s+/g, '').toLowerCase();
      return prefix ? plain.replace(prefix, '') : plain;
    })
    .join('');
}
