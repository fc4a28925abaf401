import type { Logger as SlackLogger } from '@slack/bolt';
import { LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

import { messageOf } from '../../error.ts';

/** Adapts our log to Slack's libraries. What they say at their level debug is dropped: it holds every message that is sent. */
export function slackLog(log: Logger): SlackLogger {
  const words = (parts: readonly unknown[]) => parts.map((part) => messageOf(part)).join(' ');
  return {
    debug: () => {},
    info: (...parts) => log.debug(words(parts)),
    warn: (...parts) => log.warn(words(parts)),
    error: (...parts) => log.error(words(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
