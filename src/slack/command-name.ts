import type { BotContext } from './bot-context.ts';

/** Creates a holder of the slash command's name: the manifest's own until Slack sends another one with a command. */
export function commandName(): BotContext['command'] {
  let name = '/owl';
  return {
    get: () => name,
    set: (typed) => {
      name = typed;
    },
  };
}
