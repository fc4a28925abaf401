import type { Asker } from './access.ts';
import type { AnswerContext } from './context.ts';

import { completionsOf } from '../question/help.ts';
import { openAccess } from './restricted.ts';

/** Returns a function that completes what a person has typed after the command, with only what that person may see. */
export function openCompletions(
  context: AnswerContext,
  askerOf: (user: string) => Promise<Asker | undefined>,
): (text: string, user: string) => Promise<readonly string[]> {
  const accessFor = openAccess(context);
  return async (text, user) =>
    completionsOf(text, accessFor((await askerOf(user)) ?? { isExternal: true }).catalogue());
}
