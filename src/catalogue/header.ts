import { z } from 'zod';

import type { FindDataset } from './dataset-parts.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Say } from './param-header.ts';
import type { Query } from './query.ts';

import { ACCESS } from './access.ts';
import { collectDiagnostics } from './diagnostic.ts';
import { GOAL } from './goal.ts';
import { buildParam, FORMAT, NAME, PARAM, WORDS } from './param-header.ts';
import { schemaDiagnostics } from './schema-diagnostics.ts';
import { VERIFIED } from './verified.ts';
import { readYaml } from './yaml.ts';

/** A parsed header; the file's name and SQL are added to it to make a query. */
export type Header = Pick<
  Query,
  | 'title'
  | 'description'
  | 'owner'
  | 'isPrivate'
  | 'verified'
  | 'aliases'
  | 'aliasPositions'
  | 'params'
  | 'chart'
  | 'freshness'
  | 'formats'
  | 'goal'
  | 'access'
  | 'positionOf'
> & {
  /** The dataset that it takes measures, dimensions and tables from. */
  readonly dataset?: Query;
};

const HEADER = z.strictObject({
  title: z.string().trim().min(1).max(60).optional(),
  description: z.string().trim().max(300).default(''),
  owner: z.string().trim().min(1).max(80).optional(),
  private: z.boolean().default(false),
  verified: VERIFIED.optional(),
  aliases: WORDS,
  dataset: z.string().trim().min(1).optional(),
  params: z.record(NAME, PARAM).default({}),
  chart: z
    .union([z.literal('auto'), z.record(z.string(), z.unknown())])
    .describe('{ mark: bar, x: Country, y: Sales }')
    .default('auto'),
  freshness: z.string().trim().min(1).transform(newestOf).optional(),
  access: ACCESS.optional(),
  formats: z.record(z.string().min(1), FORMAT).default({}),
  goal: GOAL.optional(),
});

/** Reads the YAML of a header that begins on `firstLine` of its file. `findDataset` finds the dataset that it names. The header is undefined with any diagnostic. */
export function parseHeader(
  text: string,
  { file, firstLine, findDataset }: { file: string; firstLine: number; findDataset: FindDataset },
): { header?: Header; diagnostics: readonly Diagnostic[] } {
  const yaml = readYaml(text, file, firstLine);
  if (yaml.diagnostics.length > 0) return { diagnostics: yaml.diagnostics };
  const { diagnostics, diagnose } = collectDiagnostics(file);
  const say: Say = (path, message) => diagnose(yaml.at(path), message);
  const value = yaml.value ?? {};
  const parsed = HEADER.safeParse(value);
  if (!parsed.success)
    return { diagnostics: schemaDiagnostics(HEADER, parsed.error, { ...yaml, value }, 'the header') };

  const { title = '', params, chart, private: isPrivate, goal, dataset: datasetName, ...rest } = parsed.data;
  const dataset = datasetName === undefined ? undefined : findDataset(datasetName);
  if (datasetName !== undefined && !dataset) {
    say(['dataset'], `there is no dataset ${datasetName}, or it has faults: name a sound one without its .yml`);
    return { diagnostics };
  }
  const header: Header = {
    ...rest,
    title,
    ...(isPrivate && { isPrivate }),
    ...(goal && { goal }),
    ...(dataset && { dataset, freshness: rest.freshness ?? dataset.freshness }),
    chart: chart as Header['chart'],
    params: Object.entries(params).map(([name, param]) =>
      buildParam(name, param, {
        all: params,
        dataset,
        position: yaml.at(['params', name]),
        say: (path, message) => say(['params', name, ...path], message),
      }),
    ),
    positionOf: yaml.at,
    aliasPositions: rest.aliases.map((_, index) => yaml.at(['aliases', index])),
  };
  return diagnostics.length > 0 ? { diagnostics } : { header, diagnostics };
}

/** Writes the statement of the newest value in a column given as `fact_orders.orderDate`; returns any other text, which is SQL, unchanged. */
export function newestOf(freshness: string): string {
  const column = /^((?:\w+\.)?\w+)\.(\w+)$/.exec(freshness);
  return column ? `SELECT MAX(${column[2]}) FROM ${column[1]}` : freshness;
}
