import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { AnswerContext } from './context.ts';

import { UserError } from '../error.ts';
import { formatRequest, normalize } from '../question/request.ts';
import { understand } from './answer.ts';

/** Words that say that what follows changes the question before, and nothing else. */
const LEAD =
  /^(?:ok(?:ay)?|and|but|now|then|also|only|just|please|show me|what about|how about|the same|same|for|with)[\s,]+/i;

const RESET = /^(?:reset|start over|everything again)$/i;

/** Whether a text begins as a change of the question before: `and by product line`, `only France`. */
export function isFollowUp(text: string): boolean {
  return LEAD.test(text.trim()) || RESET.test(bare(text)) || /^(?:without|as|by|not|vs|top)\s/i.test(text.trim());
}

/**
 * Reads a text as a change of the question before, given as canonical text, and returns the canonical text of the
 * changed question: what the text sets is set, everything else stays. Returns undefined when the text names a subject of
 * its own. Throws a UserError for a change that is not understood.
 */
export async function followUp(text: string, previous: string, context: AnswerContext): Promise<string | undefined> {
  const words = withoutLead(bare(text));
  const { request: before, query } = await understand(previous, context);
  if (RESET.test(words)) return query.name;
  if (namesSubject(words, context.catalogue())) return undefined;
  const { request: change } = await understand(`${query.name} ${words.replace(/\bwithout\b/gi, 'not')}`, {
    ...context,
    catalogue: () => undefaulted(query, context.catalogue()),
  });
  return formatRequest(normalize(merge(before, change, query), query));
}

function bare(text: string): string {
  return text.trim().replace(/[\s?!.]+$/, '');
}

function withoutLead(text: string): string {
  const rest = text.replace(LEAD, '');
  return rest === text ? text : withoutLead(rest);
}

/** Whether the first one to three words of the text are a query's name or alias. */
function namesSubject(text: string, catalogue: Catalogue): boolean {
  const words = text.split(/\s+/);
  return [1, 2, 3].some((count) => catalogue.find(words.slice(0, count).join(' ')));
}

/** The catalogue with one query alone, whose parameters have no defaults, so that a request holds all that was said. */
function undefaulted(query: Query, catalogue: Catalogue): Catalogue {
  const params = query.params.map(({ default: _, ...param }) => ({ ...param, optional: true }));
  const alone: Query = { ...query, params };
  return { ...catalogue, queries: [alone], find: (name) => (catalogue.find(name) === query ? alone : undefined) };
}

function merge(before: Request, change: Request, query: Query): Request {
  const isRank = (name: string) => query.params.some((param) => param.name === name && param.role === 'rank');
  const set = Object.keys(change.values);
  const kept = Object.entries(before.values).filter(([name]) => !(set.some(isRank) && isRank(name)));
  return {
    ...before,
    values: { ...Object.fromEntries(kept), ...change.values },
    excluded: [...before.excluded.filter((name) => !set.includes(name)), ...change.excluded],
    ...(change.compare && { compare: change.compare }),
    ...(change.as && { as: change.as }),
  };
}

/** Reads a text as a change of the question before; undefined when it cannot be one. */
export async function followUpOrNothing(
  text: string,
  previous: string,
  context: AnswerContext,
): Promise<string | undefined> {
  try {
    return await followUp(text, previous, context);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
