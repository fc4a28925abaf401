import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';

import type { Store } from '../../src/store/store.ts';
import type { Seen, Workspace } from '../support/workspace.ts';

import { openStore } from '../../src/store/store.ts';
import { answerTable, find, isAnswer, openWorkspace } from '../support/workspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'owlpost-intents-'));

let workspace: Workspace | undefined;

let store: Store | undefined;

afterEach(async () => {
  await workspace?.close();
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('forty clicks over two instances leave what was clicked last', async () => {
  store = await openStore(join(folder, 'shared.db'), { log: { warn() {} } });
  let asked = 0;
  workspace = await openWorkspace({
    isPublic: true,
    intents: store.intents,
    run: async (statement) => {
      asked += 1;
      await sleep((asked * 37) % 90); // later ones may well be quicker
      return answerTable(statement);
    },
  });
  const { slack, bot, type, until, use, another } = workspace;
  await type('/owl sales by country');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  const other = await another();
  const values = { period: ['=last month', '=last 12 months'], by: ['=city', '=country'] };
  for (let click = 0; click < 40; click++) {
    slack.connect((click % 2 ? bot : other).eventsUrl);
    const name = click % 3 === 0 ? 'by' : 'period';
    const now = await until(({ messages }) => messages.find(({ ts }) => ts === answer.ts));
    const taken = await use(now, `filter/sales/${name}`, values[name][(click >> 1) % 2]);
    if (!taken.ok) click -= 1; // the message was just written anew
  }
  // the last clicks are 38, which chooses the last 12 months, and 39, which chooses country, after 37 and 36 chose others
  const isLast = (text: string) => !text.includes('period=') && !text.includes('by=city');
  const intended = (await store.intents.find(`${answer.channel}/${answer.ts}`))?.text ?? '';
  expect(isLast(intended), intended).toBe(true);
  const chosen = (message: Seen, name: string) => find(message, `filter/sales/${name}`)[1].initial_option?.text.text;
  const shows = (message: Seen) =>
    chosen(message, 'period') === 'Last 12 months' && chosen(message, 'by') === 'by country';
  const stands = await until(({ messages }) =>
    messages.find((message) => message.ts === answer.ts && isAnswer(message) && shows(message)),
  );
  await Promise.all([bot.stop(), other.stop()]); // everything that was begun has ended
  const still = (await workspace.scene()).messages.find(({ ts }) => ts === stands.ts)!;
  expect(shows(still)).toBe(true);
});
