import type { Draft, ReadContext, ValueMention } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';
import { isTime } from './draft.ts';
import { nounAt } from './sentence.ts';

/** What stands between a whole and its part: `sales in Spain come from Ships`. */
const VERB = /^(?:is|are|was|were|comes?|came|coming|stems?|goes|go|went|derives?|derived|includes?|included)$/;

/** What leads to a whole that is named before the share: `in Spain, what percentage of sales are Ships`. */
const LEAD = /^(?:in|for|of|within|among|from)$/;

/**
 * Returns the value whose share is asked for, where several are named: the one after the verb, `sales in Spain come
 * from Ships`, or after `from`; the owner, `Ships' share`; else the one that is named first. The others are filters.
 */
export function partOfShare(draft: Draft, sentence: Sentence): ValueMention | undefined {
  const { shareAt = -1 } = draft;
  const values = draft.values.filter(({ excluded }) => !excluded);
  const isLed = ({ at }: ValueMention) => {
    const article = /^(?:the|our)$/.test(sentence.word(at - 1)) ? 1 : 0;
    return LEAD.test(sentence.word(at - 1 - article));
  };
  const owner = values.find((value) => value.at < shareAt && !isLed(value));
  if (owner) return owner;
  const verb = sentence.tokens.findIndex((_, at) => at > shareAt && VERB.test(sentence.word(at)));
  const isBeforeVerb =
    verb >= 0 && (values.some(({ at }) => at < verb) || draft.measures.some(({ at }) => at > shareAt && at < verb));
  const afterVerb = isBeforeVerb ? values.find(({ at }) => at > verb) : undefined;
  const from = values.find(({ at }) => at > shareAt && /^(?:from|by)$/.test(sentence.word(at - 1)));
  return afterVerb ?? from ?? values.find(({ at }) => at > shareAt) ?? values[0];
}

/** A share of one number by itself says nothing, unless a filter was set to it. */
export function refuseShareOfOne(draft: Draft, { roles: { dimension, series } }: ReadContext): void {
  const isOneNumber = dimension && draft.settings.get(dimension.name)?.[0] === 'none';
  if (!isOneNumber || !draft.show?.startsWith('share') || (series && draft.settings.has(series.name))) return;
  throw new UserError('the share of one number is always 100%: ask for it by something, as in by country');
}

/** A share is of all that the filters leave; when the value asked for is itself a filter, of all that the others leave. */
export function shareOf(draft: Draft, sentence: Sentence, context: ReadContext): string {
  const { dimension } = context.roles;
  const by = dimension && (draft.settings.get(dimension.name)?.[0] ?? dimension.default?.[0]);
  const { shareAt = -1 } = draft;
  const owner = draft.values.find(({ at, excluded }) => {
    const isBefore = at + (nounAt(sentence, at, context.lexicon)?.count ?? 0) === shareAt;
    const isAfter = at > shareAt && at - shareAt <= 4 && /^(?:of|percent|pct)$/.test(sentence.word(at - 1));
    const group = draft.groups.find(({ name }) => name === by && isTime(context, name));
    const isOverTime = group !== undefined && at > shareAt && at < group.at; // `percentage of orders from USA by quarter`
    return !excluded && (isBefore || isAfter || isOverTime);
  });
  if (owner && owner.param.name !== by && partOfShare(draft, sentence)?.param.name !== by)
    throw new UserError(
      `the share of ${owner.value} is of what all of its kind have: ask for the share by ${owner.param.label.toLowerCase()}, or split by it`,
    );
  return draft.values.some(({ param, excluded }) => !excluded && param.name === by) ? 'share_of_all' : 'share';
}

/** `percentage of customers who bought planes`, `share of sales for each year`: other wholes than the one that a share is of. */
export function refuseShareOfThose(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { shareAt = -1, groups, either } = draft;
  const people = [...groups, ...either].find(({ at }) => at > shareAt && at - shareAt <= 4);
  const isChosen = people?.end !== undefined && /^(?:who|that|which|with|having)$/.test(sentence.word(people.end));
  if (isChosen)
    throw new UserError(
      `a share of those that are chosen by what they did is not worked out: ask how many they are, and how many there are`,
    );
  const each = groups.find(({ how }) => how === 'each');
  if (each && groups.some(({ name }) => name !== each.name))
    throw new UserError(
      `a share is of all that is shown, and not of each ${each.name.replaceAll('_', ' ')}: ask for one ${isTime(context, each.name) ? 'period' : 'of them'} at a time`,
    );
}

const JOINED = /^(?:and|with|plus|also|as well as|along with|together with)$/;

/** `sales and their share`, `revenue with running total`: the answer shows one of them, so it is not both. */
export function refuseValueBeside(draft: Draft, sentence: Sentence, { lexicon }: ReadContext): void {
  const said = draft.isShare ? draft.shareAt : draft.runningAt;
  if (said === undefined) return;
  const article = /^(?:the|its|their|a|show|also|each)$/.test(sentence.word(said - 1)) ? 1 : 0;
  const isJoined = JOINED.test(sentence.word(said - 1 - article));
  const isValue = draft.measures.some(({ at, how }) => how === 'noun' && at < said && nounAt(sentence, at, lexicon));
  if (!isJoined || !isValue) return;
  throw new UserError(
    `a number and its ${draft.isShare ? 'share' : 'running total'} are shown one at a time: ask for one of them`,
  );
}
