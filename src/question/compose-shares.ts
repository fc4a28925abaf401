import type { Draft, ReadContext, ValueMention } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';
import { isAgent } from './carriers.ts';
import { isTime } from './draft.ts';
import { exampleWords } from './example-words.ts';
import { endOfNoun, nounAt } from './sentence.ts';

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
export function refuseShareOfOne(draft: Draft, { query, roles: { dimension, series } }: ReadContext): void {
  const isOneNumber = dimension && draft.settings.get(dimension.name)?.[0] === 'none';
  if (!isOneNumber || !draft.show?.startsWith('share') || (series && draft.settings.has(series.name))) return;
  throw new UserError(
    `the share of one number is always 100%: ask for it by something, as in by ${exampleWords(query).dimension}`,
  );
}

/** A share is of all that the filters leave; when the value asked for is itself a filter, of all that the others leave. */
export function shareOf(draft: Draft, sentence: Sentence, context: ReadContext): string {
  const { dimension } = context.roles;
  const by = dimension && (draft.settings.get(dimension.name)?.[0] ?? dimension.default?.[0]);
  const { shareAt = -1 } = draft;
  const part = partOfShare(draft, sentence);
  const whole = wholeOf(draft, sentence) ?? draft.groups.find((group) => isOwnerOf(group, draft));
  const isOfEach = whole !== undefined && whole.name === by;
  if (isOfEach && part && part.param.name !== by && splitByOwner(draft, part, context)) return 'share_of_all';
  const owner = draft.values.find(({ at, excluded }) => {
    const isBefore = at + (nounAt(sentence, at, context.lexicon)?.count ?? 0) === shareAt;
    const isAfter = at > shareAt && at - shareAt <= 4 && /^(?:of|percent|pct)$/.test(sentence.word(at - 1));
    const group = draft.groups.find(({ name }) => name === by && isTime(context, name));
    const isOverTime = group !== undefined && at > shareAt && at < group.at; // `percentage of orders from USA by quarter`
    return !excluded && (isBefore || isAfter || isOverTime);
  });
  const isFrom = part && /^(?:from|is|are|was|were)$/.test(sentence.word(part.at - 1));
  const isGroupedAfter = draft.groups.some(({ name, at }) => name === by && part !== undefined && at > part.at);
  const asked = owner ?? (isFrom && isGroupedAfter ? part : undefined);
  if (asked && asked.param.name !== by && part?.param.name !== by && !isPartsOfOwner(draft, sentence, by, context)) {
    if (isTime(context, by) && splitByOwner(draft, asked, context)) return 'share_of_all';
    throw new UserError(
      `the share of ${asked.value} is of what all of its kind have: ask for the share by ${asked.param.label.toLowerCase()}, or split by it`,
    );
  }
  return draft.values.some(({ param, excluded }) => !excluded && param.name === by) ? 'share_of_all' : 'share';
}

/** `what percentage of USA sales came from each product line`, `share of USA sales by city`: the rows are the parts, and the value is the whole. */
function isPartsOfOwner(
  { groups, values, measures, shareAt = -1 }: Draft,
  sentence: Sentence,
  by: string | undefined,
  context: ReadContext,
): boolean {
  const isWhole = ({ at }: ValueMention, start: number) =>
    at > shareAt &&
    /^(?:of|percent|pct|the)$/.test(sentence.word(at - 1)) &&
    measures.some((measure) => measure.at === endOfNoun(sentence, at, context.lexicon) && measure.at < start);
  return groups.some(({ name, how, at }) => {
    if (name !== by) return false;
    if (how === 'by' && !isTime(context, by) && values.some((value) => isWhole(value, at))) return true;
    const verb = sentence.tokens.findIndex((_, index) => index > shareAt && VERB.test(sentence.word(index)));
    return how === 'each' && verb > 0 && verb < at && /^(?:from|by)$/.test(sentence.word(verb + 1));
  });
}

/** `USA share of sales by month`: of the sales of each month. Returns false where the rows are split by something else. */
function splitByOwner(draft: Draft, { param }: ValueMention, { roles: { dimension, series } }: ReadContext): boolean {
  const by = draft.settings.get(dimension?.name ?? '')?.[0];
  if (!series || by === undefined || !series.choices.some(({ name }) => name === param.name)) return false;
  const split = draft.settings.get(series.name)?.[0];
  if (split !== undefined && split !== param.name) return false;
  draft.settings.set(series.name, [param.name]);
  draft.settings.set('within', [by]);
  return true;
}

/**
 * Sets the group within which shares are: the one of `share of sales by country for each year`, and the time of a mix,
 * a market share or a trend, `product line mix by year`. Throws a UserError where a share of something else is asked for.
 */
export function composeShareWithin(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { dimension, series } = context.roles;
  if (draft.show?.endsWith('share') !== true || draft.settings.has('within') || draft.ranks.length > 0) return;
  const shown = [dimension, series].flatMap((param) => (param && draft.settings.get(param.name)) ?? []);
  if (shown.length < 2) return;
  const each = wholeOf(draft, sentence);
  const whole = wholeBeside(draft, sentence, context);
  const isMix = draft.isTrend || /^(?:mix|market)$/.test(sentence.word(draft.shareAt ?? -1));
  const within = each?.name ?? whole ?? (isMix ? shown.find((name) => isTime(context, name)) : undefined);
  if (within !== undefined && shown.includes(within)) draft.settings.set('within', [within]);
}

/** `product line share by country` is within each country, and so is `percentage of country sales by city`. */
function wholeBeside(
  { shareAt = -1, groups, measures }: Draft,
  sentence: Sentence,
  { lexicon }: ReadContext,
): string | undefined {
  const owner = groups.find(
    (group) => group.how === 'bare' && group.at > shareAt && measures.some(({ at }) => at === group.end),
  );
  if (owner) return owner.name;
  const part = groups.find(
    (group) =>
      group.how === 'bare' &&
      (group.end === shareAt || (group.end === shareAt - 1 && nounAt(sentence, shareAt - 1, lexicon))),
  );
  return part && groups.find(({ how, name }) => how === 'by' && name !== part.name)?.name;
}

/** `each country's sales`: a group whose number is the whole. */
function isOwnerOf({ how, end }: Draft['groups'][number], { measures }: Draft): boolean {
  return how === 'each' && measures.some(({ at }) => at === end);
}

/** The group whose values are wholes: `for each year`, but not `for each country and year`. */
function wholeOf({ groups }: Draft, sentence: Sentence): Draft['groups'][number] | undefined {
  return groups.findLast(({ how, at, end = at + 1 }) => {
    let lead = at - 1;
    while (/^(?:each|every|of|the|our|one|individual|single)$/.test(sentence.word(lead))) lead -= 1;
    return how === 'each' && LEADS_WHOLE.test(sentence.word(lead)) && sentence.word(end) !== 'and';
  });
}

/** `percentage of customers who bought planes`, `share of sales for each year`: other wholes than the one that a share is of. */
export function refuseShareOfThose(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { shareAt = -1, groups, either } = draft;
  const people = [...groups, ...either].find(({ at }) => at > shareAt && at - shareAt <= 4);
  const next = people?.end === undefined ? '' : sentence.word(people.end);
  const isAct = context.lexicon.verbs(next).length > 0 || /^(?:made?|placed?|have|had|has)$/.test(next);
  const isDoing = isAct && people !== undefined && isAgent('name' in people ? people.name : people.dimension, context);
  const isChosen = isDoing || /^(?:who|that|which|with|having)$/.test(next);
  if (isChosen)
    throw new UserError(
      `a share of those that are chosen by what they did is not worked out: ask how many they are, and how many there are`,
    );
  const each = groups.find(({ how }) => how === 'each');
  if (each && !wholeOf(draft, sentence) && groups.some(({ name }) => name !== each.name))
    throw new UserError(
      `a share is of all that is shown, and not of each ${each.name.replaceAll('_', ' ')}: ask for one ${isTime(context, each.name) ? 'period' : 'of them'} at a time`,
    );
}

/** What leads to a whole that has parts of its own: `for each year`, `within each country`. */
const LEADS_WHOLE = /^(?:for|in|within|inside|per)$/;

const JOINED = /^(?:and|with|plus|also|as well as|along with|together with)$/;

/**
 * Returns how a measure is shown, beside the number itself where both are asked for: `sales and their share`, `revenue
 * with running total`. Throws a UserError for a share of which the number is not a part of the same rows.
 */
export function besideValue(draft: Draft, sentence: Sentence, { lexicon }: ReadContext): string | undefined {
  const { show } = draft;
  const said = draft.isShare ? draft.shareAt : draft.runningAt;
  if (said === undefined) return show;
  const article = /^(?:the|its|their|a|show|also|each)$/.test(sentence.word(said - 1)) ? 1 : 0;
  const isJoined = JOINED.test(sentence.word(said - 1 - article)) || sentence.isAfter(said - article, ',');
  const isValue =
    draft.measures.some(({ at, how }) => how === 'noun' && at < said && nounAt(sentence, at, lexicon)) ||
    (draft.measures.length === 0 && draft.ranks.some(({ at }) => at < said)); // `top 5 customers with their share`
  if (!isJoined || !isValue) return show;
  if (show === 'share' || show === 'running_total') return `with_${show}`;
  throw new UserError('a number and its share of all are shown one at a time: ask for one of them');
}
