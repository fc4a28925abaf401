import type { CallToolResult } from '@modelcontextprotocol/server';
import { z } from 'zod';

import type { Param, Query } from '../catalogue/query.ts';
import type { McpContext } from './context.ts';

import { UserError } from '../error.ts';
import { help } from '../question/help.ts';
import { nearest } from '../text/nearest.ts';
import { normalizeText } from '../text/normalize.ts';
import { writeHelp } from './help-text.ts';
import { textResult } from './result.ts';

/** So many values are given back. */
const MOST_VALUES = 25;

/** The input schema of the tool `list_datasets`. */
export const LIST_INPUT = z.object({
  word: z.string().max(200).optional().describe('a word of a name, a measure or a dimension'),
});

const DATASET = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  measures: z.array(z.string()),
  dimensions: z.array(z.string()),
});

/** The output schema of the tool `list_datasets`. */
export const LIST_OUTPUT = z.object({ datasets: z.array(DATASET) });

/** Lists the datasets and queries that can be asked. */
export function listDatasets({ word }: z.infer<typeof LIST_INPUT>, { answerContext }: McpContext): CallToolResult {
  const wanted = normalizeText(word ?? '');
  const datasets = answerContext
    .catalogue()
    .queries.filter((query) => wanted === '' || wordsOf(query).some((text) => normalizeText(text).includes(wanted)))
    .map((query) => ({
      name: query.name,
      title: query.title,
      description: query.description,
      measures: choicesOf(query, 'measure').map(({ name }) => name),
      dimensions: choicesOf(query, 'dimension').map(({ name }) => name),
    }));
  const lines = datasets.map(({ name, description, title, measures, dimensions }) =>
    [
      `${name}: ${description || title}`,
      measures.length > 0 && `  measures: ${measures.join(', ')}`,
      dimensions.length > 0 && `  dimensions: ${dimensions.join(', ')}`,
    ]
      .filter(Boolean)
      .join('\n'),
  );
  return textResult(lines.length > 0 ? lines.join('\n') : `nothing is called so: list without a word`, { datasets });
}

/** The input schema of the tool `describe`. */
export const DESCRIBE_INPUT = z.object({ name: z.string().min(1).max(200).describe('the name of a dataset or query') });

/** Describes one dataset or query. Throws a UserError when there is none of the name. */
export async function describeDataset(
  { name }: z.infer<typeof DESCRIBE_INPUT>,
  { answerContext }: McpContext,
): Promise<CallToolResult> {
  const catalogue = answerContext.catalogue();
  const query = catalogue.find(name);
  const lists: Record<string, { values: readonly string[] }> = {};
  for (const param of query?.params ?? []) {
    if (query && param.values !== undefined) lists[param.name] = { values: await answerContext.values(query, param) };
  }
  return textResult(writeHelp(help(catalogue, name, lists)));
}

/** The input schema of the tool `find_values`. */
export const VALUES_INPUT = z.object({
  dimension: z.string().min(1).max(200).describe('a dimension, such as country or customer'),
  text: z.string().max(200).describe('a part of the value; empty for the first ones'),
});

/** The output schema of the tool `find_values`. */
export const VALUES_OUTPUT = z.object({ dimension: z.string(), values: z.array(z.string()), total: z.number() });

/** Finds values of a dimension. Throws a UserError when there is no dimension of the name. */
export async function findDimensionValues(
  { dimension, text }: z.infer<typeof VALUES_INPUT>,
  { answerContext }: McpContext,
): Promise<CallToolResult> {
  const { query, param } = filterNamed(dimension, answerContext.catalogue().queries);
  const all = await answerContext.values(query, param);
  const wanted = normalizeText(text);
  const holding = all.filter((value) => normalizeText(value).includes(wanted));
  const found = holding.length > 0 ? holding.slice(0, MOST_VALUES) : nearest(text, [all], { most: MOST_VALUES });
  const said = found.length > 0 ? found.join('\n') : `no ${param.label.toLowerCase()} is called so`;
  return textResult(said, { dimension: param.name, values: [...found], total: holding.length });
}

/** The filter that a word names, in the first query that has it. */
function filterNamed(word: string, queries: readonly Query[]): { readonly query: Query; readonly param: Param } {
  const wanted = normalizeText(word);
  const filters = queries.flatMap((query) =>
    query.params
      .filter(({ role, values }) => role === 'filter' && values !== undefined)
      .map((param) => ({ query, param })),
  );
  const found = filters.find(({ param: { name, label, aliases } }) =>
    [name, label, ...aliases].some((text) => normalizeText(text) === wanted),
  );
  if (found) return found;
  const names = [...new Set(filters.map(({ param }) => param.name))];
  throw new UserError(`nothing is filtered by "${word.slice(0, 60)}": take one of ${names.join(', ')}`);
}

function choicesOf({ params }: Query, role: Param['role']) {
  return params.find((param) => param.role === role)?.choices.filter(({ name }) => name !== 'none') ?? [];
}

function wordsOf(query: Query): readonly string[] {
  const choices = [...choicesOf(query, 'measure'), ...choicesOf(query, 'dimension')];
  return [
    query.name,
    query.title,
    query.description,
    ...query.aliases,
    ...choices.flatMap(({ name, label, aliases }) => [name, label, ...aliases]),
  ];
}
