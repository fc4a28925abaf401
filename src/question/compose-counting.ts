import type { Choice } from '../catalogue/query.ts';
import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { filterParam } from '../catalogue/param.ts';
import { UserError } from '../error.ts';
import { UNKNOWN } from '../text/text.ts';
import { isMoney, measureNamed } from './draft.ts';
import { exampleWords } from './example-words.ts';
import { nounAt } from './sentence.ts';
import { foldPhrase } from './tokens.ts';

/**
 * Lists the rows of what is counted when it is chosen by its size, `how many customers have more than 3 orders`; the
 * answer tells how many rows there are. Throws a UserError where they would have to be counted within each of
 * something else.
 */
export function listCounted(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { counting, thresholds } = draft;
  const [first] = thresholds;
  if (counting === undefined || !first) return;
  const either = draft.either.find(({ at }) => at === counting);
  const group = draft.groups.find(({ at, how }) => at === counting && how === 'bare');
  const name = either?.dimension ?? group?.name;
  refuseSingles(draft, sentence, context, name);
  const text = nounAt(sentence, counting, context.lexicon)?.text;
  const between = draft.measures.some(({ at }) => at > counting && at < first.at);
  const isOwnSize = !between && thresholds.every(({ measure }) => measure === undefined);
  const others = [
    ...draft.groups.filter((other) => other !== group).map((other) => other.name),
    ...draft.either.filter((other) => other !== either).map((other) => other.dimension),
  ];
  if (name === undefined || (isOwnSize && others.length > 0)) return;
  const { counted, measure } = exampleWords(context.query);
  if (isOwnSize)
    throw new UserError(
      `"how many ${text}" does not say whose size ${first.value} is: name a measure, as in ${text} with over 3 ${counted ?? measure}`,
    );
  if (others.length > 0)
    throw new UserError(
      `${text} of a size are not counted for each ${others[0]!.replaceAll('_', ' ')}: ask which ${text} they are`,
    );
  if (either) draft.either.splice(draft.either.indexOf(either), 1);
  if (group) draft.groups.splice(draft.groups.indexOf(group), 1);
  draft.groups.push({ name, at: counting, how: 'which' });
  leaveOutUnknown(draft, name, context);
  delete draft.counting;
}

/** `how many orders had more than 10 products`: the size of single ones, which are not listed. */
function refuseSingles(
  draft: Draft,
  sentence: Sentence,
  { lexicon, query }: ReadContext,
  dimension: string | undefined,
): void {
  const { counting = -1, thresholds, groups } = draft;
  const noun = nounAt(sentence, counting, lexicon);
  const isHeld =
    noun && /^(?:had|has|have|with|having|that|which|were|are|is)$/.test(sentence.word(counting + noun.count));
  if (dimension !== undefined || !isHeld || groups.length > 0 || !thresholds.some(({ at }) => at > counting)) return;
  throw new UserError(
    `"how many ${noun.text}" of a size asks for single ones, which ${query.name} does not list: ask how many there are in all, or by something`,
  );
}

/** What has no name is none of the things that are counted. */
function leaveOutUnknown(draft: Draft, name: string, { query, vocabulary }: ReadContext): void {
  const param = filterParam(query, name);
  const isFiltered = draft.values.some((value) => value.param.name === name) || draft.settings.has(name);
  if (param && !isFiltered && vocabulary(query, param).includes(UNKNOWN))
    draft.values.push({ param, value: UNKNOWN, excluded: true, at: -1 });
}

/** Sets the measure that counts a dimension where an average of it is asked for: `average number of items per order`. */
export function countAveraged(draft: Draft, context: ReadContext): void {
  const { average, averagePer } = draft;
  if (average === undefined || averagePer === undefined || draft.measures.some(({ how }) => how === 'noun')) return;
  const group = draft.groups.find(
    ({ how, at, end }) => how === 'bare' && (end === average || (at > average && at - average <= 3)),
  );
  if (group) countGroup(draft, group, context);
}

/** Makes a group the measure that counts its values; false where no measure does. */
function countGroup(draft: Draft, group: Draft['groups'][number], { query, roles, lexicon }: ReadContext): boolean {
  const plural = query.dataset?.dimensions.find(({ name }) => name === group.name)?.plural ?? '';
  const named = lexicon.choices(foldPhrase(plural)).find(({ param }) => param.role === 'measure')?.value;
  const counts = roles.measure?.choices.find(({ name, counts }) => counts === group.name || name === named);
  if (!counts) return false;
  draft.groups.splice(draft.groups.indexOf(group), 1);
  draft.measures.push({ name: counts.name, at: group.at, how: 'noun' });
  return true;
}

/** Sets the measure of the noun after `how many`: a count, a number of units, or the values of a dimension. */
export function composeCounting(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { counting } = draft;
  if (counting === undefined) return;
  draft.isTotal = true;
  const group = draft.groups.find(({ at, how }) => at === counting && how === 'bare');
  if (group) {
    if (countGroup(draft, group, context)) return;
    throw new UserError(`${context.query.name} cannot count ${group.name}: ask for it by ${group.name}`);
  }
  const mention = draft.measures.find(({ at }) => at === counting);
  const choice = measureNamed(context, mention?.name);
  if (choice && isMoney(choice)) {
    const named = namedCount(sentence, counting, context);
    if (!named)
      throw new UserError(
        `"how many ${choice.label.toLowerCase()}" asks for a number, and ${choice.label.toLowerCase()} are an amount: ask how much, or how many of something else`,
      );
    draft.measures.splice(draft.measures.indexOf(mention!), 1, { name: named.name, at: counting, how: 'noun' });
    return;
  }
  if (mention) return;
  if (draft.measures.some(({ how }) => how === 'noun') && draft.values.some(({ at }) => at === counting)) return;
  const verb = draft.measures.find(({ how }) => how === 'verb');
  const verbs = verb && context.lexicon.verbs(sentence.word(verb.at));
  const units = (verbs ?? [])
    .map(({ value }) => measureNamed(context, value))
    .find((measure) => measure && !isMoney(measure) && !/COUNT\(/i.test(measure.sql));
  if (!units)
    throw new UserError(
      `"how many ${sentence.phrases(counting, 3).at(-1)?.text ?? ''}" does not say what to count: ask how many of a measure`,
    );
  draft.measures.push({ name: units.name, at: counting, how: 'noun' });
}

/** Finds the measure that is called `number of sales`, for a question that counts sales; undefined where none is. */
export function namedCount(sentence: Sentence, index: number, context: ReadContext): Choice | undefined {
  for (const { folded } of sentence.phrases(index, 3)) {
    for (const words of [`number of ${folded}`, `${folded} count`]) {
      const found = context.lexicon.choices(foldPhrase(words)).find(({ param }) => param.role === 'measure');
      if (found) return measureNamed(context, found.value);
    }
  }
  return undefined;
}
