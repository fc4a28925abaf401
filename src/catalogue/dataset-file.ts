import { createHash } from 'node:crypto';

import type { Dataset } from './dataset.ts';
import type { DatasetHeader } from './dataset-header.ts';
import type { Diagnose } from './diagnostic.ts';
import type { ParsedFile } from './query-file.ts';
import type { Yaml } from './yaml.ts';

import { canonicalPeriod } from '../calendar/period.ts';
import { labelOf } from '../text/text.ts';
import { buildDataset } from './dataset-builder.ts';
import { DATASET } from './dataset-header.ts';
import { findNamed, noneNamed } from './dataset-names.ts';
import { datasetParams } from './dataset-params.ts';
import { fromSql } from './dataset-sql.ts';
import { checkWords } from './dataset-words.ts';
import { collectDiagnostics } from './diagnostic.ts';
import { newestOf } from './header.ts';
import { checkName } from './query-file.ts';
import { schemaDiagnostics } from './schema-diagnostics.ts';
import { readYaml } from './yaml.ts';

/** Whether a file of the folder of queries declares a dataset. */
export function isDatasetFile(file: string): boolean {
  return /(?:^|[\\/])(?!_|digests\.yml$)[^\\/]+\.yml$/.test(file);
}

/** Parses one `.yml` file into a query over a dataset, or its diagnostics. `file` is how diagnostics name it. */
export function parseDataset(file: string, source: string): ParsedFile {
  const name = file.replace(/^.*[\\/]/, '').replace(/\.yml$/, '');
  const misnamed = checkName(name, source, file);
  if (misnamed) return { diagnostics: [misnamed] };
  const yaml = readYaml(source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'), file);
  if (yaml.diagnostics.length > 0) return { diagnostics: yaml.diagnostics };
  const parsed = DATASET.safeParse(yaml.value ?? {});
  if (!parsed.success) return { diagnostics: schemaDiagnostics(DATASET, parsed.error, yaml, 'the dataset') };
  const { diagnostics, diagnose } = collectDiagnostics(file);
  const header = parsed.data;
  const dataset = buildDataset(header, yaml, diagnose);
  checkWords(dataset.dimensions, dataset.measures, { hasTime: dataset.time !== undefined, diagnose });
  const defaults = defaultsOf(header, dataset, yaml, diagnose);
  const goal = header.goal && findNamed(dataset.measures, header.goal.measure);
  if (header.goal && !goal)
    diagnose(yaml.at(['goal', 'measure']), noneNamed('measure', header.goal.measure, dataset.measures));
  if (diagnostics.length > 0) return { diagnostics };
  const { title = labelOf(name), description, owner, aliases, chart, verified } = header;
  return {
    diagnostics,
    query: {
      name,
      title,
      description,
      owner,
      ...(header.private && { isPrivate: true }),
      aliases,
      aliasPositions: aliases.map((_, index) => yaml.at(['aliases', index])),
      params: datasetParams(dataset, defaults),
      chart: chart as 'auto',
      ...(header.goal && goal && { goal: { ...header.goal, measure: goal.name } }),
      verified,
      ...(header.access && { access: header.access }),
      freshness: header.freshness ? newestOf(header.freshness) : newestRow(dataset),
      template: [],
      dataset,
      file,
      positionOf: yaml.at,
      version: createHash('sha256').update(source).digest('hex').slice(0, 7),
    },
  };
}

/** What is answered when a question leaves it open. Tells a diagnostic for each default that names nothing. */
function defaultsOf(header: DatasetHeader, dataset: Dataset, yaml: Yaml, diagnose: Diagnose) {
  const { measure, by, period = 'last 12 months' } = header.default;
  const choices = datasetParams(dataset, { measure: '', by: '', period }).find(({ name }) => name === 'by')!.choices;
  const say = (key: string, message: string) => diagnose(yaml.at(['default', key]), message);
  const chosenMeasure = measure === undefined ? dataset.measures[0] : findNamed(dataset.measures, measure);
  const chosenBy = by === undefined ? choices[0] : findNamed(choices, by);
  if (!chosenMeasure && measure !== undefined) say('measure', noneNamed('measure', measure, dataset.measures));
  if (!chosenBy && by !== undefined) say('by', noneNamed('dimension', by, choices));
  if (!chosenMeasure && measure === undefined)
    diagnose(yaml.at(['measures']), 'there is no measure: write { orders: { count: f.orderNumber } }');
  if (dataset.time ? !canonicalPeriod(period) : header.default.period !== undefined) {
    const next = dataset.time ? 'write one such as last 12 months, 2025 or all time' : 'the dataset has no time';
    say('period', `${period} is no period here: ${next}`);
  }
  return { measure: chosenMeasure?.name ?? '', by: chosenBy?.name ?? '', period: canonicalPeriod(period) ?? period };
}

/** SQL for the newest moment of the fact table; undefined without a time. */
function newestRow(dataset: Dataset): string | undefined {
  return dataset.time && `SELECT MAX(${dataset.time.sql}) FROM ${fromSql(dataset, dataset.time.needs)}`;
}
