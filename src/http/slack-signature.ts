import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** How far the time in a request may be from ours, in seconds. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const CLOCK_SECONDS = 300;

/** Whether the headers of a request say that Slack sent it within five minutes of `now`, in milliseconds since 1970. */
export function isTimely(headers: IncomingHttpHeaders, now: number): boolean {
  return Math.abs(Number(headers['x-slack-request-timestamp']) - now / 1000) <= CLOCK_SECONDS;
}

/**
 * Whether the body of a request was signed with Slack's signing secret; `isTimely` tells whether that was lately.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isSigned(headers: IncomingHttpHeaders, body: string, signingSecret: string): boolean {
  const time = headers['x-slack-request-timestamp'];
  const signature = createHmac('sha256', signingSecret).update(`v0:${time}:${body}`).digest('hex');
  return isSameSecret(String(headers['x-slack-signature']), `v0=${signature}`);
}

/** Compares two secrets in a time that does not tell where they differ. */
export function isSameSecret(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}
