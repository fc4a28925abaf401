import type { Query } from '../catalogue/query.ts';

import { addDays, today } from '../calendar/day.ts';

/** Returns who verified a query's numbers, and on which day; undefined when nobody has in the given number of days before `now`. */
export function verifiedNow(
  { verified }: Pick<Query, 'verified'>,
  { now, timezone, days }: { readonly now: Date; readonly timezone: string; readonly days: number },
): Query['verified'] {
  return verified && today(now, timezone) <= addDays(verified.on, days) ? verified : undefined;
}
