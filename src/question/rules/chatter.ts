import type { Draft } from '../draft.ts';
import type { Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

/** Politeness before a question, which says nothing as long as nothing else was said. */
const OPENING =
  /^(?:(?:hi|hello|hey|good) (?:there|all|everyone|everybody|team|folks|guys|owlpost|owl|morning|afternoon|evening)|(?:i (?:was|am|m) |we (?:were|are|re) )?(?:just )?(?:wondering|curious|interested|hoping|trying|looking)(?: (?:if|whether|about|to|for|in|out))*|any (?:idea|clue|chance)(?: (?:if|whether|about|of|that))?|(?:do|would) you happen to|(?:i|we) (?:would |d )?(?:love|like|be happy|be glad|be interested) (?:to|in)(?: (?:see|seeing|know|knowing|have|get))?|(?:quick|one|another|a) (?:question|one)|morning|afternoon|evening|fyi|here(?= (?:does|do|can|could|anyone|who) )|(?:can|could) (?:someone|anyone|anybody|somebody)(?: (?:please|pls))?(?: (?:pull|get|tell|show|give|send|share)(?: (?:me|us))?(?: up)?)?|(?:does|do) (?:anyone|anybody|someone|somebody|you) know|pull up|sorry|excuse me|well|dear (?:all|team|owlpost)|(?:figure|find|work) out|(?:the |all )?(?:details|information) (?:of|about|on)|let us start (?:by|with)|understand|(?:i |we )?(?:hope|trust) (?:you|all|everyone|everything|this)(?: \S+){0,4}? (?:well|fine|good|great|ok|okay|safe)|(?:would|could|will) you (?:please )?be so (?:kind|good|nice)(?: as)? (?:to|and)(?: (?:let|tell|show|give|send) (?:me|us)(?: know)?)?|(?:please )?let (?:me|us) know|seeing|knowing|help me(?: (?:to|with))?|check(?: (?:if|whether))?)(?= |$)/;

const PEOPLE = '(?:boss|manager|management|team|board|ceo|cfo|meeting|report|presentation|deck|review|call|newsletter)';

/** Politeness behind a question: nothing may follow but more of it. */
const CLOSING = new RegExp(
  `^(?:please and thank you|(?:(?:many|so many) )?(?:thanks|thank you|thx|ty|tia|cheers)(?: (?:a lot|very much|so much|in advance|a bunch|a million|again))?|asap|as soon as possible|right (?:now|away)|urgent(?:ly)?|quickly|if (?:it is |its |that is |thats )?(?:possible|available|ok|okay)|if you (?:can|could|have (?:it|time|them)|dont mind|do not mind|please)|when you (?:can|have (?:time|a (?:minute|moment|second)))|for (?:my|our|the|a|an|tomorrows?|todays?) (?:next |weekly |monthly )?${PEOPLE}(?: (?:meeting|report|presentation|deck|call))?|so (?:that )?(?:i|we) can (?:present|show|share|send|discuss|report|explain|put|paste|use) (?:it|this|that|them|these)(?: (?:to|with|in|into|at|on) (?:(?:my|our|the|an?|your) )?\\w+(?: \\w+)?)?|ok|okay|right|lol|haha|(?:that )?would (?:be (?:great|nice|good|helpful|awesome|perfect|lovely)|help))(?= |$)`,
);

/** Reads politeness before and behind a question, `I was wondering if you could …`, `… thanks a lot`, which says nothing. */
export const readChatter: Rule = (sentence, index, draft) => {
  if (saysNothing(draft)) {
    const opening = sentence.match(index, OPENING);
    if (opening && index + opening.length < sentence.tokens.length) return opening.length;
  }
  const closing = index > 0 || !saysNothing(draft) ? sentence.match(index, CLOSING) : undefined;
  return closing && isRestChatter(sentence, index + closing.length) ? closing.length : openingThanks(sentence, index);
};

const THANKS = /^(?:many )?(?:thanks|thank you|thx)(?: (?:a lot|very much|so much|in advance))?(?= )/;

/** `thank you very much, sales by country`. */
function openingThanks(sentence: Sentence, index: number): number | undefined {
  return index === 0 ? sentence.match(0, THANKS)?.length : undefined;
}

/** Whether only politeness follows. */
function isRestChatter(sentence: Sentence, index: number): boolean {
  if (index >= sentence.tokens.length) return true;
  const next = sentence.match(index, CLOSING) ?? sentence.match(index, /^(?:and|so|please|pls|plz)(?= |$)/);
  return next !== undefined && isRestChatter(sentence, index + next.length);
}

/** Whether nothing has been said so far. */
function saysNothing({
  measures,
  groups,
  either,
  values,
  periods,
  ranks,
  thresholds,
  settings,
  counting,
}: Draft): boolean {
  const said = [measures, groups, either, values, periods, ranks, thresholds];
  return said.every(({ length }) => length === 0) && settings.size === 0 && counting === undefined;
}
