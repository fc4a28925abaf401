import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { isTime } from './draft.ts';

/**
 * Sets which of two dimensions is ranked, `top 3 countries by month`, and within which one each has a ranking of its own:
 * `top product per vendor`, `all countries with their top 3 products`.
 */
export function composeRanked(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { query, roles } = context;
  const of = query.params.find(({ name, role }) => name === 'of' && role === 'rank');
  const split = roles.series && draft.settings.get(roles.series.name)?.[0];
  const by = roles.dimension && draft.settings.get(roles.dimension.name)?.[0];
  const [rank] = draft.ranks;
  if (!of || !rank || split === undefined || by === undefined) return;
  const noun =
    draft.groups.find(({ at, how }) => at > rank.at && at - rank.at <= 4 && how === 'bare') ??
    draft.groups.findLast(({ at, how }) => at < rank.at && how === 'bare');
  const ranked = noun?.name;
  const asked = draft.groups.find(({ how }) => how === 'which');
  const isOne = noun ? noun.isOne === true : asked?.end !== undefined && !sentence.word(asked.end - 1).endsWith('s');
  const isOneOf = isOne && rank.count === undefined && !rank.isOwner;
  const hows = isOneOf ? ['each', 'per', 'by'] : ['each', 'per'];
  const theirs = draft.groups.find((group) => group.name !== ranked && isOwnerOfRank(group, rank, sentence));
  const each =
    theirs ??
    draft.groups.find(
      ({ how, name, at }) => hows.includes(how) && name !== ranked && at >= (rank.isOwner ? rank.end : 0),
    );
  const usual = isTime(context, by) ? split : by;
  const inner = ranked ?? asked?.name;
  if (each && inner && inner !== each.name) draft.settings.set('within', [each.name]);
  if (inner && inner !== usual) draft.settings.set(of.name, [inner]);
}

/** `all countries with their top 3 products`: those that each have a ranking of their own. */
function isOwnerOfRank(
  { end = -1 }: Draft['groups'][number],
  rank: Draft['ranks'][number],
  sentence: Sentence,
): boolean {
  return sentence.match(end, /^(?:with|and) (?:their|its)(?= )/)?.length === rank.at - end;
}
