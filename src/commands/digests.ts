import { parseArgs } from 'node:util';

import type { Digest } from '../digests/digest.ts';
import type { CommandContext } from './command.ts';

import { nextDues } from '../digests/digest.ts';
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
  const subscribed = await withStore(config, ({ preferences }) => openSubscriptions(preferences).refresh());
  const digests = [...declared, ...subscribed.filter(({ isPaused }) => !isPaused)];
  for (const { file, line, column, message } of diagnostics) console.error(`${file}:${line}:${column}: ${message}`);
  if (diagnostics.length > 0) process.exitCode = 2;
  const due = (digest: Digest) => nextDues(digest, from, count).map((moment) => moment.toISOString());
  if (values.json) {
    console.log(JSON.stringify(digests.map((digest) => ({ name: digest.name, due: due(digest) }))));
  } else {
    for (const digest of digests) console.log(textOf(digest, due(digest)));
  }
}

function textOf(digest: Digest, due: readonly string[]): string {
  const { name, channel, questions, cron, timezone, owner, onlyIf } = digest;
  return [
    `${name} to ${channel}${owner ? `, owner ${owner}` : ''}`,
    ...questions.map((question) => `  asks ${question}`),
    `  when ${cron} (${timezone})${onlyIf.length > 0 ? `, only if ${onlyIf.join(', ')}` : ''}`,
    ...due.map((moment) => `  due  ${moment}`),
  ].join('\n');
}
