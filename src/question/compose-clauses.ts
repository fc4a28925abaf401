import type { Draft } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';

/** Something that a question names: of which kind it is, and which one of that kind. */
type Mention = { readonly kind: string; readonly key: string; readonly at: number; readonly text: string };

const JOINER = /^(?:and|or|vs|versus|against|compared|than|but|while|plus)$/;

/**
 * Tells clauses apart that are joined into one question. `sales in France and sales in Spain` compares two values, and
 * the draft is told so. `Planes in France vs Ships in Spain` is refused, as each clause has a filter of its own and one
 * answer filters all that it shows alike.
 */
export function composeClauses(draft: Draft, sentence: Sentence): void {
  const mentions = mentionsOf(draft);
  for (const [first, own] of mentions.entries()) {
    for (const [offset, other] of mentions.slice(first + 1).entries()) {
      const next = mentions
        .slice(first + 2 + offset)
        .find(({ kind, at }) => kind === own.kind && isJoined(sentence, other.at, at));
      const last = next && mentions.find(({ kind, at }) => kind === other.kind && at > next.at);
      if (!next || !last || other.kind === own.kind || other.key === last.key) continue;
      if (own.key !== next.key)
        throw new UserError(
          `"${own.text} … ${other.text}" and "${next.text} … ${last.text}" are two questions: ask one at a time`,
        );
      if (own.kind === 'asked') draft.isComparing = true;
    }
  }
  refuseSecondSentence(draft, sentence);
}

/**
 * Refuses a sentence that asks who or which after one that asks how much, or before it: `revenue? top customers?`. Read as one
 * question the one would only say of what the other is. Several measures are answered together, each as it was asked.
 */
function refuseSecondSentence(draft: Draft, sentence: Sentence): void {
  const amounts = draft.measures.filter(
    ({ how, at }) => how === 'noun' && at >= 0 && !MODIFIES.test(sentence.word(at - 1)),
  );
  for (const amount of amounts) {
    for (const entity of entitiesOf(draft, sentence)) {
      const [first, second] = amount.at < entity.at ? [amount, entity] : [entity, amount];
      if (!endsBetween(sentence, first.at, second.at)) continue;
      const [one, other] = [first, second].map(({ name }) => name.replaceAll('_', ' '));
      throw new UserError(`"${one}" and "${other}" are two questions: ask one at a time`);
    }
  }
}

/** The words after which a measure belongs to what a sentence before it has asked: `top customers. By sales.` */
const MODIFIES = /^(?:by|in|of|with|on|and)$/;

/** Who or which is asked for, each with its token. */
function entitiesOf(
  { groups, either, ranks, who }: Draft,
  sentence: Sentence,
): readonly { name: string; at: number }[] {
  const asked = groups.filter(({ how, at }) => (how === 'bare' || how === 'which') && at >= 0);
  const ranked = either.filter(({ at }) => ranks.some((rank) => rank.at < at && !endsBetween(sentence, rank.at, at)));
  return [
    ...asked,
    ...ranked.map(({ dimension, at }) => ({ name: dimension, at })),
    ...(who === undefined ? [] : [{ name: 'who', at: who }]),
  ];
}

/** Whether a sentence ends between two tokens. */
function endsBetween(sentence: Sentence, from: number, to: number): boolean {
  for (let at = from + 1; at <= to; at++) if (sentence.isAfter(at, '.')) return true;
  return false;
}

/** What a draft names, in the order in which it was said: what is asked for, what the rows are, values by their parameters, and periods. */
function mentionsOf({ measures, either, groups, values, periods }: Draft): readonly Mention[] {
  const asked = [
    ...measures.filter(({ how }) => how === 'noun'),
    ...groups.filter(({ how }) => how === 'bare' || how === 'which'),
    ...either.map(({ measure, at }) => ({ name: measure, at })),
  ].map(({ name, at }): Mention => ({ kind: 'asked', key: name, at, text: name.replaceAll('_', ' ') }));
  const rows = groups
    .filter(({ how, at }) => at >= 0 && how !== 'bare' && how !== 'which')
    .map(({ name, at }): Mention => ({ kind: 'rows', key: name, at, text: name.replaceAll('_', ' ') }));
  const filters = values
    .filter(({ excluded, at }) => !excluded && at >= 0)
    .map(({ param, value, at }): Mention => ({ kind: `value of ${param.name}`, key: value, at, text: value }));
  const times = periods
    .filter(({ period }) => period !== 'all time')
    .map(({ period, at, text }): Mention => ({ kind: 'period', key: period, at, text }));
  return [...asked, ...rows, ...filters, ...times].sort((left, right) => left.at - right.at);
}

/** Whether a word that joins clauses, a comma or the end of a sentence stands between two tokens. */
function isJoined(sentence: Sentence, from: number, to: number): boolean {
  for (let at = from + 1; at <= to; at++) if (JOINER.test(sentence.word(at)) || sentence.isAfter(at, ',')) return true;
  return endsBetween(sentence, from, to);
}
