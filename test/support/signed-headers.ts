import { createHmac } from 'node:crypto';

/**
 * Returns the headers with which Slack signs a body with a signing secret, `at` a moment in seconds since 1970, now unless
 * given. https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signedHeaders(
  body: string,
  secret: string,
  at = Math.floor(Date.now() / 1000),
): { readonly 'x-slack-request-timestamp': string; readonly 'x-slack-signature': string } {
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${signature}` };
}
