/**
 * One instance of a storm: `instance.ts STORE CHANNEL START SPEED`. It runs the scheduler on a real store, by a clock that began at
 * START (ISO) and goes SPEED times as fast, and posts to the channel that the storm keeps at an address.
 */
import type { AlertBot } from '../../src/digests/check-alert.ts';
import type { SetTimer } from '../../src/digests/lease.ts';

import { openScheduler } from '../../src/digests/scheduler.ts';
import { openStore } from '../../src/store/store.ts';
import { digestBot } from '../support/digest-bot.ts';
import { ALERTS, alertValue, DIGESTS } from './digests.ts';

const [url = '', channel = '', start = '', speed = ''] = process.argv.slice(2);

const [startedAt, zero] = start.split('/').map((text) => new Date(text).getTime());

const now = () => new Date(startedAt! + (Date.now() - zero!) * Number(speed));

const setTimer: SetTimer = (callback, ms) => {
  const timer = setTimeout(callback, ms / Number(speed));
  return () => clearTimeout(timer);
};

const store = await openStore(url, { log: console });

const call = async (method: string, path: string, besides = '') => {
  const response = await fetch(`${channel}/${path}?pid=${process.pid}&besides=${besides}`, { method });
  if (response.status >= 500) throw new Error(`the channel answers ${response.status}`);
  return response.ok ? { channel: 'C1', ts: await response.text() } : undefined;
};

const readAlert: AlertBot['read'] = async ({ name }, options) => {
  await call('PUT', name);
  const value = alertValue(options.now);
  return {
    rule: { subject: 'value', operator: '<', limit: 1000 },
    readings: [{ name: '', value, shown: String(value) }],
    words: { title: 'Sales', limit: 'below 1,000', question: 'sales', isEach: false },
    facts: [],
    remindMs: 0,
  };
};

/** Tells as the bot does: what is repeated is looked for before it is posted. What is to be told is noted in the channel first. */
const reportAlert: AlertBot['report'] = async (_, { pending, message }, { runId, isRepeated }) => {
  if (pending.kind === 'recover') return { message: (await call('PUT', 'a change')) && message };
  const id = pending.kind === 'fire' ? runId : `${runId}-reply`;
  await call('PATCH', id);
  const found = isRepeated ? await call('GET', id) : undefined;
  const posted = found ? undefined : (await call('POST', id))!;
  return { message: pending.kind === 'fire' ? (found ?? posted) : message, posted };
};

const withdrawAlert: AlertBot['withdraw'] = async ({ ts }, runId) => {
  for (const id of [runId, `${runId}-reply`]) {
    if (await call('GET', id, ts)) await call('DELETE', ts);
  }
};

const quiet = { info() {}, warn() {}, error() {} };

openScheduler({
  digests: () => [...DIGESTS, ...ALERTS],
  ledger: store.deliveries,
  bot: digestBot({
    answer: async ({ name }) => {
      await call('PUT', name);
      return { facts: [{ rows: [['1']] }] };
    },
    post: async (_, __, { runId }) => (await call('POST', runId))!,
    find: (_, runId) => call('GET', runId),
    remove: async ({ ts }) => void (await call('DELETE', ts)),
  }),
  alerts: { store: store.alerts, bot: { read: readAlert, report: reportAlert, withdraw: withdrawAlert } },
  log: quiet,
  now,
  setTimer,
}).start();
