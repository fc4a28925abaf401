import type { Draft, ReadContext } from './draft.ts';
import type { Request } from './request.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';
import { agentOf } from './carriers.ts';
import { composeClauses } from './compose-clauses.ts';
import { composeGroups } from './compose-groups.ts';
import { composeInside } from './compose-inside.ts';
import { composeMeasures } from './compose-measures.ts';
import { composePeriods } from './compose-periods.ts';
import { composeRows } from './compose-rows.ts';
import { attemptStep, isMoney, kindUnsaid, measureNamed } from './draft.ts';
import { refuseYesOrNo } from './rules/idioms.ts';
import { givenTwice, setValue } from './rules/pairs.ts';

/** A request as far as it was understood. It may still hold values that equal the query's defaults. */
export type Composed = Pick<Request, 'values' | 'excluded' | 'compare' | 'as'>;

/**
 * Makes a request of a draft: what is counted, what the rows are, which of them are kept and how they are shown. What
 * contradicts itself or cannot be computed is added to the draft's problems.
 */
export function compose(draft: Draft, sentence: Sentence, context: ReadContext): Composed {
  const guard = (step: () => void) => attemptStep(draft, step);
  guard(() => composeClauses(draft, sentence));
  guard(() => composePeriods(draft, sentence, context));
  guard(() => composeMeasures(draft, sentence, context));
  guard(() => composeWho(draft, sentence, context));
  guard(() => refuseWhat(draft, sentence, context));
  guard(() => refuseYesOrNo(draft, sentence));
  guard(() => refuseBoth(draft, sentence));
  guard(() => refuseWay(draft, sentence));
  guard(() => composeValues(draft));
  guard(() => composeInside(draft, context));
  guard(() => composeGroups(draft, sentence, context));
  guard(() => composeRows(draft, sentence, context));
  guard(() => refuseLeftovers(draft, context));
  return {
    values: Object.fromEntries(draft.settings),
    excluded: [...draft.excluded],
    ...(draft.compare && { compare: draft.compare }),
    ...(draft.as && { as: draft.as }),
  };
}

/** `who bought`: the dimension that is also called after those who do it, as a customer is a buyer. */
function composeWho(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { lexicon, roles } = context;
  if (draft.who === undefined) return;
  const verb = draft.measures.find(({ how, at }) => how === 'verb' && at > draft.who!);
  if (!verb) return;
  const own = lexicon
    .infinitives(sentence.word(verb.at))
    .map((each) => agentOf(each, context))
    .find(Boolean);
  const others = (roles.measure?.choices ?? [])
    .flatMap(({ verbs = [] }) => verbs)
    .flatMap((each) => agentOf(each, context) ?? []);
  const isCounted = context.query.dataset?.measures.some(
    ({ name, aggregate }) => name === verb.name && aggregate.kind === 'count',
  );
  const dimension = own ?? (isCounted && new Set(others.map(({ value }) => value)).size === 1 ? others[0] : undefined);
  if (dimension) draft.groups.push({ name: dimension.value, at: draft.who, how: 'which' });
}

/** `what sells best`, `what did France buy`: things are asked for, and not which kind. `what did we earn` asks for an amount. */
function refuseWhat(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const isAsked = sentence.tokens.some((_, at) => sentence.word(at) === 'what');
  const isPlain = draft.groups.length + draft.either.length === 0 && draft.inside === undefined;
  const [verb] = draft.measures;
  if (!isAsked || !isPlain || !verb || draft.measures.some(({ how }) => how !== 'verb')) return;
  const meanings = context.lexicon.verbs(sentence.word(verb.at)).map(({ value }) => measureNamed(context, value));
  if (meanings.some((measure) => measure && !isMoney(measure))) throw kindUnsaid('what', context);
}

/** `customers who bought planes and ships`: both of them is another question than one or the other. */
function refuseBoth(draft: Draft, sentence: Sentence): void {
  const verb = draft.measures.find(
    ({ how, at }) => how === 'verb' && draft.values.some((value) => value.at === at + 1),
  );
  const [first, second] = verb ? draft.values.filter(({ at, excluded }) => at > verb.at && !excluded) : [];
  const isOfPeople =
    draft.counting !== undefined || draft.who !== undefined || draft.groups.length + draft.either.length > 0;
  if (!isOfPeople || !first || second?.param.name !== first.param.name || sentence.word(second.at - 1) !== 'and')
    return;
  throw new UserError(
    `"${first.value} and ${second.value}" can mean both or either: ask for one of them, or write ${first.value} or ${second.value}`,
  );
}

/** `from Paris to Rome`: a way from one value to another of its kind, which is neither both of them nor a range. */
function refuseWay({ values, versus, isComparing }: Draft, sentence: Sentence): void {
  if (versus !== undefined || isComparing) return;
  const to = values.find(({ at }) => sentence.word(at - 1) === 'to');
  const from = values.find(
    ({ at, param, value }) =>
      sentence.word(at - 1) === 'from' && to && at < to.at && param.name === to.param.name && value !== to.value,
  );
  if (!from || !to) return;
  const other = from.other ?? to.other;
  const next = other
    ? `write ${from.param.name}="${from.value}" ${other}="${to.value}"`
    : `name one of them, or write ${from.value} or ${to.value}`;
  throw new UserError(`"from ${from.value} to ${to.value}" does not say which is which: ${next}`);
}

/** Values become filters. */
function composeValues(draft: Draft): void {
  for (const { param, value, excluded } of draft.values) {
    const given = draft.settings.get(param.name);
    if (given && !given.includes(value) && !param.many) throw givenTwice(param.name, given[0]!, value);
    setValue(draft, param, value, excluded);
  }
}

function refuseLeftovers(draft: Draft, context: ReadContext): void {
  if (draft.who !== undefined && !draft.groups.some(({ how }) => how === 'which')) throw kindUnsaid('who', context);
  const isResolved =
    draft.compare !== undefined ||
    isPaired(draft.values.map(({ param, value }) => [param.name, value])) ||
    isPaired(draft.measures.map(({ name }) => ['measure', name]));
  const [first, second, ...more] = draft.values.filter(({ excluded }) => !excluded);
  const isPartOfWhole =
    draft.isComparing &&
    first &&
    second &&
    more.length === 0 &&
    first.param.name !== second.param.name &&
    draft.groups.length === 0;
  const isAgainstAverage = draft.isComparing && draft.average !== undefined && draft.groups.length === 0;
  if ((draft.versus !== undefined || isAgainstAverage || isPartOfWhole) && !isResolved)
    throw new UserError('it does not say what is compared: name two periods, two measures, or two values of one kind');
}

/** Whether two of the names are of one kind. */
function isPaired(names: readonly (readonly [kind: string, name: string])[]): boolean {
  return names.some(([kind, name]) => names.some(([otherKind, other]) => otherKind === kind && other !== name));
}
