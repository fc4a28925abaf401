import type { App } from '@slack/bolt';
import type { BaseLogger } from 'pino';

import type { SlackBody } from './admission.ts';

/** A request of Slack, as the thread that takes it passes it on to the bot. */
export type PassedRequest = {
  readonly id: number;
  readonly body: SlackBody;
  /** The number of the retry, and why Slack sent it again; missing at the first attempt. */
  readonly retryNum?: number | undefined;
  readonly retryReason?: string | undefined;
};

/** A report of a request that was acknowledged: its type, and after how many milliseconds. */
export type Acknowledged = { readonly kind: 'acknowledged'; readonly type: string; readonly ms: number };

/** Creates the report of a request that was taken at `since`, by the clock of `performance`, and is acknowledged now. */
export function acknowledgedReport({ type }: SlackBody, since: number): Acknowledged {
  return { kind: 'acknowledged', type: typeof type === 'string' ? type : 'command', ms: performance.now() - since };
}

/** Whether Slack shows the response of a request: the options of a menu, errors in a form. */
export function waitsForAnswer({ type }: SlackBody): boolean {
  return type === 'block_suggestion' || type === 'view_submission';
}

/**
 * Hands a request to Bolt, and calls `answer` once, with an HTTP status and what Bolt answers: 404 when nobody listens to
 * the request, 500 when it could not be served. Never rejects.
 */
export async function takeRequest(
  { body, retryNum, retryReason }: PassedRequest,
  {
    app,
    answer,
    log,
  }: {
    app: App | undefined;
    answer: (status: number, response?: unknown) => void;
    log: Pick<BaseLogger, 'error'>;
  },
): Promise<void> {
  let isAnswered = false;
  const answerOnce = (status: number, response?: unknown) => {
    if (isAnswered) return;
    isAnswered = true;
    answer(status, response);
  };
  try {
    await app?.processEvent({ body, retryNum, retryReason, ack: async (response) => answerOnce(200, response) });
    answerOnce(404);
  } catch (error) {
    log.error({ error }, 'a request from Slack could not be served');
    answerOnce(500);
  }
}
