import type { Query } from '../catalogue/query.ts';
import type { Attempt, ParseContext } from './candidates.ts';
import type { Request } from './request.ts';

import { comparisonNamed } from '../calendar/span.ts';
import { UserError } from '../error.ts';
import { pointsBack } from './back-reference.ts';
import { attempt, BY_WORD, findCandidates } from './candidates.ts';
import { beginsShort, changeSaid, isAdding, isLinked, plainChange } from './change-words.ts';
import { inYearBefore, yearBefore, yearEarlier } from './change-year.ts';
import { isTime, rolesOf } from './draft.ts';
import { isMeasureOf, lexiconOf } from './lexicon.ts';
import { mergeChange } from './merge-change.ts';
import { problemOf } from './mistakes.ts';
import { asTotal, readRemoval } from './removals.ts';
import { defaultRequest, formatRequest, normalize } from './request.ts';
import { foldPhrase, tokenize } from './tokens.ts';

const AGAINST = /^(?:vs\.?|versus|against|compared?(?: it| that)? (?:to|with|against))\s/i;

/** `why` by itself, or of what the question before was about: `why did it drop`, `what changed`. */
const WHY_THAT =
  /^(?:so )?(?:why|how come|what (?:has )?changed|what happened)(?: (?:(?:did|has|have|is|are|was|were|do|does) )?(?:it|that|this|they|the (?:change|drop|fall|decline|rise|increase|jump))(?: .*)?)?$/i;

/** `explain` by itself, or of the number before: `explain this number`, `the rows behind it`. */
const EXPLAIN_THAT =
  /^(?:explain(?: (?:it|this|that|the number))?(?: number| figure)?|(?:the |some )?(?:raw |sample )?rows(?: behind (?:it|this|that|the number)(?: number)?)?)$/i;

const RESET = /^(?:reset|start over|everything again)$/i;

/** What is said in a talk and asks nothing of the data. */
const CHAT = /^(?:thanks?|thank you|thx|cheers|ok(?:ay)?|yes|no|nope|yep|great|cool|nice|perfect|good|got it|wow)$/i;

const UNDO = /^(?:undo(?: (?:it|that))?|go back|back|revert|cancel)$/i;

/** Words that begin a change, and a question of its own, too: `top 5`, and `top 5 customers by orders`. */
const CHANGE = /^(?:without|as|by|not|vs|versus|top|bottom)\s/i;

/** Whether a text begins as a change of the question before, or speaks of its answer: `and by product line`, `only France`, `their trend`. */
export function isFollowUp(text: string): boolean {
  const words = plainChange(text);
  if (AGAINST.test(words) || isLinked(text) || beginsShort(text)) return true;
  return (
    RESET.test(words) || WHY_THAT.test(words) || EXPLAIN_THAT.test(words) || CHANGE.test(words) || pointsBack(text)
  );
}

/**
 * Reads a text as a change of the question before: it replaces what the text says and keeps the rest. Returns
 * undefined when the text has a subject of its own: another query, or a measure that it does not add. Throws a
 * UserError for a change that is not understood.
 */
export function readFollowUp(text: string, before: Request, query: Query, context: ParseContext): Request | undefined {
  if (CHAT.test(bare(text))) throw new UserError(`"${bare(text)}" asks nothing of the data: ${NEXT}`);
  if (UNDO.test(bare(text))) throw new UserError('only the last question is kept: ask the one before it again');
  const plain = plainChange(text);
  const words = yearEarlier(plain, before, query) ?? inYearBefore(changeSaid(plain), before, query);
  if (RESET.test(words)) return normalize(defaultRequest(query), query);
  const tokens = tokenize(words);
  const isMeasure = isMeasureOf(query, foldPhrase(words));
  if (!isMeasure && namesQuery(plain, context)) return undefined;
  const removal = readRemoval(plain, before, query, lexiconOf(query, context.vocabulary));
  if (removal) return normalize(removal, query);
  const year = yearBefore(before, query);
  const change = attempt({ query: asAskedNow(before, query), start: 0, count: 0, rank: BY_WORD }, tokens, {
    ...context,
    ...(year !== undefined && { today: `${year}-12-31` }),
  });
  const isBack = pointsBack(plain);
  const isChange = isLinked(text) || CHANGE.test(plain) || AGAINST.test(plain);
  const isNamed = CHANGE.test(plain) && change.draft.groups.length > 0; // what is counted, and of what
  if (!isBack && isSubject(change, tokens.length) && (!isChange || isNamed)) return undefined;
  const compared = comparedWith(before, change, query);
  if (compared) return normalize(compared, query);
  refuseOtherWhole(change, plain);
  const problem = problemOf(change, context);
  if (problem) throw problem;
  const manner = { isAdded: isAdding(plain), isBack, isCarried: CARRIED.test(plain) };
  const changed = normalize(mergeChange(before, change, query, manner), query);
  const isChanged = (request: Request) => formatRequest(request) !== formatRequest(normalize(before, query));
  if (isChanged(changed)) return changed;
  if (isMeasure && words === query.name) return undefined;
  const total = change.draft.isTotal ? asTotal(before, query) : undefined;
  if (total && isChanged(normalize(total, query))) return normalize(total, query);
  throw new UserError(`that changes nothing: ${NEXT}`);
}

const NEXT = 'say what to change, as in by month, only France, top 5';

/** `for customers in Spain`: those who carry what is said of them. */
const CARRIED = /^(?:and |but |only )?(?:for|from|of|to|by) \S+(?: \S+)? (?:in|from|of|within) /i;

/** `as percent of the year`: a share of another whole than what is asked. */
function refuseOtherWhole({ draft }: Attempt, words: string): void {
  const isOfOther =
    /^(?:as |in )?.*\b(?:share|percent|percentage|%) of (?!(?:the |all |our )*(?:grand |overall )?(?:total|whole|all|everything|sales)\b)/i;
  if (!draft.isShare || !(draft.values.length > 0 || isOfOther.test(words))) return;
  throw new UserError('a share is of the total of all that is asked: say as share of total, or ask a whole question');
}

/** The query as it is asked now: what is said of rows, or of their size, is said of those that the question before has. */
function asAskedNow({ values }: Request, query: Query): Query {
  const params = query.params.map((param) =>
    (param.role === 'dimension' || param.role === 'measure') && values[param.name]
      ? { ...param, default: values[param.name]! }
      : param,
  );
  return { ...query, params };
}

/** Whether a text asks for a measure and more: it is a question of its own. A verb alone asks of what was asked before: `who bought most`. */
function isSubject({ draft }: Attempt, words: number): boolean {
  const said = draft.measures.filter(({ how }) => how !== 'sort');
  if (words < 2 || said.length === 0) return false;
  const isOfOther = draft.values.length + draft.periods.length > 0;
  if (said.every(({ how }) => how === 'verb')) return isOfOther;
  return isOfOther || [draft.groups, draft.ranks, draft.thresholds].some(({ length }) => length > 0);
}

/** `vs 2003`, `compare with Germany`: the period or the value of the question before beside the one that is named. */
function comparedWith(before: Request, { draft }: Attempt, query: Query): Request | undefined {
  const { dimension, series, period } = rolesOf(query);
  if (draft.versus === undefined || draft.unused.length > 0 || draft.compare) return undefined;
  const value = draft.values[0];
  const own = period && (before.values[period.name] ?? period.default)?.[0];
  const time = draft.periods[0]?.period;
  if (time !== undefined && own !== undefined && !value)
    return { ...before, compare: comparisonNamed(own, time) ?? time };
  const given = value && before.values[value.param.name];
  if (!value || !given || !dimension || before.excluded.includes(value.param.name)) return undefined;
  const by = before.values[dimension.name]?.[0];
  const isRows = by !== undefined && by !== 'none' && by !== value.param.name;
  const isTimed = isTime({ roles: rolesOf(query) }, by ?? dimension.default?.[0]);
  const rows =
    series && (isRows || isTimed) ? { [series.name]: [value.param.name] } : { [dimension.name]: [value.param.name] };
  const both = [...new Set([...given, ...draft.values.map((one) => one.value)])];
  return { ...before, values: { ...before.values, ...rows, [value.param.name]: both } };
}

function bare(text: string): string {
  return text.trim().replace(/[\s?!.]+$/, '');
}

/** Whether a query is named, other than by a measure of its own. */
function namesQuery(text: string, { catalogue }: ParseContext): boolean {
  return findCandidates(tokenize(text), catalogue).some(({ rank, count }) => rank < BY_WORD && count > 0);
}
