import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';

import { startProgram, temporaryFolder } from '../support/program.ts';

/**
 * The main job on a Slack that others made, `emulate`, which holds the bot to the scopes of its manifest: a question is answered
 * in a channel, a filter changes the answer, a click shows it as a table, another one brings its CSV; a mention is answered in its
 * thread, and followed up there. With `seed FILE` writes what
 * emulate is started with; with an address runs the bot against it. Exit code 1 when something of it does not come.
 */
const [first = '', file = ''] = process.argv.slice(2);

const TOKEN = 'xoxb-owlpost-test';

const SECRET = 'a signing secret';

/** A channel whose members are all users. */
const CHANNEL = 'sales';

if (first === 'seed') {
  const { oauth_config } = parse(readFileSync('manifest.yml', 'utf8')) as {
    oauth_config: { scopes: { bot: string[] } };
  };
  const tokens = [{ token: TOKEN, user: 'owlpost', scopes: oauth_config.scopes.bot }];
  const users = ['owlpost', 'mira'].map((name) => ({ name, real_name: name, email: `${name}@example.com` }));
  const slack = { strict_scopes: true, signing_secret: SECRET, users, channels: [{ name: CHANNEL }], tokens };
  writeFileSync(file, JSON.stringify({ slack })); // JSON is YAML, too
} else {
  process.exitCode = (await isAnswered(first)) ? 0 : 1;
}

type SlackMessage = { readonly ts: string; readonly text: string; readonly blocks?: readonly Block[] };

type Block = { readonly type: string; readonly block_id?: string; readonly elements?: readonly Element[] };

type Element = { readonly type: string; readonly action_id?: string; readonly options?: readonly Choice[] };

type Choice = { readonly text: unknown; readonly value: string };

async function isAnswered(slack: string): Promise<boolean> {
  const call = async (method: string, body: object) => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json; charset=utf-8' };
    const response = await fetch(`${slack}/api/${method}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as Record<string, unknown> & { ok: boolean };
    if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const { user_id: user, team_id: team } = await call('auth.test', {});
  const { channels } = await call('conversations.list', {});
  const channel = (channels as { id: string; name: string }[]).find(({ name }) => name === CHANNEL)!.id;
  const bot = await startProgram(
    ['start'],
    {
      SLACK_BOT_TOKEN: TOKEN,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: `${slack}/api/`,
      OWLPOST_DATA: temporaryFolder(),
      PORT: '0',
      LOG_LEVEL: 'warn',
    },
    /^Owlpost listens on (\S+)$/,
  );
  const replies: string[] = [];
  const listener = createServer(async (request, response) => {
    for await (const chunk of request) replies.push(String(chunk));
    response.end('ok');
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as { port: number };
  const send = async (body: string, type = 'application/x-www-form-urlencoded') => {
    const time = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', SECRET).update(`v0:${time}:${body}`).digest('hex');
    const headers = {
      'content-type': type,
      'x-slack-request-timestamp': time,
      'x-slack-signature': `v0=${signature}`,
    };
    const { status } = await fetch(`${bot.url}/slack/events`, { method: 'POST', headers, body });
    if (status !== 200) throw new Error(`the bot answers ${status}`);
  };
  const newest = async (isWanted: (message: SlackMessage) => boolean): Promise<SlackMessage> => {
    for (let look = 0; look < 120; look++) {
      const { messages } = await call('conversations.history', { channel, limit: 20 });
      const found = (messages as SlackMessage[]).find(isWanted);
      if (found) return found;
      await sleep(500);
    }
    throw new Error(`no such answer came; told instead: ${replies.join(' ')}\n${bot.output()}`);
  };
  const place = { team_id: team, channel_id: channel, user_id: user, response_url: `http://127.0.0.1:${port}/` };
  const click = (message: SlackMessage, label: string) =>
    send(
      `payload=${encodeURIComponent(
        JSON.stringify({
          type: 'block_actions',
          trigger_id: randomUUID(),
          user: { id: user },
          team: { id: team },
          channel: { id: channel },
          container: { type: 'message', message_ts: message.ts, channel_id: channel },
          message,
          response_url: place.response_url,
          actions: [choiceIn(message, label)],
        }),
      )}`,
    );
  const { members } = await call('users.list', {});
  const mira = (members as { id: string; name: string }[]).find(({ name }) => name === 'mira')!.id;
  /** Tells the bot of what a person has written, as Slack does. */
  const tell = (event: object) =>
    send(
      JSON.stringify({
        type: 'event_callback',
        team_id: team,
        event_id: randomUUID(),
        event_time: Math.floor(Date.now() / 1000),
        authorizations: [{ team_id: team, user_id: user, is_bot: true }],
        event: { channel, channel_type: 'channel', user: mira, ...event },
      }),
      'application/json',
    );
  const reply = async (thread: string, words: RegExp): Promise<SlackMessage> => {
    for (let look = 0; look < 120; look++) {
      const { messages } = await call('conversations.replies', { channel, ts: thread });
      const found = (messages as SlackMessage[]).find(({ blocks }) => words.test(JSON.stringify(blocks ?? '')));
      if (found) return found;
      await sleep(500);
    }
    throw new Error(`no such reply came; told instead: ${replies.join(' ')}\n${bot.output()}`);
  };
  const answerAbout = (words: string) =>
    newest(
      (message) => JSON.stringify(message.blocks).includes(words) && choiceIn(message, 'Download CSV') !== undefined,
    );
  try {
    const command = { command: '/owl', text: 'sales by country 2025', trigger_id: randomUUID(), ...place };
    await send(new URLSearchParams(command as Record<string, string>).toString());
    const answer = await answerAbout('Sales by country');
    console.log(`emulate: answered, ${answer.text.slice(0, 80)}`);
    await click(answer, 'by city');
    const byCity = await answerAbout('Sales by city');
    console.log(`emulate: a filter changes it, ${byCity.text.slice(0, 80)}`);
    await click(byCity, 'Show as table');
    const table = await newest(({ blocks = [] }) =>
      blocks.some(({ type }) => type === 'data_table' || type === 'table'),
    );
    console.log('emulate: a click shows it as a table');
    await click(table, 'Download CSV');
    while (!((await call('files.list', {})).files as { name: string }[]).some(({ name }) => name.endsWith('.csv')))
      await sleep(500);
    console.log('emulate: another one brings its CSV');
    const asked = `<@${user}> orders by month 2025`;
    const { ts: thread } = (await call('chat.postMessage', { channel, text: asked })) as unknown as SlackMessage;
    await tell({ type: 'app_mention', text: asked, ts: thread, event_ts: thread });
    const mentioned = await reply(thread, /Orders by month · 2025/);
    console.log(`emulate: a mention is answered in its thread, ${mentioned.text.slice(0, 80)}`);
    const ts = `${Math.floor(Date.now() / 1000)}.000100`;
    await tell({ type: 'message', text: 'only France', ts, event_ts: ts, thread_ts: thread });
    await reply(thread, /Follows “Orders by month · 2025”\. Now it is “Orders by month · 2025 · Country: France”/);
    console.log('emulate: half a sentence follows up there');
    return true;
  } catch (error) {
    console.error(error);
    return false;
  } finally {
    listener.close();
    await bot.stop();
  }
}

/** The click that chooses the option with this label; undefined where there is no such option. */
function choiceIn({ blocks = [] }: SlackMessage, label: string): object | undefined {
  for (const { block_id, elements = [] } of blocks) {
    for (const { type, action_id, options } of elements) {
      const option = options?.find(({ text }) => JSON.stringify(text).includes(label));
      if (option) return { type, action_id, block_id, selected_option: option };
    }
  }
  return undefined;
}
