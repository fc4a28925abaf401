import type { Draft, ReadContext } from './draft.ts';

import { UserError } from '../error.ts';
import { WHY } from './why-request.ts';

/**
 * Makes a question for the reasons of a change of `why` and the like. Throws a UserError where the query cannot tell them,
 * and for what would choose rows: reasons are looked for in all rows, and in each dimension by itself.
 */
export function composeWhy(draft: Draft, { query, roles }: ReadContext): void {
  const { show, measure } = roles;
  if (draft.why === undefined && draft.settings.get(show?.name ?? '')?.[0] !== WHY) return;
  if (!query.dataset)
    throw new UserError(
      `${query.name} cannot tell why: its own SQL does not say what its numbers are made of, so ask why of a dataset`,
    );
  if (!show?.choices.some(({ name }) => name === WHY))
    throw new UserError(`${query.name} has no time, so nothing in it changes: ask for it by one of its dimensions`);
  const [name, ...others] = draft.settings.get(measure?.name ?? '') ?? [];
  if (others.length > 0)
    throw new UserError(`why looks at one measure at a time: ask for ${[name, ...others].join(' or for ')}`);
  refuseChoosing(draft, { query });
  Object.assign(draft, { isGrowth: false, isTrend: false });
  draft.settings.set(show.name, [WHY]);
}

function refuseChoosing(draft: Draft, { query }: Pick<ReadContext, 'query'>): void {
  const isSet = (...roles: readonly string[]) =>
    query.params.some(({ role, name }) => roles.includes(role) && draft.settings.has(name));
  const group = draft.groups[0]?.name;
  if (group !== undefined || isSet('dimension', 'series'))
    throw new UserError(
      `why looks at each dimension by itself: ask without ${group === undefined ? 'by and split' : `by ${group.replaceAll('_', ' ')}`}`,
    );
  const isChosen = draft.ranks.length + draft.thresholds.length > 0 || isSet('rank', 'threshold');
  if (isChosen) throw new UserError('why looks at all rows: ask without top, bottom, over and under');
  if (draft.show !== undefined || draft.isShare)
    throw new UserError('why looks at a measure as it is: ask without share, running total and average per');
  if (draft.as === 'waterfall') delete draft.as;
  if (draft.as !== undefined && draft.as !== 'table')
    throw new UserError(`why is drawn as a waterfall, not as ${draft.as}: ask without as ${draft.as}, or as table`);
}
