import type { AnswerContext } from './context.ts';

import { UserError, undefinedIfRefused } from '../error.ts';
import { readFollowUp } from '../question/follow-up.ts';
import { formatRequest } from '../question/request.ts';
import { parseOptions, understand, valuesOfQueries } from './understand.ts';

/**
 * Reads a text as a change of the question before, given as text, and returns the canonical text of the changed
 * question. Returns undefined when the text has a subject of its own. Throws a UserError for a change that is not
 * understood.
 */
export async function followUp(
  text: string,
  previous: string,
  context: AnswerContext,
  { now = new Date() }: { readonly now?: Date } = {},
): Promise<string | undefined> {
  const { request, query } = await understandEarlier(previous, context, now);
  const vocabulary = await valuesOfQueries([query], context);
  const changed = readFollowUp(text, request, query, {
    catalogue: context.catalogue(),
    vocabulary,
    ...parseOptions(context, now),
  });
  return changed && formatRequest(changed);
}

/** Understands the question before. A refusal of somebody who may not see everything does not tell what it was: they may have lost it since. */
async function understandEarlier(previous: string, context: AnswerContext, now: Date) {
  try {
    return await understand(previous, context, { now });
  } catch (error) {
    if (!(error instanceof UserError) || context.contact === undefined) throw error;
    throw new UserError(`what was asked before is not for you: ask a whole question, or ask ${context.contact}`, {
      cause: error,
    });
  }
}

/** Reads a text as a change of the question before; undefined when it cannot be one. */
export function followUpOrNothing(text: string, previous: string, context: AnswerContext): Promise<string | undefined> {
  return undefinedIfRefused(followUp(text, previous, context));
}
