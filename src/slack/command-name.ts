import type { BaseLogger } from 'pino';

import type { TextMemory } from '../answer/text-memory.ts';
import type { BotContext } from './bot-context.ts';

/** The name in the manifest. */
const MANIFESTS = '/owl';

/** Under this key all instances remember the name. */
const KEY = 'slash-command';

/**
 * Opens the slash command's name: as Slack last sent it to any instance, with a command that somebody typed, and the
 * manifest's until then. A workspace may give the command another name, and Slack says it nowhere else.
 */
export async function openCommandName(
  memory: TextMemory,
  { log }: { log: Pick<BaseLogger, 'warn'> },
): Promise<BotContext['command']> {
  const tell = (error: unknown) => log.warn({ error }, 'the name of the slash command could not be remembered');
  let name = (await memory.get(KEY).catch(tell)) ?? MANIFESTS;
  return {
    get: () => name,
    set: (typed) => {
      if (typed === name) return;
      name = typed;
      memory.put(KEY, typed).catch(tell);
    },
  };
}
