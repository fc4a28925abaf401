import type { Preferences } from '../../answer/preferences.ts';
import type { AlertBot } from '../../digests/check-alert.ts';
import type { DigestBot } from '../../digests/deliver.ts';
import type { Digest } from '../../digests/digest.ts';
import type { AnsweredDigest } from './digest-posts.ts';
import type { DigestSources } from './digest-sources.ts';
import type { WantedBotOptions } from './still-wanted.ts';

import { askWhetherWanted } from '../../digests/still-wanted.ts';
import { openPeople } from '../people/people.ts';
import { openAlertPosts } from './alert-posts.ts';
import { checkDeclaredChannel } from './channel-check.ts';
import { openDigestPosts } from './digest-posts.ts';
import { openWantedBot } from './still-wanted.ts';

/** What digests and alerts need of the bot. */
export type DigestParts = {
  /** Returns the digests that people subscribed to, as they were last read, without paused ones. */
  readonly subscribed: () => readonly Digest[];
  /** Returns all digests and alerts: subscriptions and declared ones, without what is paused or stopped. */
  readonly due: () => readonly Digest[];
  /** Posts digests, and messages about them. */
  readonly digests: DigestBot<AnsweredDigest>;
  /** Checks alerts, and posts about them. */
  readonly alerts: AlertBot;
  /** Throws a UserError when the bot cannot post in the channel of a declared digest. */
  readonly checkChannel: (digest: Digest) => Promise<void>;
  /** Sets the function that is called when a click has made a delivery due. */
  readonly onRetry: (look: () => void) => void;
  /** Asks owners and channels whether digests are still wanted that seem not to be; for one reason at most once in half a year. */
  readonly askWhetherWanted: () => Promise<void>;
};

/** Creates what posts digests and alerts: `context` is for the handlers of clicks, `bot` for the scheduler. */
export function openDigestParts(
  options: WantedBotOptions & { readonly preferences: Preferences; readonly teamId: string } & DigestSources,
) {
  const { deliveries, preferences, subscribed, due, now, log } = options;
  const people = openPeople(options.clients, options);
  let look = () => {};
  const [digestPosts, alertPosts, wanted] = [
    openDigestPosts(options),
    openAlertPosts({ ...options, people }),
    openWantedBot(options),
  ];
  const bot: DigestParts = {
    subscribed,
    due,
    digests: digestPosts,
    alerts: alertPosts,
    checkChannel: (digest) => checkDeclaredChannel(digest, options.channels),
    onRetry: (given) => {
      look = given;
    },
    askWhetherWanted: () => askWhetherWanted(due(), { ledger: deliveries, memory: preferences, bot: wanted, now, log }),
  };
  return { bot, context: { digestPosts, alertPosts, onRetry: () => look() } };
}
