import { z } from 'zod';

import type { AskedBy } from '../answer/audit.ts';

const SLACK_META = z.object({
  slack: z.object({ user_id: z.string().min(1).max(64), channel_id: z.string().min(1).max(64).optional() }),
});

/** The asker of an assistant that does not say for whom it asks. */
export const ASSISTANT: AskedBy = { person: 'mcp' };

/** Returns the person for whom Slack's assistant asks, as a call's `_meta` says; undefined when it names nobody. */
export function slackCaller(meta: unknown): AskedBy | undefined {
  const { data } = SLACK_META.safeParse(meta);
  if (!data) return undefined;
  const { user_id: person, channel_id: channel } = data.slack;
  return { person, ...(channel !== undefined && { channel }) };
}
