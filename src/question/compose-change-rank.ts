import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';
import { isTime } from './draft.ts';
import { nounAt } from './sentence.ts';

const FALL = /^(?:decreas|declin|drop|fall|fell|shrink|shrank|shrunk|los)/;

const IN_PROPORTION = /^(?:rates?|percent|percentage|relative)$/;

/**
 * Sets the ranking by change that a draft asks for, `top 5 customers by growth`, `which country grew most`, and returns
 * which end of it is kept; undefined where rows are ranked otherwise. Throws a UserError where there is nothing to
 * compare with, or where times would be ranked.
 */
export function composeChangeRank(
  draft: Draft,
  sentence: Sentence,
  context: ReadContext,
): Draft['ranks'][number]['keeps'] | undefined {
  const { query, roles } = context;
  const rank = rankOfGrowth(draft, sentence, context);
  if (!rank) return undefined;
  const param = query.params.find(({ name }) => name === 'rank_by');
  const shown = [roles.dimension, roles.series].flatMap((role) => (role && draft.settings.get(role.name)) ?? []);
  if (!param?.choices.some(({ name }) => name === 'change') || shown.some((name) => isTime(context, name)))
    throw new UserError(
      `${shown.some((name) => isTime(context, name)) ? 'times' : 'rows'} are not ranked by their growth: ask for it without "${rank.word}", and read it in the answer`,
    );
  draft.compare ??= yearBefore(draft, context);
  const word = draft.growthWord ?? 'growth';
  if (!draft.compare)
    throw new UserError(`"${word}" does not say against what: add vs last year, or vs another period`);
  const isFall = FALL.test(word);
  if (isFall && rank.keeps === 'last')
    throw new UserError(`"${rank.word} ${word}" is not ranked: ask for the lowest growth, or for the largest ${word}`);
  const { growthAt = 0 } = draft;
  const isRelative =
    /^(?:fastest|slowest)$/.test(rank.word) ||
    [growthAt - 1, growthAt, growthAt + 1].some((at) => IN_PROPORTION.test(sentence.word(at)));
  putFirst(draft, draft.settings.get(param.name)?.[0], roles.measure?.name);
  draft.settings.set(param.name, [isRelative ? 'growth' : 'change']);
  return isFall ? 'last' : rank.keeps;
}

/** `fastest growing countries in orders with sales`: the growth that ranks is that of the first measure. */
function putFirst({ settings }: Draft, ranking: string | undefined, measure: string | undefined): void {
  const names = settings.get(measure ?? '') ?? [];
  if (measure === undefined || ranking === undefined || !names.includes(ranking)) return;
  settings.set(measure, [ranking, ...names.filter((name) => name !== ranking)]);
}

/** A year is held against the one before it: `grew most in 2004`. */
function yearBefore(draft: Draft, { roles: { period } }: ReadContext): Draft['compare'] {
  const asked = draft.settings.get(period?.name ?? '')?.[0] ?? '';
  if (asked === 'this year' && period) draft.settings.set(period.name, ['ytd']); // the same days of both years
  return /^(?:\d{4}|this year|last year|ytd)$/.test(asked) ? 'last year' : undefined;
}

/** `grew most`, `highest growth`, `top 5 by sales growth`: the ranking that is by what stands beside the measure. */
function rankOfGrowth({ growthAt, ranks }: Draft, sentence: Sentence, context: ReadContext) {
  if (growthAt === undefined) return undefined;
  const before = beforeMeasures(growthAt, sentence, context);
  const isBy = /^(?:by|in)$/.test(sentence.word(before));
  return ranks.find(({ at, end, count }) => {
    if (at < growthAt) return isBy || before < end || growthAt - at <= 2;
    return end === sentence.tokens.length || (count === undefined && at - growthAt <= 3);
  });
}

/** The index before the measures and the `month over month` that stand right before a growth. */
function beforeMeasures(growthAt: number, sentence: Sentence, { lexicon }: ReadContext): number {
  let at = growthAt - 1;
  const isSkipped = () =>
    /^(?:month|quarter|year|week|day|over|on|to|rate|percent|percentage|relative|the|their|its)$/.test(
      sentence.word(at),
    ) || nounAt(sentence, at, lexicon)?.choices.some(({ param }) => param.role === 'measure') === true;
  while (at > 0 && isSkipped()) at -= 1;
  return at;
}
