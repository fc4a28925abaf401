import { webApi as slack } from '@slack/bolt';

import type { SlackClients } from './clients.ts';

import { UserError } from '../../error.ts';
import { codeOf, reasonOf } from './clients.ts';

/** The bot that a token belongs to. */
export type Identity = {
  /** The bot's name in Slack, without its @. */
  readonly name: string;
  readonly userId: string;
  readonly botId: string;
  readonly teamId: string;
};

/** Asks Slack which bot a token belongs to. Throws a UserError when Slack refuses it or cannot be reached. */
export async function readIdentity(
  { background }: Pick<SlackClients, 'background'>,
  apiUrl = 'https://slack.com/api/',
): Promise<Identity> {
  try {
    const { user, user_id, bot_id, team_id } = await background.auth.test();
    return { name: user ?? 'owlpost', userId: user_id ?? '', botId: bot_id ?? '', teamId: team_id ?? '' };
  } catch (cause) {
    const code = codeOf(cause);
    if (code) {
      const next = 'copy the Bot User OAuth Token again';
      throw new UserError(`Slack does not take SLACK_BOT_TOKEN (${code}): ${next}`, { cause });
    }
    if (!(cause instanceof slack.SlackError)) throw cause;
    const next = 'check the network, SLACK_API_URL, and NODE_USE_ENV_PROXY=1 where a proxy is needed';
    throw new UserError(`Slack cannot be reached at ${apiUrl} (${reasonOf(cause)}): ${next}`, { cause });
  }
}
