/** Words that stand for what the question before was about, wherever they stand. */
const PLURAL = /\b(?:they|them|these|those)\b/i;

const POSSESSIVE = /\b(?:their|theirs|its)\b/i;

/** `how much was that`, `what is it in orders`: not `customers that bought`, `this year` or `is it possible`. */
const SINGULAR =
  /(?:^|\b(?:is|was|were|are|did|does|of|for|with|to|than|compare|split|break|show|make|like|about) )(?:it(?! (?:possible|true|clear)\b)|(?:that|this)(?=[\s?!.]*$|[\s,]+(?:in|by|as|for|to|with|of|down|up|into|and|per|from|since)\b))\b/i;

/** Words after which a pronoun stands for what the same text has named: `top customers and what they bought`. */
const JOINED = /, |\b(?:and|or|with|but|including|plus|while|which|who|that|where) /i;

/** Words at the beginning of a text that name nothing for which a pronoun could stand. */
const ASKS =
  /^(?:(?:and|but|so|also|only|just|what|which|who|where|how|many|much|of|in|about|for|with|by|is|are|was|were|do|does|did|the|show|me|all|same|compare|split|break|make|turn|sort|rank)[\s,]+)+/i;

/**
 * Whether a text speaks of the answer before by a pronoun: `which of them bought Ships`, `how much was that`, `their
 * trend`. A pronoun for something that the text itself has named, as in `customers with their orders`, does not count.
 */
export function pointsBack(text: string): boolean {
  const namedBefore = (index: number) => text.slice(0, index).replace(ASKS, '');
  const possessive = POSSESSIVE.exec(text);
  if (possessive && namedBefore(possessive.index) === '') return true;
  const found = SINGULAR.exec(text) ?? PLURAL.exec(text);
  return found !== null && !JOINED.test(namedBefore(found.index));
}
