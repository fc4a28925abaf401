import type { DeliverOptions, DigestAnswers, DigestBot } from '../../src/digests/deliver.ts';
import type { Delivery } from '../../src/digests/delivery.ts';
import type { Digest } from '../../src/digests/digest.ts';

import { LEASE_MS } from '../../src/digests/lease.ts';
import { openDeliveries } from '../../src/store/deliveries.ts';
import { digestBot } from './digest-bot.ts';
import { openMemoryDatabase } from './memory-database.ts';

/** When the digest of these tests is due. */
export const DUE = new Date('2026-11-23T09:00:00Z');

/** A digest of one question, due on Mondays. */
export const MONDAY: Digest = {
  name: 'monday',
  questions: ['sales'],
  channel: '#sales',
  cron: '0 9 * * 1',
  timezone: 'UTC',
  owner: 'U0000001',
  onlyIf: [],
};

/** A delivery that was claimed in a ledger in memory, and what it is brought to its end with. */
export type ClaimedDelivery = {
  readonly delivery: Delivery;
  readonly options: DeliverOptions<DigestAnswers>;
  /** What the bot did, in its order. */
  readonly said: string[];
  /** What was logged. */
  readonly logged: string[];
  /** Sets the clock to so many milliseconds after the delivery was due. */
  readonly wait: (ms: number) => void;
  /** Claims the delivery anew, as another instance would when the first one is gone. */
  readonly claimAgain: () => Promise<Delivery>;
};

/** Enters and claims the delivery of a digest, with a bot that remembers what it did unless a test gives it something else to do. */
export async function claimDelivery(
  given: Partial<DigestBot<DigestAnswers>> = {},
  digest: Digest = MONDAY,
): Promise<ClaimedDelivery> {
  const ledger = openDeliveries(await openMemoryDatabase(), { isPostgres: false });
  const said: string[] = [];
  const logged: string[] = [];
  let at = DUE;
  const write = (_: unknown, text?: string) => void logged.push(text ?? '');
  const bot = digestBot<DigestAnswers>({
    answer: async () => ({ facts: [{ rows: [['1']] }] }),
    post: async (_, __, { notes }) => {
      said.push(['post', ...notes].join(': '));
      return { channel: 'C1', ts: '1.1' };
    },
    notify: async (target, lines) => void said.push(`to ${target}: ${lines.join(' ')}`),
    remove: async ({ ts }) => void said.push(`remove ${ts}`),
    reply: async (_, line) => void said.push(`reply: ${line}`),
    showNotice: async (_, __, { kind, reason }) => {
      said.push(`${kind}: ${reason}`);
      return { channel: 'C1', ts: '9.9' };
    },
    ...given,
  });
  const { name, cron, timezone } = digest;
  const schedule = { digest: name, cron, timezone, since: DUE };
  await ledger.enter([{ schedule, occurrences: [{ dueAt: DUE, state: 'due' }] }], DUE);
  const claim = async (now: Date) => (await ledger.claim([name], { now, leaseMs: LEASE_MS, limit: 1 }))[0]!;
  return {
    delivery: await claim(DUE),
    said,
    logged,
    options: {
      ledger,
      bot,
      now: () => at,
      setTimer: (callback) => {
        setImmediate(callback);
        return () => {};
      },
      log: { info: write, warn: write, error: write },
    },
    wait: (ms) => {
      at = new Date(DUE.getTime() + ms);
    },
    claimAgain: () => claim(new Date(at.getTime() + LEASE_MS)),
  };
}

/** A lease that is held as long as a test lives. */
export function heldLease() {
  const controller = new AbortController();
  return { signal: controller.signal, stop: (reason: Error) => controller.abort(reason), end: () => {} };
}
