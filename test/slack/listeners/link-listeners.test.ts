import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { buildCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { openForge } from '../../support/forged.ts';
import { answerTable, controlIds, filledModal, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const linkTo = ({ bot }: Workspace, text: string) => `${bot.url}/ask?question=${encodeURIComponent(text)}`;

const isUnfurled = ({ attachments = [] }: Seen) => attachments.length > 0;

const isRefusal = ({ ephemeral, user }: Seen) => ephemeral && user === 'U0WLPOST1';

const unfurls = async ({ calls }: Workspace) => (await calls()).filter(({ method }) => method === 'chat.unfurl');

test('the link of an answer, posted elsewhere, shows the answer, which a button there asks with filters', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, use, post, audit } = workspace;
  await type('/owl sales by city only France');
  await use(await until(({ messages }) => messages.find(isAnswer)), 'more', 'details');
  const details = JSON.stringify((await until(filledModal)).blocks);
  const link = /http[^`"]+\/ask\?question=[^`"]+/.exec(details)![0];

  await post('type', { person: 'tomas', channel: 'marketing', text: `See ${link} please` });
  const shared = await until(({ messages }) => messages.find(isUnfurled), 'tomas');
  expect(shared.attachments).toHaveLength(1);
  const [{ from_url: url, blocks }] = shared.attachments as [NonNullable<Seen['attachments']>[number]];
  expect(url).toBe(link);
  expect(blocks.map(({ type: kind }) => kind)).toEqual(['section', 'context', 'image', 'context', 'actions']);
  expect(JSON.stringify(blocks)).toMatch(/Sales by city.*Country: France.*Data to 31 Oct 2026/);
  expect(audit.at(-1)).toMatchObject({ person: 'U0TOMAS002', channel: 'C0MARKET01', outcome: 'answered' });

  const [button] = blocks.at(-1)!.elements!;
  const place = { person: 'tomas', channel: 'marketing', ts: shared.ts };
  await post('act', { ...place, block: blocks.at(-1)!.block_id, action: button!.action_id });
  const isAsked = (message: Seen) => isAnswer(message) && message.channel === 'C0MARKET01';
  const asked = await until(({ messages }) => messages.find(isAsked), 'tomas');
  expect(wordsOf(asked)).toContain('Country: France');
  expect(workspace.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test('a question that is not understood is refused to whoever posted the link; the others of the message are shown', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { type, until, scene } = workspace;
  await type(`${linkTo(workspace, 'slaes')} ${linkTo(workspace, 'sales')} ${workspace.bot.url}/elsewhere`);
  const shown = await until(({ messages }) => messages.find(isUnfurled));
  expect(shown.attachments?.map(({ from_url: url }) => url)).toEqual([linkTo(workspace, 'sales')]);
  expect(wordsOf(await until(({ messages }) => messages.find(isRefusal)))).toMatch(/slaes/);
  expect((await scene('tomas')).messages.filter(isRefusal)).toEqual([]);
});

test('a link is shown once, of one message three, and none while it is written or where the bot is not', async () => {
  let runs = 0;
  workspace = await openWorkspace({
    isPublic: true,
    run: async (statement) => answerTable(statement).finally(() => runs++),
  });
  const { post, type, until, fault } = workspace;
  await post('type', { channel: 'lounge', text: linkTo(workspace, 'sales') });
  await fault({ method: 'delivery', duplicates: 1 });
  const links = ['sales', 'sales by city', 'sales country=France', 'sales country=USA'].map((text) =>
    linkTo(workspace!, text),
  );
  await type([...links, links[0]].join(' '));
  const shown = await until(({ messages }) => messages.find(isUnfurled));
  expect(shown.attachments?.map(({ from_url: url }) => url)).toEqual(links.slice(0, 3));
  await workspace.bot.stop();
  expect(await unfurls(workspace)).toHaveLength(1);
  expect(runs).toBe(3);
});

test('a table, and a chart that Slack refuses to draw, leave words and a button', async () => {
  workspace = await openWorkspace({
    isPublic: true,
    draw: async () => {
      throw new Error('no picture');
    },
  });
  const { type, until, fault } = workspace;
  await type(linkTo(workspace, 'sales as table'));
  const table = await until(({ messages }) => messages.find(isUnfurled));
  expect(JSON.stringify(table.attachments)).toMatch(/“Ask it here” shows its table\./);
  await fault({ method: 'chat.unfurl', error: 'invalid_blocks', times: 1 });
  await type(linkTo(workspace, 'sales'));
  const words = await until(({ messages }) => messages.filter(isUnfurled)[1]);
  expect(JSON.stringify(words.attachments)).toMatch(
    /The picture could not be shown\. “Ask it here” shows every number\./,
  );
});

test('Slack draws the charts of pictures that are missing under links, two in one message', async () => {
  workspace = await openWorkspace({ isPublic: true, draw: () => Promise.reject(new Error('no picture')) });
  const texts = ['sales', 'sales by city', 'sales country=France,USA'];
  await workspace.type(texts.map((text) => linkTo(workspace!, text)).join(' '));
  const { attachments = [] } = await workspace.until(({ messages }) => messages.find(isUnfurled));
  const drawn = attachments.map(({ blocks }) => blocks.some(({ type }) => type === 'data_visualization'));
  expect(drawn).toEqual([true, true, false]);
  expect(JSON.stringify(attachments[0])).toContain('Slack draws the chart instead.');
  expect(JSON.stringify(attachments[2])).toContain('“Ask it here” shows every number.');
});

test('what is answered to its asker alone is not shown under a link, but to them', async () => {
  const { query } = parseQueryFile('staff.sql', '/*---\nprivate: true\n---*/\nSELECT \'A\' AS "Team", 3 AS "People"');
  const catalogue = buildCatalogue([query!]);
  workspace = await openWorkspace({ isPublic: true, own: { catalogue: () => catalogue } });
  const { type, until, scene } = workspace;
  await type(linkTo(workspace, 'staff'));
  const own = await until(({ messages }) => messages.find((message) => controlIds(message).includes('share')));
  expect(own.ephemeral).toBe(true);
  await workspace.bot.stop();
  expect(await unfurls(workspace)).toEqual([]);
  expect((await scene('tomas')).messages.filter(isUnfurled)).toEqual([]);
});

test('a link in a conversation with the bot, or after its name, is the question that it holds', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { post, type, until } = workspace;
  await post('type', { channel: 'direct', text: linkTo(workspace, 'sales by city') });
  await until(({ messages }) => messages.find((message) => isAnswer(message) && wordsOf(message).includes('by city')));
  expect(await unfurls(workspace)).toEqual([]);
  await type(`@owlpost ${linkTo(workspace, 'sales country="New Zealand"')}`);
  await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('New Zealand')),
  );
});

test('the picture under a link is deleted with the message of the link, when that is asked', async () => {
  workspace = await openWorkspace({ isPublic: true, pictureRules: { goesWithMessage: true } });
  const { bot, type, until, pictures, slack } = workspace;
  const { signingSecret } = slack;
  const { event } = openForge({ eventsUrl: () => bot.eventsUrl, signingSecret });
  await type(linkTo(workspace, 'sales'));
  const { ts, channel, attachments } = await until(({ messages }) => messages.find(isUnfurled));
  expect(pictures.size).toBe(1);
  const deleted = { type: 'message', subtype: 'message_deleted', channel, ts, user: 'U0MIRA0001' };
  const elsewhere = attachments!.map((each) => ({ ...each, from_url: 'https://example.com/ask?question=sales' }));
  await event({ ...deleted, previous_message: { user: 'U0MIRA0001', attachments: elsewhere } });
  expect(pictures.size).toBe(1);
  await event({ ...deleted, previous_message: { user: 'U0MIRA0001', attachments } });
  await expect.poll(() => pictures.size).toBe(0);
});
