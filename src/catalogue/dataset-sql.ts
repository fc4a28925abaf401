import type { Dataset, Dimension, Measure } from './dataset.ts';

import { UNKNOWN } from '../text/text.ts';
import { tokens } from './sql.ts';

/** Writes the expression that a dimension shows: trimmed text, with `Unknown` for NULL and empty; for type date, the day. */
export function shownSql({ sql, type }: Pick<Dimension, 'sql' | 'type'>): string {
  if (type === 'date') return `CAST(${sql} AS date)`;
  if (type === 'boolean') return `CASE WHEN ${sql} THEN 'Yes' WHEN NOT (${sql}) THEN 'No' ELSE '${UNKNOWN}' END`;
  const text = type === 'string' ? `NULLIF(TRIM(${sql}), '')` : `CAST(${sql} AS varchar)`;
  return `COALESCE(${text}, '${UNKNOWN}')`;
}

/** Writes what rows of a unit of time, as `month`, or of a part of it that comes again, as `weekday`, are grouped by; `time` is the SQL of their moments. */
export function timeGroupSql(name: string, time: string): string {
  switch (name) {
    case 'weekday':
      return `date_format(${time}, '%W')`;
    case 'month_of_year':
      return `date_format(${time}, '%M')`;
    case 'quarter_of_year':
      return `'Q' || CAST(quarter(${time}) AS varchar)`;
    case 'hour_of_day':
      return `date_format(${time}, '%H:00')`;
    default:
      return `date_trunc('${name}', ${time})`;
  }
}

/** Writes the statement that lists the raw values of a text dimension in the fact table; an empty text stands for NULL too. */
export function valuesSql(dataset: Dataset, { sql, needs }: Dimension): string {
  return `SELECT DISTINCT COALESCE(${sql}, '') FROM ${fromSql(dataset, needs)} ORDER BY 1`;
}

/** Writes what stands after FROM: the fact table and, in order, the joins of the aliases in `needs`. */
export function fromSql({ from, joins }: Pick<Dataset, 'from' | 'joins'>, needs: readonly string[]): string {
  const needed = joins.filter(({ alias }) => needs.includes(alias));
  return [from, ...needed.map(({ table, alias, on }) => `LEFT JOIN ${table} ${alias} ON ${on}`)].join('\n');
}

/** Writes the aggregate expression of a measure; a ratio is NULL where its divisor is 0. */
export function measureSql({ aggregate }: Measure, measures: readonly Measure[]): string {
  switch (aggregate.kind) {
    case 'sum':
      return `SUM(${aggregate.sql})`;
    case 'count':
      return `COUNT(DISTINCT ${aggregate.sql})`;
    case 'average':
      return `AVG(CAST(${aggregate.sql} AS double))`; // the average of a decimal would be cut to its scale
    case 'min':
      return `MIN(${aggregate.sql})`;
    case 'max':
      return `MAX(${aggregate.sql})`;
    case 'rows':
      return 'COUNT(*)';
    case 'ratio': {
      const part = (name: string) => measureSql(measures.find((measure) => measure.name === name)!, measures);
      return `CAST(${part(aggregate.over)} AS double) / NULLIF(${part(aggregate.under)}, 0)`;
    }
  }
}

/** Writes the expression whose distinct values are counted for a dimension; it is NULL for `Unknown`. */
export function countedSql({ sql, type }: Pick<Dimension, 'sql' | 'type'>): string {
  return type === 'string' ? `NULLIF(NULLIF(TRIM(${sql}), ''), '${UNKNOWN}')` : sql;
}

/** Returns the aliases before the columns of an SQL text, as written: `f` and `l` of `f.amount l.rate`. */
export function aliasesIn(sql: string): readonly string[] {
  const code = [...tokens(sql)]
    .filter(({ kind }) => kind !== 'comment' && kind !== 'string')
    .map(({ start, end }) => sql.slice(start, end))
    .join('');
  const locals = [...code.matchAll(/(\w+)\s*->|\(([\w\s,]+)\)\s*->/g)].flatMap(
    ([, one, several]) => one ?? several!.split(',').map((name) => name.trim()),
  );
  const found = [...code.matchAll(/(?<![\w"])(?<!\.\s*)(?:([a-z_]\w*)|"((?:[^"]|"")+)")\s*\.\s*(?=[\w"])/gi)];
  return [...new Set(found.map(([, plain, quoted]) => plain ?? quoted!))].filter((alias) => !locals.includes(alias));
}
