import type { Draft, ReadContext } from './draft.ts';
import type { Inside } from './inside.ts';

import { UserError } from '../error.ts';
import { insideOf } from './inside.ts';

/** What each way to look inside is said to do in a refusal, and what a query of its own SQL cannot tell. */
const WORDS: Readonly<Record<Inside, { readonly looks: string; readonly tells: string }>> = {
  why: { looks: 'why looks', tells: 'tell why' },
  explain: { looks: 'explain looks', tells: 'explain a number' },
  rows: { looks: 'the rows behind a number are looked for', tells: 'show the rows behind a number' },
};

/**
 * Sets `show` for a question that looks inside one number (`why`, `explain`, its rows). Throws a UserError for a
 * query that cannot tell, and for rankings, limits and other choices of rows, of which there are none here.
 */
export function composeInside(draft: Draft, { query, roles }: ReadContext): void {
  const { show } = roles;
  const given = insideOf(query, { values: { show: draft.settings.get(show?.name ?? '') ?? [] } });
  const inside = draft.inside ?? given;
  if (!inside) return;
  if (!query.dataset)
    throw new UserError(
      `${query.name} cannot ${WORDS[inside].tells}: its own SQL does not say what its numbers are made of, so ask of a dataset`,
    );
  if (!show?.choices.some(({ name }) => name === inside)) throw new UserError(notOffered(inside, query.name));
  refuseSeveral(draft, inside, roles.measure?.name);
  refuseChoosing(draft, inside, query);
  if (inside !== 'why' && (draft.compare || draft.versus !== undefined))
    throw new UserError(`${WORDS[inside].looks} at one period: ask without a comparison, or ask why`);
  Object.assign(draft, { isGrowth: false, isTrend: false });
  draft.settings.set(show.name, [inside]);
}

function notOffered(inside: Inside, query: string): string {
  if (inside === 'rows')
    return `${query} keeps its rows to itself: where they may be shown, its file says samples: true`;
  return `${query} has no time, so nothing in it changes: ask for it by one of its dimensions`;
}

function refuseSeveral(draft: Draft, inside: Inside, measure: string | undefined): void {
  const [name, ...others] = draft.settings.get(measure ?? '') ?? [];
  if (inside === 'why' && others.length > 0)
    throw new UserError(`why looks at one measure at a time: ask for ${[name, ...others].join(' or for ')}`);
}

function refuseChoosing(draft: Draft, inside: Inside, query: ReadContext['query']): void {
  const { looks } = WORDS[inside];
  const isSet = (...roles: readonly string[]) =>
    query.params.some(({ role, name }) => roles.includes(role) && draft.settings.has(name));
  const group = draft.groups[0]?.name;
  const by = group === undefined ? 'by and split' : `by ${group.replaceAll('_', ' ')}`;
  if (group !== undefined || isSet('dimension', 'series'))
    throw new UserError(
      inside === 'why'
        ? `why looks at each dimension by itself: ask without ${by}`
        : `${looks} at one number: ask without ${by}`,
    );
  const isChosen = draft.ranks.length + draft.thresholds.length > 0 || isSet('rank', 'threshold');
  if (isChosen) throw new UserError(`${looks} at all rows: ask without top, bottom, over and under`);
  if (draft.show !== undefined || draft.isShare)
    throw new UserError(`${looks} at a measure as it is: ask without share, running total and average per`);
  if (inside === 'why' && draft.as === 'waterfall') delete draft.as;
  if (draft.as !== undefined && draft.as !== 'table')
    throw new UserError(
      inside === 'why'
        ? `why is drawn as a waterfall, not as ${draft.as}: ask without as ${draft.as}, or as table`
        : `${looks} at one number, which is not drawn as ${draft.as}: ask without as ${draft.as}`,
    );
}
