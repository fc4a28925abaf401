import type { KnownEventFromType } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { LocalSlack } from '../../../src/local/slack/server.ts';
import type { Wire } from '../../support/person.ts';

import { openSlack } from '../../../src/local/slack/server.ts';
import { openBot } from '../../support/bot.ts';
import { actAs, apiOf, eventually } from '../../support/person.ts';

const MANIFEST = {
  scopes: [
    ...['commands', 'chat:write', 'app_mentions:read', 'links:read', 'links:write', 'channels:read', 'groups:read'],
    ...['channels:history', 'im:history', 'mpim:history'],
  ],
  events: [
    ...['app_mention', 'member_joined_channel', 'link_shared', 'app_home_opened'],
    ...['message.channels', 'message.groups', 'message.im', 'message.mpim'],
  ],
  shortcuts: [
    { name: 'Ask Owlpost about this', type: 'message', callback_id: 'ask_about' },
    { name: 'Ask Owlpost', type: 'global', callback_id: 'ask' },
  ] as const,
  unfurlDomains: ['charts.example.com'],
};

/** Everything holds over HTTP and over Socket Mode. */
describe.each([false, true])('events and shortcuts, Socket Mode: %s', (socketMode) => {
  let slack: LocalSlack;
  let bot: Awaited<ReturnType<typeof openBot>>;
  const events: Wire[] = [];
  const payloads: Wire[] = [];

  beforeAll(async () => {
    slack = await openSlack({ manifest: MANIFEST });
    bot = await openBot(slack, { socketMode });
    const record = async ({ event }: { event: KnownEventFromType<string> }) => void events.push(event);
    for (const type of ['app_mention', 'message', 'member_joined_channel', 'link_shared']) bot.app.event(type, record);
    bot.app.action('ask', async ({ ack, body }) => {
      payloads.push(body);
      await ack();
    });
    bot.app.shortcut(/^ask/, async ({ ack, body }) => {
      payloads.push(body);
      await ack();
    });
  });

  afterAll(async () => {
    await bot.close();
    await slack.close();
  });

  const seen = (condition: (event: Wire) => boolean) => eventually(async () => events.find(condition));

  test('a mention in a channel comes as app_mention and as a message, with rich text', async () => {
    await actAs(slack, 'mira').types('sales', '@owlpost sales & orders by month');
    const mention = await seen(({ type }) => type === 'app_mention');
    expect(mention).toMatchObject({
      user: 'U0MIRA0001',
      text: '<@U0WLPOST1> sales &amp; orders by month',
      channel: 'C0SALES001',
      team: 'T0WLPOST1',
      blocks: [{ type: 'rich_text', elements: [{ elements: [{ type: 'user', user_id: 'U0WLPOST1' }, {}] }] }],
    });
    expect(mention.event_ts).toBe(mention.ts);
    expect(await seen(({ type, ts }) => type === 'message' && ts === mention.ts)).toMatchObject({
      channel_type: 'channel',
    });
  });

  test('a direct message comes as message.im alone', async () => {
    await actAs(slack, 'jonas').types('direct', 'sales, @owlpost');
    const said = await seen(({ channel_type, user }) => channel_type === 'im' && user === 'U0JONAS004');
    expect(said.text).toBe('sales, <@U0WLPOST1>');
    expect(events.filter(({ type, user }) => type === 'app_mention' && user === 'U0JONAS004')).toEqual([]);
  });

  test('a reply names its thread; changes and deletions are told', async () => {
    const { ts, channel } = await apiOf(slack)('chat.postMessage', { channel: 'C0SALES001', text: 'Answer' });
    await actAs(slack, 'priya').types('sales', 'and by product line?', ts);
    expect(await seen(({ text }) => text === 'and by product line?')).toMatchObject({ thread_ts: ts });
    await apiOf(slack)('chat.update', { channel, ts, text: 'Better' });
    expect(await seen(({ message }) => message?.text === 'Better')).toMatchObject({
      subtype: 'message_changed',
      previous_message: { text: 'Answer' },
    });
    const other = await apiOf(slack)('chat.postMessage', { channel: 'C0SALES001', text: 'Gone' });
    await apiOf(slack)('chat.delete', { channel, ts: other.ts });
    expect(await seen(({ deleted_ts }) => deleted_ts === other.ts)).toMatchObject({ subtype: 'message_deleted' });
  });

  test('what the scopes do not cover, and what people say without the bot, is not told', async () => {
    await actAs(slack, 'mira').types('C0OPS00001', 'Private, without groups:history');
    await actAs(slack, 'mira').types('D0MIRATOM1', 'Between us');
    await actAs(slack, 'mira').types('G0MPDM0002', 'In the group');
    expect(await seen(({ text }) => text === 'In the group')).toMatchObject({ channel_type: 'mpim' });
    expect(events.map(({ text }) => text)).not.toContain('Private, without groups:history');
    expect(events.map(({ text }) => text)).not.toContain('Between us');
  });

  test('someone of another organisation is told apart by team', async () => {
    await actAs(slack, 'sam').types('C0NORTHW01', '@owlpost sales');
    expect(await seen(({ type, user }) => type === 'app_mention' && user === 'U0PARTNR06')).toMatchObject({
      team: 'T0PARTNER1',
      user_team: 'T0PARTNER1',
    });
    await actAs(slack, 'sam').types('C0NORTHW01', '/owl sales');
    expect((await actAs(slack, 'sam').messages('northwind')).at(-1)).toMatchObject({ user: 'USLACKBOT' });
  });

  test('an invitation is told, and nobody writes where Slack does not let them', async () => {
    const mira = actAs(slack, 'mira');
    await mira.types('lounge', '@owlpost sales');
    expect((await mira.messages('lounge')).at(-1)).toMatchObject({ user: 'USLACKBOT', ephemeral: true });
    await mira.types('lounge', '/invite @owlpost');
    expect(await seen(({ type }) => type === 'member_joined_channel')).toMatchObject({
      user: 'U0WLPOST1',
      channel: 'C0LOUNGE01',
      inviter: 'U0MIRA0001',
    });
    await seen(({ subtype, channel }) => subtype === 'channel_join' && channel === 'C0LOUNGE01');
    expect(events.filter(({ type, channel }) => type === 'app_mention' && channel === 'C0LOUNGE01')).toEqual([]);
    expect(await mira.types('spring-launch', 'Hello')).toEqual({ ok: false, error: 'is_archived' });
    expect(await mira.types('announcements', 'Hello')).toEqual({
      ok: false,
      error: 'restricted_action_read_only_channel',
    });
    expect(await actAs(slack, 'jonas').types('announcements', 'News')).toMatchObject({ ok: true });
    expect((await actAs(slack, 'lena').state()).channels.map(({ name }: Wire) => name)).toEqual([
      'marketing',
      'directmessage',
    ]);
  });

  test('a link of the app is told of and unfurled', async () => {
    const mira = actAs(slack, 'mira');
    const url = 'https://charts.example.com/a?b=1&c=2';
    await mira.types('sales', `Look at ${url} and https://example.com`);
    const composed = await seen(({ type, source }) => type === 'link_shared' && source === 'composer');
    expect(composed).toMatchObject({ channel: 'COMPOSER', links: [{ url }] });
    const shared = await seen(({ type, source }) => type === 'link_shared' && source === 'conversations_history');
    const links = [{ domain: 'charts.example.com', url }];
    expect(shared).toMatchObject({ links, channel: 'C0SALES001', is_bot_user_member: true });
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Sales' } }];
    const place = { channel: shared.channel, ts: shared.message_ts };
    expect(await apiOf(slack)('chat.unfurl', { ...place, unfurls: { [url]: { blocks } } })).toMatchObject({ ok: true });
    const message = await mira.sees('sales', ({ attachments }) => attachments);
    expect(message.attachments[0]).toMatchObject({ from_url: url, blocks });
    expect(await apiOf(slack)('chat.unfurl', { ...place, unfurls: { 'https://x.org': { blocks } } })).toMatchObject({
      error: 'cannot_unfurl_url',
    });
  });

  test('a link is told of where the bot is not a member, too, and a control under it sends the link along', async () => {
    const mira = actAs(slack, 'mira');
    const url = 'https://eu.charts.example.com/b';
    await mira.types('board', `https://mycharts.example.com.org ${url}`);
    const shared = await seen(({ links, source }) => links?.[0].url === url && source !== 'composer');
    expect(shared).toMatchObject({ is_bot_user_member: false, links: [{ domain: 'charts.example.com' }] });
    const button = { type: 'button', action_id: 'ask', text: { type: 'plain_text', text: 'Ask' } };
    const blocks = [{ type: 'actions', block_id: 'under', elements: [button] }];
    const place = { channel: shared.channel, ts: shared.message_ts };
    await apiOf(slack)('chat.unfurl', { ...place, unfurls: { [url]: { blocks } } });
    await mira.post('act', { channel: 'board', ts: shared.message_ts, block: 'under', action: 'ask' });
    const payload = payloads.at(-1);
    expect(payload).toMatchObject({
      container: { type: 'message_attachment', message_ts: shared.message_ts, attachment_id: 1, app_unfurl_url: url },
      app_unfurl: { is_app_unfurl: true },
    });
    expect(payload).not.toHaveProperty('message');
  });

  test('shortcuts: of a message and global', async () => {
    const mira = actAs(slack, 'mira');
    const { ts } = await apiOf(slack)('chat.postMessage', { channel: 'C0SALES001', text: 'Answer' });
    expect(await mira.post('shortcut', { callback: 'ask_about', channel: 'sales', ts })).toMatchObject({ ok: true });
    expect(payloads.at(-1)).toMatchObject({
      type: 'message_action',
      callback_id: 'ask_about',
      channel: { id: 'C0SALES001', name: 'sales' },
      message: { ts, text: 'Answer' },
      message_ts: ts,
      trigger_id: expect.any(String),
      response_url: expect.any(String),
    });
    expect(await mira.post('shortcut', { callback: 'ask' })).toMatchObject({ ok: true });
    expect(payloads.at(-1)).toMatchObject({ type: 'shortcut', callback_id: 'ask', user: { id: 'U0MIRA0001' } });
    expect(payloads.at(-1)).not.toHaveProperty('channel');
    expect(await mira.post('shortcut', { callback: 'ask_about' })).toMatchObject({
      error: 'there is no global shortcut ask_about',
    });
  });
});
