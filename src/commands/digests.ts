import { parseArgs } from 'node:util';

import type { Preferences } from '../answer/preferences.ts';
import type { Digest } from '../digests/digest.ts';
import type { CommandContext } from './command.ts';

import { nextDues } from '../digests/digest.ts';
import { openDigestChanges } from '../digests/digest-changes.ts';
import { readDigests } from '../digests/digest-file.ts';
import { openSubscriptions } from '../digests/subscriptions.ts';
import { UserError } from '../error.ts';
import { readMoment, withStore } from './command.ts';

const MOST = 1000;

/** Runs `digests [--next N] [--from ISO] [--json]`: prints who gets which digest, and its next due times; exit code 2 when a digest has a fault. */
export async function listDigests(args: string[], { config }: CommandContext): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { next: { type: 'string', default: '3' }, from: { type: 'string' }, json: { type: 'boolean' } },
  });
  const count = /^\d+$/.test(values.next) ? Number(values.next) : 0;
  if (count < 1 || count > MOST) throw new UserError(`--next takes a number from 1 to ${MOST}, like --next 5`);
  const from = values.from === undefined ? new Date() : readMoment('--from', values.from);
  const { digests: declared, diagnostics } = await readDigests(config.queries, config.calendar);
  const { subscribed, decided } = await withStore(config, ({ preferences }) => readDecided(preferences, declared));
  const digests = [...decided.current(), ...subscribed.filter(({ isPaused }) => !isPaused)];
  for (const { name } of declared) {
    const change = decided.find(name);
    const what = change?.cron === undefined ? 'stopped' : 'made weekly';
    if (change) console.error(`${name} was ${what} by ${change.by} in Slack, until digests.yml says otherwise`);
  }
  for (const { file, line, column, message } of diagnostics) console.error(`${file}:${line}:${column}: ${message}`);
  if (diagnostics.length > 0) process.exitCode = 2;
  const due = (digest: Digest) => nextDues(digest, from, count).map((moment) => moment.toISOString());
  if (values.json) {
    console.log(JSON.stringify(digests.map((digest) => ({ name: digest.name, due: due(digest) }))));
  } else {
    for (const digest of digests) console.log(textOf(digest, due(digest)));
  }
}

/** The subscriptions of people, and what they have decided of the declared digests. */
async function readDecided(preferences: Preferences, declared: readonly Digest[]) {
  const decided = openDigestChanges(preferences, () => declared);
  await decided.refresh();
  return { subscribed: await openSubscriptions(preferences).refresh(), decided };
}

function textOf(digest: Digest, due: readonly string[]): string {
  const { name, channel, questions, cron, timezone, owner, onlyIf, fresh } = digest;
  return [
    `${name} to ${channel}${owner ? `, owner ${owner}` : ''}`,
    ...questions.map((question) => `  asks ${question}`),
    `  when ${cron} (${timezone})${onlyIf.length > 0 ? `, only if ${onlyIf.join(', ')}${fresh ? ` (to ${fresh})` : ''}` : ''}`,
    ...due.map((moment) => `  due  ${moment}`),
  ].join('\n');
}
