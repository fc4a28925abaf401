import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';

import { UserError } from '../../../src/error.ts';
import { closeServer, listenOn } from '../../../src/local/loopback.ts';
import { startPlayground } from '../../../src/local/slack/playground-thread.ts';
import { openListenerThread } from '../../../src/slack/connection/listener-thread.ts';

const ANYWHERE = { host: '127.0.0.1', port: 0 };

/** Types a line from another process, while this thread waits for it and does nothing else; what the page is told. */
function typeMeanwhile(url: string, text: string): unknown {
  const body = JSON.stringify({ person: 'mira', channel: 'general', text });
  const call = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const program = `console.log(await (await fetch('${url}/playground/type', ${JSON.stringify(call)})).text())`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }));
}

test('a command is acknowledged while the app’s own thread does something else', async () => {
  const { slack } = startPlayground(ANYWHERE);
  const { url, signingSecret, connect, close } = await slack;
  const log = { error: () => undefined, warn: () => undefined };
  const listener = await openListenerThread({ ...ANYWHERE, signingSecret, eventsPath: '/slack/events', log });
  onTestFinished(() => Promise.all([close(), listener.close(Promise.resolve())]).then(() => undefined));
  listener.serve([]);
  await connect(`${listener.url}/slack/events`);
  expect(typeMeanwhile(url, '/owl help')).toMatchObject({ ok: true });
});

test('lines are completed by the app once it says how', async () => {
  const { slack, complete } = startPlayground(ANYWHERE);
  const { url, close } = await slack;
  onTestFinished(close);
  const ask = async () => (await fetch(`${url}/playground/complete?person=mira&text=sa`)).json();
  expect(await ask()).toEqual({ completions: [] });
  complete(async (text, person) => [`${text}les of ${person}`]);
  expect(await ask()).toEqual({ completions: ['sales of U0MIRA0001'] });
});

test('the app’s metrics and tools are at the page’s address, too, once it is connected', async () => {
  const app = createServer((request, response) => void response.end(`the app's ${request.url}`));
  const { slack } = startPlayground(ANYWHERE);
  const { url, connect, close } = await slack;
  onTestFinished(() => Promise.all([close(), closeServer(app)]).then(() => undefined));
  expect((await fetch(`${url}/metrics`)).status).toBe(503);
  await connect(`${await listenOn(app, '127.0.0.1', 0)}/slack/events`);
  expect(await (await fetch(`${url}/metrics`)).text()).toBe("the app's /metrics");
  expect(await (await fetch(`${url}/mcp?x`)).text()).toBe("the app's /mcp?x");
});

test('a port that is taken is told as a mistake that can be mended', async () => {
  const { url, close } = await startPlayground(ANYWHERE).slack;
  onTestFinished(close);
  const failure = await startPlayground({ ...ANYWHERE, port: Number(new URL(url).port) }).slack.catch((error) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure.message).toMatch(/^port \d+ is in use; set PORT/);
});

test('close() ends the Slack and its thread', async () => {
  const { url, close } = await startPlayground(ANYWHERE).slack;
  await close();
  await expect(fetch(url)).rejects.toThrow();
});
