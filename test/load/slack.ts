/**
 * The fake Slack in a process of its own, with as many channels as its first argument says, and Slack's rate limits unless the
 * second is `unlimited`; it checks each uploaded file for as many milliseconds as a third says, or as long as Slack does. Prints one line of JSON when it listens, and verifies the app's address when it is written to stdin.
 */
import { createInterface } from 'node:readline';

import { openSlack } from '../../src/local/slack/server.ts';
import { BOT, PEOPLE } from '../../src/local/slack/workspace/demo-people.ts';

const members = [...PEOPLE.slice(0, 4).map(({ id }) => id), BOT.id];

const channels = Array.from({ length: Number(process.argv[2]) }, (_, index) => ({
  id: `C0LOAD${String(index).padStart(4, '0')}`,
  name: `load-${index}`,
  kind: 'public' as const,
  topic: '',
  members: new Set(members),
}));

const [hasRateLimits, checks] = [process.argv[3] !== 'unlimited', process.argv[4]];

const slack = await openSlack({ hasRateLimits, channels, ...(checks !== undefined && { fileDelay: Number(checks) }) });

createInterface({ input: process.stdin })
  .on('line', (eventsUrl) => void slack.connect(eventsUrl))
  .on('close', () => process.exit());

const { url, apiUrl, token, appToken, signingSecret } = slack;

const people = members.slice(0, 4);

console.log(
  JSON.stringify({ url, apiUrl, token, appToken, signingSecret, people, channels: channels.map(({ id }) => id) }),
);
