import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { LoadWorld } from './world.ts';

import { signedHeaders } from '../support/signed-headers.ts';

/** A command that was sent, and what came of it so far. */
export type SentCommand = {
  /** The question in canonical text; no two commands have the same. */
  readonly text: string;
  readonly person: string;
  readonly channel: string;
  readonly sentAt: number;
  /** Milliseconds until the bot acknowledged it; undefined when it did not. */
  ack?: number;
  /** What the person alone was told. */
  told?: string;
};

/** Where commands come from: the people in turn, the channels in turn, and questions that are all different, unless told otherwise. */
export type CommandSource = {
  readonly people?: readonly string[];
  readonly channels?: readonly string[];
  readonly texts?: Iterator<string, never>;
};

/** Sends commands as Slack does, and listens for what is told to one person. */
export type CommandSender = {
  /** Sends so many commands a second for so long, and resolves when the last is acknowledged or has failed. */
  readonly send: (rate: number, seconds: number, from?: CommandSource) => Promise<readonly SentCommand[]>;
  /** Has people type so many commands a second into Slack, which sends them to the bot in its own way: over a socket, if the bot has one. */
  readonly type: (rate: number, seconds: number) => Promise<readonly SentCommand[]>;
  /** Sends what is acknowledged without any work, in the same way, and resolves to the milliseconds that each took: the machine's own. */
  readonly sendNothing: (rate: number, seconds: number) => Promise<readonly number[]>;
  readonly close: () => void;
};

/** Opens a sender of commands to a bot. */
export async function openCommandSender({ slack, eventsUrl }: LoadWorld): Promise<CommandSender> {
  const byId = new Map<string, SentCommand>();
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const listener = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const command = byId.get(incoming.url!.slice(1));
    const { text } = JSON.parse(body) as { text: string };
    if (command && !text.startsWith('I am busy just now')) command.told = text; // whose answer comes, too
    response.end('ok');
  });
  listener.keepAliveTimeout = 600_000; // a connection that closes while it is used again would cost the bot another call
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const replies = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  const questions = distinctQuestions();

  const sendOne = async (number: number, from: CommandSource): Promise<SentCommand> => {
    const id = randomUUID();
    const { people = slack.people, channels = slack.channels } = from;
    const person = people[number % people.length]!;
    const channel = channels[number % channels.length]!;
    const command: SentCommand = { text: (from.texts ?? questions).next().value, person, channel, sentAt: Date.now() };
    byId.set(id, command);
    const body = new URLSearchParams({
      command: '/owl',
      text: command.text,
      team_id: 'T0WLPOST1',
      api_app_id: 'A0WLPOST1',
      channel_id: channel,
      channel_name: 'load',
      user_id: person,
      user_name: 'load',
      trigger_id: id,
      response_url: `${replies}/${id}`,
    }).toString();
    const start = performance.now();
    const status = await post(eventsUrl, body, { agent, secret: slack.signingSecret });
    if (status === 200) command.ack = performance.now() - start;
    return command;
  };

  const typeOne = async (number: number): Promise<SentCommand> => {
    const person = slack.people[number % slack.people.length]!;
    const channel = slack.channels[number % slack.channels.length]!;
    const command: SentCommand = { text: questions.next().value!, person, channel, sentAt: Date.now() };
    const body = JSON.stringify({ person, channel, text: `/owl ${command.text}` });
    const start = performance.now();
    const headers = { 'content-type': 'application/json' };
    const typed = await fetch(`${slack.url}/playground/type`, { method: 'POST', headers, body });
    if (((await typed.json()) as { ok: boolean }).ok) command.ack = performance.now() - start;
    return command;
  };

  const sendEvery = async <T>(rate: number, seconds: number, send: (number: number) => Promise<T>): Promise<T[]> => {
    const start = performance.now();
    const sending: Promise<T>[] = [];
    for (let number = 0; number < rate * seconds; number++) {
      await sleep(start + (number * 1000) / rate - performance.now());
      sending.push(send(number));
    }
    return Promise.all(sending);
  };

  const sendVerification = async (): Promise<number> => {
    const start = performance.now();
    const body = JSON.stringify({ type: 'url_verification', challenge: 'load' });
    await post(eventsUrl, body, { agent, secret: slack.signingSecret, type: 'application/json' });
    return performance.now() - start;
  };

  return {
    send: (rate, seconds, from = {}) => sendEvery(rate, seconds, (number) => sendOne(number, from)),
    type: (rate, seconds) => sendEvery(rate, seconds, typeOne),
    sendNothing: (rate, seconds) => sendEvery(rate, seconds, sendVerification),
    close: () => {
      agent.destroy();
      listener.close();
    },
  };
}

/** Questions that are all different, and in canonical text. */
function* distinctQuestions(): Generator<string, never> {
  for (let day = 0; ; day++) {
    const since = new Date(Date.UTC(2023, 0, 1 + (day % 1000))).toISOString().slice(0, 10);
    const by = ['by=product_line', 'by=month', 'by=city', 'by=vendor', 'by=quarter'][Math.floor(day / 1000) % 5];
    const measure = ['', 'measure=orders ', 'measure=units '][Math.floor(day / 5000) % 3];
    yield `sales ${measure}${by} period="since ${since}"`;
  }
}

/** Posts a signed body, a form unless told otherwise, and resolves to the answer's status; 0 when there was none. */
function post(
  url: string,
  body: string,
  { agent, secret, type = 'application/x-www-form-urlencoded' }: { agent: Agent; secret: string; type?: string },
): Promise<number> {
  const headers = { 'content-type': type, ...signedHeaders(body, secret) };
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', () => resolve(0)).end(body);
  });
}
