import { setTimeout as sleep } from 'node:timers/promises';

import type { AnswerContext } from '../answer/context.ts';
import type { Query } from '../catalogue/query.ts';
import type { Listed } from '../question/help.ts';
import type { FilterValues } from './blocks/filter-ids.ts';

import { isLookedUp } from './blocks/filter-ids.ts';

/** Reads the menus of a query's parameters as far as they are known within `patience` milliseconds. */
export async function readFilterValues(
  { values }: AnswerContext,
  query: Query,
  patience: number,
): Promise<FilterValues> {
  const late = sleep(patience, undefined, { ref: false });
  const entries = query.params.filter(isLookedUp).map(async (param) => {
    const menu = await Promise.race([values(query, param).catch(() => undefined), late]);
    return [param.name, menu] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Reads those menus together with their age. */
export async function readListedValues(
  answerContext: AnswerContext,
  query: Query,
  patience: number,
  now: Date,
): Promise<Readonly<Record<string, Listed>>> {
  const menus = await readFilterValues(answerContext, query, patience);
  const entries = query.params.flatMap((param) => {
    const values = menus[param.name];
    const readAt = answerContext.listedAt?.(query, param);
    return values ? [[param.name, { values, age: readAt && now.getTime() - readAt.getTime() }] as const] : [];
  });
  return Object.fromEntries(entries);
}
