import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import type { AnswerContext } from '../../src/answer/context.ts';
import type { Bot } from '../../src/slack/app.ts';
import type { Seen } from './workspace.ts';

import { openMcpEndpoint } from '../../src/mcp/endpoint.ts';
import { openForge } from './forged.ts';
import { recordOutgoing } from './outgoing.ts';
import { signedHeaders } from './signed-headers.ts';
import { controlIds, openWorkspace } from './workspace.ts';

const BOT = 'U0WLPOST1';

/** How often it is looked whether the bot still works, in milliseconds, and for which part of the time it may have. */
const [LOOK_MS, MOST_BUSY] = [125, 0.5];

/** A workspace over an engine, of which all that leaves the bot is recorded: to Slack, to Athena, to the renderer, to assistants. */
export async function openGuardedWorkspace(engine: { readonly context: AnswerContext }) {
  let note: (what: unknown) => void = () => {};
  let running = 0;
  const context: AnswerContext = {
    ...engine.context,
    run: async (statement, signal, options) => {
      note(statement);
      running += 1;
      return engine.context.run(statement, signal, options).finally(() => {
        running -= 1;
      });
    },
    draw: (chart) => {
      note(chart);
      return Promise.resolve({ png: PIXEL, width: 1, height: 1 });
    },
  };
  const workspace = await openWorkspace({ isPublic: true, own: context, operators: '#ops' });
  const outgoing = recordOutgoing(workspace.slack.url);
  note = outgoing.note;
  let bot = workspace.bot;
  const { signingSecret } = workspace.slack;
  const assistant = await openAssistant(context, { signingSecret, bot: () => bot });

  /** Does something and waits for what the bot then says to a person, or shows under a link. */
  const replyTo = async (person: string, act: () => Promise<unknown>): Promise<Seen> => {
    const before = new Set((await workspace.scene(person)).messages.map(({ ts }) => ts));
    note(await act());
    const isReply = (message: Seen) =>
      message.user === BOT ? !controlIds(message).includes('cancel') : message.attachments !== undefined;
    return workspace.until(({ messages }) => messages.find((each) => !before.has(each.ts) && isReply(each)), person);
  };

  /** Resolves when the bot does nothing any more: looked at twice in a row, nothing left it, nothing ran, and the process had time to wait. */
  const settled = async (): Promise<void> => {
    let [sent, quiet] = [-1, 0];
    let used = performance.eventLoopUtilization();
    while (quiet < 2) {
      await sleep(LOOK_MS);
      const { utilization } = performance.eventLoopUtilization(used);
      used = performance.eventLoopUtilization();
      const isQuiet = outgoing.count() === sent && running === 0 && utilization < MOST_BUSY;
      quiet = isQuiet ? quiet + 1 : 0;
      sent = outgoing.count();
    }
  };

  return {
    workspace,
    outgoing,
    settled,
    /** Makes requests of Slack by hand. */
    forge: openForge({ eventsUrl: () => bot.eventsUrl, signingSecret }),
    replyTo,
    bot: () => bot,
    /** Lets another instance, which knows of nobody yet, take all requests from now on. */
    changeInstance: async () => {
      bot = await workspace.another();
    },
    callAssistant: async (...call: Parameters<typeof assistant.call>) => {
      const said = await assistant.call(...call);
      note(said);
      return said;
    },
    close: async () => {
      assistant.close();
      await workspace.close();
      outgoing.close();
    },
  };
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

/** The endpoint of MCP beside a bot, and Slack's assistant that calls it. */
async function openAssistant(
  answerContext: AnswerContext,
  { bot, signingSecret }: { bot: () => Bot; signingSecret: string },
) {
  const faults: unknown[] = [];
  const serve = openMcpEndpoint(
    {
      answerContext,
      now: () => new Date('2026-11-23T12:00:00Z'),
      audit: async () => {},
      onFault: (error) => void faults.push(error),
      slack: () => bot().assistant,
    },
    { signingSecret, isLocalOpen: false },
  );
  const server = createServer((request: IncomingMessage, response: ServerResponse) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  const call = async (by: { user: string; channel: string }, name: string, args: object): Promise<string> => {
    const meta = { slack: { user_id: by.user, channel_id: by.channel } };
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name, arguments: args, _meta: meta },
    });
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...signedHeaders(body, signingSecret),
    };
    const response = await fetch(url, { method: 'POST', headers, body });
    if (response.status !== 200 || faults.length > 0) throw new Error(`the assistant failed: ${response.status}`);
    return response.text();
  };
  return { call, close: () => server.close() };
}
