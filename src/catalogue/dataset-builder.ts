import type { Dataset, Dimension, Time } from './dataset.ts';
import type { DatasetContext } from './dataset-context.ts';
import type { DatasetHeader, DimensionHeader } from './dataset-header.ts';
import type { Diagnose } from './diagnostic.ts';
import type { Yaml } from './yaml.ts';

import { plural } from '../text/normalize.ts';
import { labelOf } from '../text/text.ts';
import { nameOf } from './dataset-context.ts';
import { buildJoins } from './dataset-joins.ts';
import { buildMeasure, countingMeasures, resolveRatios } from './dataset-measures.ts';
import { findNamed, noneNamed } from './dataset-names.ts';

/** Builds a dataset from its header, with a measure that counts the values of each dimension. */
export function buildDataset(header: DatasetHeader, yaml: Yaml, diagnose: Diagnose): Dataset {
  const fact = /(?:^|[\s.])(?:(\w+)|"([^"]+)")$/.exec(header.from);
  if (!fact) diagnose(yaml.at(['from']), 'from ends with no name: write a table and an alias, fact_orders f');
  const joins = buildJoins(header.joins, fact?.[1] ?? fact?.[2] ?? '', yaml, diagnose);
  const context: DatasetContext = { yaml, diagnose, needsOf: joins.needsOf };
  const dimensions = Object.entries(header.dimensions).map(([key, entry]) => buildDimension(key, entry, context));
  const measures = Object.entries(header.measures).map(([key, entry]) => buildMeasure(key, entry, context));
  const resolved = resolveRatios(measures, context);
  return {
    from: header.from,
    fromPosition: yaml.textAt(['from']),
    joins: joins.joins,
    time: header.time && buildTime(header.time, context),
    dimensions: resolvePaths(dimensions, Object.keys(header.dimensions), context),
    measures: [...resolved, ...countingMeasures(dimensions, resolved)],
    ...(header.samples && { showsRows: true }),
  };
}

function buildTime(
  { sql, hours, partition }: NonNullable<DatasetHeader['time']>,
  { yaml, needsOf }: DatasetContext,
): Time {
  return {
    sql,
    hasHours: hours,
    needs: [
      ...new Set([
        ...needsOf(sql, ['time', 'sql']),
        ...(partition ? needsOf(partition.sql, ['time', 'partition', 'sql']) : []),
      ]),
    ],
    position: yaml.textAt(['time', 'sql']),
    ...(partition && { partition: { ...partition, position: yaml.textAt(['time', 'partition', 'sql']) } }),
  };
}

function buildDimension(key: string, entry: DimensionHeader, { yaml, diagnose, needsOf }: DatasetContext): Dimension {
  const path = ['dimensions', key];
  const label = entry.label ?? labelOf(key);
  return {
    name: nameOf(key, path, yaml, diagnose),
    label,
    plural: entry.plural?.toLowerCase() ?? plural(label.toLowerCase()),
    aliases: entry.aliases,
    sql: entry.sql,
    type: entry.type,
    ...(entry.in !== undefined && { in: entry.in }),
    synonyms: new Map(Object.entries(entry.synonyms)),
    needs: needsOf(entry.sql, [...path, 'sql']),
    position: yaml.keyAt(path),
    sqlPosition: yaml.textAt([...path, 'sql']),
  };
}

/** Puts canonical names into `in`; tells a diagnostic for one that names nothing or comes back to where it began. */
function resolvePaths(
  dimensions: readonly Dimension[],
  keys: readonly string[],
  { yaml, diagnose }: DatasetContext,
): readonly Dimension[] {
  const above = new Map(
    dimensions.map((dimension) => [dimension.name, dimension.in && findNamed(dimensions, dimension.in)?.name]),
  );
  return dimensions.map((dimension, index) => {
    const { in: _, ...rest } = dimension;
    if (dimension.in === undefined) return rest;
    const position = yaml.at(['dimensions', keys[index]!, 'in']);
    const parent = above.get(dimension.name);
    if (!parent) {
      diagnose(position, `in of ${dimension.name}: ${noneNamed('dimension', dimension.in, dimensions)}`);
      return rest;
    }
    const path = [dimension.name];
    for (let next: string | undefined = parent; next && !path.includes(next); next = above.get(next)) path.push(next);
    if (above.get(path.at(-1)!) === dimension.name)
      diagnose(position, `in goes round in a circle: ${[...path, dimension.name].join(' in ')}, take one away`);
    return { ...rest, in: parent };
  });
}
