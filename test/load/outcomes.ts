import { setTimeout as sleep } from 'node:timers/promises';

import type { SentCommand } from './commands.ts';
import type { FakeSlack } from './world.ts';

type SlackMessage = {
  readonly ts: string;
  readonly channel: string;
  readonly text: string;
  readonly blocks?: readonly {
    readonly type: string;
    readonly elements?: readonly Control[];
    readonly accessory?: Control;
  }[];
};

type Control = { readonly action_id?: string; readonly value?: string };

/** What became of commands that were acknowledged. */
export type Outcomes = {
  readonly answered: number;
  /** Told in words: a refusal, a restart. */
  readonly told: number;
  readonly lost: number;
  readonly doubled: number;
};

/** Waits until every acknowledged command is answered or told of, at most `within` milliseconds, and counts; looks `every` so many. */
export async function awaitOutcomes(
  slack: FakeSlack,
  commands: readonly SentCommand[],
  { within, every = 2000 }: { readonly within: number; readonly every?: number },
): Promise<Outcomes> {
  const taken = commands.filter(({ ack }) => ack !== undefined);
  const deadline = Date.now() + within;
  for (;;) {
    const outcomes = await countOutcomes(slack, taken);
    if (outcomes.lost === 0 || Date.now() > deadline) return outcomes;
    await sleep(every);
  }
}

async function countOutcomes(slack: FakeSlack, taken: readonly SentCommand[]): Promise<Outcomes> {
  const messages = await readMessages(slack);
  const answers = new Map<string, number>();
  const offered = new Set<string>();
  for (const message of messages) {
    const controls = (message.blocks ?? []).flatMap(({ elements = [], accessory }) => [
      ...elements,
      ...(accessory ? [accessory] : []),
    ]);
    const isWorking = controls.some(({ action_id }) => action_id === 'cancel');
    const filters = controls.find(({ action_id }) => action_id === 'filters')?.value;
    if (filters && !isWorking) {
      const { text } = JSON.parse(filters) as { text: string };
      answers.set(text, (answers.get(text) ?? 0) + 1);
    }
    for (const { action_id = '', value } of controls) if (value && action_id.startsWith('ask/')) offered.add(value);
  }
  let [answered, told, lost, doubled] = [0, 0, 0, 0];
  for (const { text, told: words } of taken) {
    const count = answers.get(text) ?? 0;
    doubled += Math.max(0, count - 1);
    if (count > 0) answered += 1;
    else if (words !== undefined || offered.has(text)) told += 1;
    else lost += 1;
  }
  return { answered, told, lost, doubled };
}

/** All messages that the people of a workspace see, each once. */
export async function readMessages({
  url,
  people,
}: Pick<FakeSlack, 'url' | 'people'>): Promise<readonly SlackMessage[]> {
  const messages = new Map<string, SlackMessage>();
  for (const person of people) {
    const response = await fetch(`${url}/playground/state?person=${person}`);
    const state = (await response.json()) as { messages: readonly SlackMessage[] };
    for (const message of state.messages) messages.set(`${message.channel}/${message.ts}`, message);
  }
  return [...messages.values()];
}
