import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { filledModal, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace;

afterEach(() => workspace.close());

const offer = 'would like to hand';

/** Makes a subscription, and opens the form that hands it over. */
async function openHandover({ type, until, use, bot }: Workspace) {
  await type('/owl subscribe to sales every Monday at 9');
  await until(() => bot.subscribed().length === 1);
  const [{ name } = { name: '' }] = bot.subscribed();
  await type('/owl digests');
  const listed = await until(({ messages }) => messages.find(({ text }) => text === 'What comes by itself'));
  await use(listed, `subscription/${name}`, `give ${name}`);
  return until(filledModal);
}

test('a subscription is another person’s only when they have taken it over', async () => {
  workspace = await openWorkspace();
  const { until, post, bot } = workspace;
  const form = await openHandover(workspace);
  await post('submit', { view: form.id, values: { 'handover/person': { 'handover/person': 'U0TOMAS002' } } });
  const asked = await until(({ messages }) => messages.find((message) => wordsOf(message).includes(offer)), 'tomas');
  expect(asked.channel).toMatch(/^D/);
  expect(bot.subscribed()[0]?.owner).toBe('U0MIRA0001');
  const accessory = asked.blocks![0]!.accessory!;
  const click = {
    channel: asked.channel,
    ts: asked.ts,
    block: asked.blocks![0]!.block_id,
    action: accessory.action_id,
  };
  await post('act', { person: 'tomas', ...click });
  await until(({ messages }) => messages.find(({ text }) => text === 'It is yours now.'), 'tomas');
  expect(bot.subscribed()[0]?.owner).toBe('U0TOMAS002');
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('was taken over')));
});

test('nobody hands over to themselves', async () => {
  workspace = await openWorkspace();
  const form = await openHandover(workspace);
  const reply = await workspace.post('submit', {
    view: form.id,
    values: { 'handover/person': { 'handover/person': 'U0MIRA0001' } },
  });
  expect(JSON.stringify(reply)).toContain('It is yours already.');
});
