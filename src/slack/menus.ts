import { setTimeout as sleep } from 'node:timers/promises';

import type { World } from '../answer.ts';
import type { Query } from '../query.ts';
import type { Menus } from './filter.ts';

import { isLookedUp } from './filter.ts';

/** The menus of a query's parameters as far as they are known within `patience` milliseconds. */
export async function readMenus({ values }: World, query: Query, patience: number): Promise<Menus> {
  const late = sleep(patience, undefined, { ref: false });
  const entries = query.params.filter(isLookedUp).map(async (param) => {
    const menu = await Promise.race([values(query, param).catch(() => undefined), late]);
    return [param.name, menu] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
