import { isChartType } from '../chart/chart-type.ts';

/** Short words before a change, and before a question of its own, too. */
const FILLER = /^(?:ok(?:ay)?|then|now|just|please|show me)(?:[\s,]+|$)/i;

/** Words that ask and say nothing of what is asked: with and without them, a text is the same question. */
const POLITE =
  /^(?:ok(?:ay)?|then|now|just|please|so|actually|sorry|show me|give me|let us see|let's see|(?:can|could|would) you(?: please)?|i(?:'d| would)? (?:want|like)(?: to (?:see|have))?)(?:[\s,]+|$)/i;

/** Words at the beginning by which what follows changes the question before. */
const LINK =
  /^(?:and|but|also|plus|only|what about|how about|(?:do )?the same|same thing|same|for|with|together with|along with|add|no|nope|i mean(?:t)?|use|switch to|instead(?! of)|(?:change|set|switch) (?:it|that|this|them|the \w+) to|change to|make (?:it|that|this|them)|turn (?:it|that|this|them) into|show (?:it|that|this|them))(?:[\s,]+|$)/i;

/** Words behind a change that say no more than that it is one. */
const TAIL = /[\s,]+(?:instead|please|too|as well|now|then)$/i;

/** Other ways to say a change, each with the way in which it is read; `$<X>` is what the change is about. */
const WORDINGS: readonly (readonly [wording: RegExp, plain: string])[] = [
  [/^(?:what|how much|how many) (?:was|were|is|are) (?:it|that|this|they) (?=(?:in|for|by|as) )/i, ''],
  [
    /^(?:split|break|divide|group) (?:it|that|this|them|these|those)(?: down| up| out)? (?:by|into|per) (?<X>.+)$/i,
    'and by $<X>',
  ],
  [/^(?:drill|zoom)(?: down)?(?: in| into| on| in on| in to| to)+ (?<X>.+)$/i, 'only $<X>'],
  [/^where (?!are |is |was |were |do |does |did )(?<X>.+)$/i, 'with $<X>'],
  [
    /^(?:focus on|(?:limit|narrow|restrict|filter)(?: it| that| them)?(?: down)? (?:to|by|on|for)) (?<X>.+)$/i,
    'only $<X>',
  ],
  [/^compared? (?:it|that|this|them|those|these) (?:to|with|against) (?<X>.+)$/i, 'compare with $<X>'],
  [/^replace (?<Y>.+?) (?:with|by) (?<X>.+)$/i, '$<X>'],
  [/^(?<X>.+?)[\s,]+(?:instead of|rather than|and not) (?<Y>.+)$/i, '$<X>'],
  [/^not (?:by )?(?<Y>[^,]+?)(?:,| but) (?<X>.+)$/i, '$<X>'],
  [/^(?:over |in |for |of )*the (?:whole|full|entire)(?: of| year)*(?<X> \d{4})$/i, 'for$<X>'],
  [/^(?:by )?(?<X>hour|day|week|month|quarter|year)s?$/i, 'by $<X>'],
];

/**
 * Returns a change of a question in the words in which changes are read: `make it a pie` → `as pie`, `orders instead of
 * sales` → `orders`, `zoom in on Q4` → `only Q4`. A text that is no such wording is returned without its polite words.
 */
export function plainChange(text: string): string {
  const words = withoutPolite(text.trim().replace(/[\s?!.]+$/, ''));
  const core = withoutLink(words).replace(TAIL, '');
  const chart = /^(?:as )?(?:an? |the )?(?<type>[a-z]+?)s?(?: chart| graph| plot)?$/i
    .exec(core)
    ?.groups?.type?.toLowerCase();
  if (chart !== undefined && chart !== 'number' && chart !== 'share' && isChartType(chart)) return `as ${chart}`;
  const isLinked = core !== words;
  for (const [wording, plain] of WORDINGS)
    if (wording.test(core))
      return isLinked && ADDING.test(words) ? `and ${core.replace(wording, plain)}` : core.replace(wording, plain);
  return words;
}

/** What adds to what was asked. `and in France` takes the place of another country, as a person who says it has seen that one. */
const ADDING = /^(?:also|plus|with|together with|along with|add|and)\b/i;

const INSTEAD = /^and (?:(?:what|how) about )?(?:in|for|from|to|at|on|of)\b/i;

const ADDED_TAIL = /[\s,]+(?:too|as well)$/i;

/** Whether a change adds to what the question before shows: `and margin`, `Germany too`. */
export function isAdding(words: string): boolean {
  return ADDED_TAIL.test(words) || (ADDING.test(words) && !INSTEAD.test(words));
}

/** Whether a change says by its first or last words, or by a wording of its own, that it is one. */
export function isLinked(text: string): boolean {
  const words = plainChange(text);
  return LINK.test(words) || TAIL.test(words) || words !== withoutPolite(text.trim().replace(/[\s?!.]+$/, ''));
}

/** Whether a text begins with a short word as people put it before a change: `ok Germany`, `just weekends`. */
export function beginsShort(text: string): boolean {
  return FILLER.test(text.trim());
}

/** Returns what a change says, without the words that only tell that it is one. */
export function changeSaid(words: string): string {
  return withoutLink(words).replace(TAIL, '');
}

function withoutPolite(text: string): string {
  const rest = text.replace(POLITE, '');
  return rest === text || rest === '' ? text : withoutPolite(rest);
}

function withoutLink(text: string): string {
  const rest = withoutPolite(text).replace(LINK, '');
  return rest === text ? text : withoutLink(rest);
}
