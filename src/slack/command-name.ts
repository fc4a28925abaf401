import type { BotContext } from './bot-context.ts';

/** Holds the command's name: the manifest's own until Slack tells another one with a command. */
export function commandName(): BotContext['command'] {
  let name = '/owl';
  return {
    get: () => name,
    set: (typed) => {
      name = typed;
    },
  };
}
