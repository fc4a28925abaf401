import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Modal, Seen } from '../support/workspace.ts';

import { startProgram, temporaryFolder } from '../support/program.ts';

/**
 * Uses the playground as a curious person does: types lines, uses every control of every answer once, fills in the forms,
 * opens the app's home. Writes the Web API calls that the bot made into the file of the first argument, as a JSON list.
 */
const [file = 'slack-calls.json'] = process.argv.slice(2);

const LINES = [
  '/owl',
  '/owl help',
  '/owl help sales',
  '/owl sales',
  '/owl sales by month vs last year',
  '/owl sales, orders and margin by country split by product line in France, Spain',
  '/owl sales by product line as table',
  '/owl slaes by cuontry',
  '/owl sales in Atlantis',
  '/owl forecast of sales',
  '/owl why sales last month',
  '/owl settings',
  '/owl digests',
  '@Owlpost sales by month',
];

type Control = Seen['blocks'] extends readonly (infer Block)[] | undefined ? Block : never;

type Element = NonNullable<Control['elements']>[number];

const { url, stop } = await startProgram(
  ['start'],
  { OWLPOST_DATA: temporaryFolder(), PORT: '0' },
  /^Owlpost playground on (\S+)$/,
);

const get = async <T>(name: string) => (await (await fetch(`${url}/playground/${name}`)).json()) as T;

const post = async (name: string, body: Readonly<Record<string, unknown>>) => {
  const headers = { 'content-type': 'application/json' };
  const sent = JSON.stringify({ person: 'mira', ...body });
  return (await fetch(`${url}/playground/${name}`, { method: 'POST', headers, body: sent })).json();
};

const calls = new Map<string, unknown>();

/** Waits until the bot has made no call for a second, and keeps the calls that it made. */
async function settle(): Promise<void> {
  for (let known = -1; known !== calls.size; ) {
    known = calls.size;
    await sleep(1000);
    for (const call of (await get<{ calls: unknown[] }>('calls')).calls) calls.set(JSON.stringify(call), call);
  }
}

type Scene = { readonly messages: readonly Seen[]; readonly modals?: readonly Modal[]; readonly home?: Modal };

const scene = () => get<Scene>('state?person=mira');

const used = new Set<string>();

/** The controls of blocks that were not used yet, each kind once. */
function unused(blocks: Seen['blocks'] = []): readonly { block: string; element: Element }[] {
  return blocks.flatMap((block) =>
    [...(block.elements ?? []), ...(block.accessory ? [block.accessory] : [])]
      .filter(({ action_id, url: link }) => action_id && !link)
      .map((element) => ({ block: block.block_id, element })),
  );
}

const choiceOf = ({ type, options }: Element): unknown => {
  if (type === 'button') return undefined;
  if (type === 'datepicker') return '2025-03-01';
  const last = options?.at(-1)?.value;
  return type.startsWith('multi') ? [last] : last;
};

/** Uses every control of a message, each kind once in the whole session, and what it opens. */
async function useAll({ channel, ts }: Seen): Promise<void> {
  for (;;) {
    const message = (await scene()).messages.find((each) => each.channel === channel && each.ts === ts);
    const next = unused(message?.blocks).find(({ element }) => !used.has(element.action_id));
    if (!next) return;
    used.add(next.element.action_id);
    const { block, element } = next;
    if (element.type.includes('external'))
      await post('suggest', { channel, ts, block, action: element.action_id, query: 'a' });
    else await post('act', { channel, ts, block, action: element.action_id, value: choiceOf(element) });
    await settle();
    await fillModals();
  }
}

/** Submits what is open as it is, then closes what stays open. */
async function fillModals(): Promise<void> {
  for (let step = 0; step < 4; step++) {
    const view = (await scene()).modals?.at(-1)?.id;
    if (view === undefined) return;
    await post(step < 2 ? 'submit' : 'close', { view, values: {} });
    await settle();
  }
}

await settle();
await post('home', {});
await settle();
for (const text of LINES) {
  const before = new Set((await scene()).messages.map(({ ts }) => ts));
  await post('type', { channel: 'sales', text });
  await settle();
  const { messages } = await scene();
  for (const message of messages.filter(({ ts }) => !before.has(ts))) await useAll(message);
}
await post('home', {});
await settle();
writeFileSync(file, JSON.stringify([...calls.values()]));
console.log(`${calls.size} calls, ${used.size} kinds of controls used`);
await stop();
