import type { Asker } from './access.ts';
import type { AnswerContext } from './context.ts';

import { completionsOf } from '../question/help.ts';
import { openAccess } from './restricted.ts';

/** Returns what tells what may follow the command, given what a person has typed after it: only what they may see. */
export function openCompletions(
  context: AnswerContext,
  askerOf: (user: string) => Promise<Asker | undefined>,
): (text: string, user: string) => Promise<readonly string[]> {
  const accessFor = openAccess(context);
  return async (text, user) =>
    completionsOf(text, accessFor((await askerOf(user)) ?? { isExternal: true }).catalogue());
}
