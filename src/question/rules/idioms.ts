import type { Draft, ReadContext } from '../draft.ts';
import type { Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { isCountOf, kindUnsaid } from '../draft.ts';
import { endOfNoun, nounAt } from '../sentence.ts';

/** `what do sales look like`, `how were sales like in 2024`. */
const LOOKS_LIKE = /^(?:look(?:s|ed|ing)? like|like)(?= |$)/;

/** Phrases that say nothing, although one of their words means something elsewhere: `may I see`, `account for`. */
const EMPTY =
  /^(?:(?:that are |who are |which are )?(?:located|based|living|lives?|residing|resides?|situated|headquartered)(?= (?:in|at|within|outside) )|(?:exactly|roughly|approximately|precisely|about)(?= how (?:many|much) )|everywhere(?= (?:but|except|outside|other than|excluding) |$)|currently|presently|still(?= (?:sell|have|buy|order|get) )|(?:makes?|made) up(?: of)?|drives?(?= the (?:highest|most|lowest|least|biggest|largest) )|but only(?: (?:include|show|list|keep|consider|for))?|available(?=$)|(?:in|as|on|with) (?:an?|one|the) (?:nice |simple |single )?(?:chart|graph|plot|diagram|picture|visual|visualization|visualisation)|(?:may|might|can|could) (?:i|we)|accounts? for|accounted for|(?:along|together) with(?= .)|plus(?= .)|waq to|(?:please )?(?:write|provide|create|give me)(?: me)? (?:an?|the) (?:sql )?query (?:to|that|which|only showing|showing|for)(?: (?:only )?(?:shows?|lists?|returns?|displays?|includes?))?|query(?= (?:the|for|all) )|(?:i d|id|i would) like(?: to (?:know|see|have))?)(?= |$)/;

/** `break down sales by …`, `break sales down by …`: how the rows are grouped stands behind it. */
const BREAK_DOWN = /^(?:break down(?! by)|break(?! (?:it|them) )(?= .* down by )|breakdown(?! (?:of|by) ))(?= |$)/;

/** `orders that contain Planes`, before a value. */
const CONTAINING = /^(?:that |which )?contain(?:s|ed|ing)?(?= )/;

/** `countries where we have customers`. */
const WHERE_WE =
  /^where (?:we|they|you) (?:have|had|sell|sold)(?= (?:more|less|fewer|over|under|at least|at most|exactly) )/;

/** `how did Planes do in 2004`, `how well did Trains sell`: the measure that a question has by itself. */
const HOW_DOING =
  /^how (?:well )?(?:did|do|does|is|are|was|were|has|have)(?= .*\b(?:do|doing|done|sell|selling|sold|perform|performing|performed|faring)\b)/;

/** Reads a phrase that says nothing, whatever its words mean by themselves. */
export const readIdiom: Rule = (sentence, index, draft, context) => {
  const found = sentence.match(index, EMPTY) ?? (index === 0 ? sentence.match(index, BREAK_DOWN) : undefined);
  if (found) return found.length;
  const including = sentence.match(index, /^(?:including|include|incl)(?= )/);
  const isOfOrders = countedBefore(sentence, index, draft, context); // `orders including Planes`
  if (including && valueAt(sentence, index + 1, context) && !isOfOrders && !draft.isShare) {
    draft.problems.push(new UserError('what is included is there anyway: ask without "including", or for only that'));
    return 1;
  }
  if (index === 0 && sentence.word(0) === 'any' && nounAt(sentence, 1, context.lexicon)) return 1; // `any sales in Belgium`
  const any = /^(?:have|had|there|sell|sold|buy|bought|order|ordered|get|got)$/.test(sentence.word(index - 1));
  if (any && sentence.word(index) === 'any') return 1; // `do we have any customers in Norway`
  const isAsked =
    /^(?:what|how)$/.test(sentence.word(0)) && /^(?:do|does|did|is|are|was|were|will)$/.test(sentence.word(1));
  const looks = isAsked && draft.measures.length > 0 ? sentence.match(index, LOOKS_LIKE) : undefined;
  if (looks) return looks.length;
  if (sentence.word(index) === 'both') return bothAt(sentence, index, draft, context);
  const containing = sentence.match(index, CONTAINING);
  if (containing && valueAt(sentence, index + containing.length, context)) return containing.length;
  const isOfRows = [...draft.groups, ...draft.either].some(({ end }) => end === index);
  const where = isOfRows ? sentence.match(index, WHERE_WE) : undefined;
  return (where ?? sentence.match(index, HOW_DOING))?.length;
};

/** Whether a measure that counts things stands right before a token. */
function countedBefore(
  sentence: Sentence,
  index: number,
  { measures }: Draft,
  { query, lexicon }: ReadContext,
): boolean {
  const last = measures.at(-1);
  const isBefore = last && endOfNoun(sentence, last.at, lexicon) === index;
  return isBefore === true && isCountOf(last.name, query);
}

/** `both France and Spain`, `both sales and orders`; who bought both of two is another question than who bought one of them. */
function bothAt(sentence: Sentence, index: number, draft: Draft, { lexicon }: ReadContext): number | undefined {
  const noun = nounAt(sentence, index + 1, lexicon);
  if (!noun || !/^(?:and|or)$/.test(sentence.word(index + 1 + noun.count))) return undefined;
  const verb = /^(?:in|from|to|by|with)$/.test(sentence.word(index - 1)) ? index - 2 : index - 1;
  const isOfThem = draft.who !== undefined || [...draft.groups, ...draft.either].some(({ at }) => at < verb);
  if (isOfThem && lexicon.verbs(sentence.word(verb)).length > 0 && noun.values.length > 0)
    draft.problems.push(
      new UserError(`"both" would look at everything that each of them did, which it does not: ask for one of them`),
    );
  return 1;
}

const LINES = /^(?<what>order ?lines?|line items?|order (?:number|id)s?)(?= |$)/;

/** Reads `order line` or `order number`, single rows that nothing lists or counts, and refuses it. */
export const readSingleLine: Rule = (sentence, index, draft, { lexicon, query }) => {
  const found = sentence.match(index, LINES);
  if (!found || nounAt(sentence, index, lexicon)?.count === found.length) return undefined;
  if (sentence.word(index) === 'order' && !query.dataset) return undefined;
  draft.problems.push(
    new UserError(
      `${query.name} does not tell single rows, and "${found.groups.what}" is one: ask for the whole, or by something`,
    ),
  );
  return found.length;
};

/** Reads `the ratio of profit to sales` as the measure that is declared so. */
export const readRatio: Rule = (sentence, index, draft, { lexicon, query }) => {
  const found = sentence.match(index, /^(?:the )?ratio (?:of|between)(?: the)?(?= )/);
  const over = found && nounAt(sentence, index + found.length, lexicon);
  const middle = over ? index + found.length + over.count : -1;
  const under = /^(?:to|and|over)$/.test(sentence.word(middle)) ? nounAt(sentence, middle + 1, lexicon) : undefined;
  if (!found || !over || !under) return undefined;
  const names = (noun: typeof over) => noun.choices.map(({ value }) => value);
  const ratio = query.dataset?.measures.find(
    ({ aggregate }) =>
      aggregate.kind === 'ratio' && names(over).includes(aggregate.over) && names(under).includes(aggregate.under),
  );
  if (!ratio) return undefined;
  draft.measures.push({ name: ratio.name, at: index, how: 'noun' });
  return middle + 1 + under.count - index;
};

const IN_EVERY = /^(?:in|on|during) (?:each|every) (?:single )?(?:day|week|month|quarter|year)s?(?= |$)/;

const WHO_EVERY = /^(?:every|each)(?= (?:day|week|month|quarter|year)s?(?: |$))/;

/** Reads what people did `every month`, or did with one thing `only`, which chooses them by all that they did, and refuses it. */
export const readCondition: Rule = (sentence, index, draft, context) => {
  const always = isOfThose(draft) ? sentence.match(index, IN_EVERY) : undefined;
  if (always) {
    draft.problems.push(
      everythingDone(`${sentence.word(index)} ${sentence.word(index + 1)}`, sentence.word(index + 1), context),
    );
    return always.length;
  }
  const isDone = context.lexicon.verbs(sentence.word(index - 1)).length > 0;
  if (!isDone) return undefined;
  const lead = sentence.match(index, /^(?:in|to|from|by)(?= all )/)?.length ?? 0; // `sold in all countries`
  const isOfThem = draft.who !== undefined || [...draft.groups, ...draft.either].some(({ at }) => at < index - 1);
  const every = isOfThem && isRelative(sentence, index) ? sentence.match(index, WHO_EVERY) : undefined;
  const only = sentence.word(index) === 'only' && isOfThem && valueAt(sentence, index + 1, context);
  const all = isOfThem && sentence.match(index + lead, /^all(?: the| our)?(?= )/);
  const isAll = all && isKindAt(sentence, index + lead + all.length, context);
  if (!every && !only && !isAll) return undefined;
  const words = `${sentence.word(index + lead)} ${sentence.word(index + lead + 1)}`;
  draft.problems.push(everythingDone(words, sentence.word(index + lead), context));
  return lead + 1;
};

function everythingDone(words: string, word: string, { query }: ReadContext): UserError {
  return new UserError(
    `"${words}" would look at everything that each of them did, which ${query.name} does not: ask without "${word}"`,
  );
}

/** `which customers ordered …`: those who did something are asked for, and neither ranked nor counted. */
function isOfThose({ who, groups, ranks, counting, measures }: Draft): boolean {
  const isAsked = who !== undefined || groups.some(({ how }) => how === 'which');
  return isAsked && ranks.length === 0 && counting === undefined && measures.some(({ how }) => how === 'verb');
}

function isRelative(sentence: Sentence, index: number): boolean {
  return [2, 3].some((back) => /^(?:who|that|which)$/.test(sentence.word(index - back)));
}

/** Whether a dimension is named: `customers who bought all product lines`. */
function isKindAt(sentence: Sentence, index: number, { lexicon }: ReadContext): boolean {
  return nounAt(sentence, index, lexicon)?.choices.some(({ param }) => param.role === 'dimension') === true;
}

function valueAt(sentence: Sentence, index: number, { lexicon }: ReadContext): boolean {
  return (nounAt(sentence, index, lexicon)?.values.length ?? 0) > 0;
}

const YES_OR_NO = /^(?:is|are|was|were)(?= )/;

/** Refuses a question for yes or no about the place of a value: `is France our biggest market`. */
export function refuseYesOrNo({ values, ranks, groups }: Draft, sentence: Sentence): void {
  const [value] = values;
  const [rank] = ranks;
  if (!value || !rank || value.at > 2 || value.at > rank.at || !sentence.match(0, YES_OR_NO)) return;
  const isOwnKind = groups.some(({ name, at }) => name === value.param.name && at > rank.at);
  if (!isOwnKind) return;
  throw new UserError(
    `it is not told whether ${value.value} is the ${rank.word}: ask which ${value.param.label.toLowerCase()} is`,
  );
}

/** Reads `whose orders are the biggest`, which does not say whose, and refuses it. */
export const readWhose: Rule = (sentence, index, draft, context) => {
  if (sentence.word(index) !== 'whose' || draft.groups.length + draft.either.length > 0) return undefined;
  const noun = nounAt(sentence, index + 1, context.lexicon);
  const isMeasure = noun?.choices.some(({ param }) => param.role === 'measure');
  if (!isMeasure || noun?.choices.some(({ param }) => param.role === 'dimension')) return undefined;
  draft.problems.push(kindUnsaid('whose', context));
  return 1;
};
