import type { FakeSlack } from './world.ts';

import { readMessages } from './outcomes.ts';

/** What twenty people did to answers, and what stood there in the end. */
export type Clicks = {
  readonly clicks: number;
  /** Clicks that were not acknowledged within three seconds. */
  readonly refused: number;
  /** Messages that do not show what was chosen last. */
  readonly wrong: number;
};

/** Periods in the order in which each person chooses them. */
const CHOSEN = ['last quarter', 'this year', 'last month', 'last year'];

/** Lets so many people choose periods under as many answers, each one after the other, and looks what stands there when all is quiet. */
export async function clickTogether(slack: FakeSlack, people: number, within: number): Promise<Clicks> {
  const answers = (await readMessages(slack)).filter((message) => periodMenu(message)).slice(-people);
  let refused = 0;
  const chooseAll = async ({ channel, ts }: { channel: string; ts: string }) => {
    for (const period of CHOSEN) {
      const person = slack.people[0]!;
      const message = (await readMessages({ ...slack, people: [person] })).find(
        (one) => one.channel === channel && one.ts === ts,
      );
      const menu = message && periodMenu(message);
      if (!menu) continue;
      const response = await fetch(`${slack.url}/playground/act`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ person, channel, ts, ...menu, value: `=${period}` }),
      });
      const { ok } = (await response.json()) as { ok: boolean };
      if (!ok) refused += 1;
    }
  };
  await Promise.all(answers.map(chooseAll));
  const wrongNow = async () => {
    const standing = await readMessages(slack);
    return answers.filter(({ channel, ts }) => {
      const message = standing.find((one) => one.channel === channel && one.ts === ts);
      return !JSON.stringify(message?.blocks ?? '').includes(`period=\\\\\\"${CHOSEN.at(-1)}`);
    }).length;
  };
  const deadline = Date.now() + within;
  let wrong = await wrongNow();
  while (wrong > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    wrong = await wrongNow();
  }
  return { clicks: answers.length * CHOSEN.length, refused, wrong };
}

type Blocks = readonly {
  readonly block_id?: string;
  readonly elements?: readonly { readonly action_id?: string; readonly type?: string }[];
}[];

/** The block and the id of a message's menu of periods. */
function periodMenu({ blocks }: { readonly blocks?: Blocks }): { block: string; action: string } | undefined {
  for (const { block_id, elements = [] } of blocks ?? []) {
    const action = elements.find(({ action_id }) => /^filter\/\w+\/period$/.test(action_id ?? ''))?.action_id;
    if (block_id && action) return { block: block_id, action };
  }
  return undefined;
}
