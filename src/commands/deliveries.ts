import { parseArgs } from 'node:util';

import type { Delivery } from '../digests/delivery.ts';
import type { CommandContext } from './command.ts';

import { readLimit, withStore } from './command.ts';

/** Runs `deliveries [NAME] [--limit N] [--json]`: prints the ledger of deliveries, the latest due first. */
export async function listDeliveries(args: string[], { config }: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { limit: { type: 'string', default: '100' }, json: { type: 'boolean' } },
  });
  const limit = readLimit(values.limit);
  const [digest] = positionals;
  const deliveries = await withStore(config, (store) => store.deliveries.list({ digest, limit }));
  if (values.json) console.log(JSON.stringify(deliveries));
  else for (const delivery of deliveries) console.log(lineOf(delivery));
}

function lineOf({ digest, dueAt, state, channel, message, postedAt, reason }: Delivery): string {
  const posted = [`to ${channel} as ${message}${lateness(dueAt, postedAt)}`, ...(reason ? [`late: ${reason}`] : [])];
  const outcome = state === 'posted' ? posted.join('; ') : (reason ?? '');
  return `${dueAt.toISOString()} ${digest} ${state} ${outcome}`.trimEnd();
}

function lateness(dueAt: Date, postedAt: Date | undefined): string {
  const minutes = postedAt ? Math.floor((postedAt.getTime() - dueAt.getTime()) / 60_000) : 0;
  return minutes > 0 ? `, ${minutes} min late` : '';
}
