import type { AnswerContext } from '../answer/context.ts';
import type { Param, Query } from '../catalogue/query.ts';

/** A value of each type, where none can be listed. */
const SAMPLES: Readonly<Record<Exclude<Param['type'], 'choice'>, string>> = {
  string: 'a',
  number: '1',
  integer: '1',
  boolean: 'true',
  date: '2025-01-01',
  period: '2025',
};

/** Returns values of a parameter to run its query with: two where it takes several, from its list where it has one. */
export async function sampleValues(
  query: Query,
  param: Param,
  { values }: Pick<AnswerContext, 'values'>,
): Promise<readonly string[]> {
  const listed = param.type === 'string' ? await values(query, param) : [];
  const { choices, min, max, many, type } = param;
  if (type === 'choice') return choices.slice(0, 1).map(({ name }) => name);
  if (listed.length > 0) return listed.slice(0, many ? 2 : 1);
  const isOutside = type === 'integer' || type === 'number' ? min !== undefined || max !== undefined : false;
  const sample = isOutside ? String(min ?? max) : SAMPLES[type];
  return many && !isOutside ? [sample, ...SECONDS[type]] : [sample];
}

const SECONDS: Readonly<Record<Exclude<Param['type'], 'choice'>, readonly string[]>> = {
  string: ['b'],
  number: ['2'],
  integer: ['2'],
  boolean: [],
  date: ['2025-01-02'],
  period: [],
};
