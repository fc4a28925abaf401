import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { LocalSlack } from '../../../src/local/slack/server.ts';

import { openSlack } from '../../../src/local/slack/server.ts';
import { actAs } from '../../support/person.ts';

let slack: LocalSlack;

beforeAll(async () => {
  slack = await openSlack({
    completions: async (text) => ['sales', 'growth'].filter((word) => word.startsWith(text)),
    examples: ['/owl sales'],
  });
});

afterAll(() => slack.close());

function ask(
  path: string,
  { method = 'GET', headers = {}, body = '' } = {},
): Promise<{ status?: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(`${slack.url}${path}`, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    call.on('error', reject).end(body);
  });
}

describe('who may call', () => {
  test.each<[string, object, number]>([
    ['this machine', {}, 200],
    ['this machine by name', { host: 'localhost:3000' }, 200],
    ['another name', { host: 'evil.example' }, 403],
    ['a name that only begins alike', { host: '127.0.0.1.evil.example' }, 403],
    ['another page', { origin: 'http://evil.example' }, 403],
  ])('%s', async (_name, headers, status) => {
    expect((await ask('/playground/settings', { headers })).status).toBe(status);
  });

  test('it listens on this machine alone', async () => {
    await expect(openSlack({ host: '0.0.0.0' })).rejects.toThrow(
      'this server listens on this machine alone; use HOST=127.0.0.1 in place of 0.0.0.0',
    );
  });
});

test('a port that is taken is named', async () => {
  const { port } = new URL(slack.url);
  await expect(openSlack({ port: Number(port) })).rejects.toThrow(
    `port ${port} is in use; set PORT or --port to another one`,
  );
});

describe('answers', () => {
  const json = { 'content-type': 'application/json' };

  test.each<[string, string, object, number, string]>([
    ['GET', '/', {}, 200, '<!doctype html>'],
    ['GET', '/page.js', {}, 200, 'import'],
    ['GET', '/../server.ts', {}, 404, 'there is no page /server.ts'],
    ['GET', '/none.js', {}, 404, 'there is no page /none.js'],
    ['GET', '/playground/settings', {}, 200, '"command":"/owl","examples":["/owl sales"]'],
    ['GET', '/playground/complete?person=mira&text=s', {}, 200, '{"completions":["sales"]}'],
    ['GET', '/playground/none', {}, 404, 'there is no call GET /playground/none'],
    ['GET', '/playground/constructor', {}, 404, 'there is no call GET /playground/constructor'],
    ['GET', '/playground/state?person=nobody', {}, 400, 'person must be one of mira, tomas, priya, jonas'],
    ['GET', '/playground/avatars/U0MIRA0001.svg', {}, 200, '<svg'],
    ['GET', '/playground/files/F1', {}, 404, 'there is no such file'],
    ['GET', '/playground/pictures?url=http://x', {}, 404, 'this picture is in no message'],
    ['POST', '/playground/type', {}, 415, 'send a JSON object'],
    ['POST', '/playground/type', { headers: json, body: '[' }, 400, 'the body is not JSON'],
    ['POST', '/playground/type', { headers: json, body: '[]' }, 400, 'the body must be a JSON object'],
    [
      'POST',
      '/playground/faults',
      { headers: json, body: '{"status": 500}' },
      400,
      'a fault needs the method that it is for',
    ],
    ['POST', '/upload/F1', {}, 404, 'there is no such upload'],
    ['POST', '/response/none', { headers: json, body: '{"text": "x"}' }, 404, 'invalid_url'],
    ['PUT', '/', {}, 405, 'PUT / is not served here'],
  ])('%s %s %j', async (method, path, options, status, text) => {
    const answer = await ask(path, { method, ...options });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });

  test('the event stream starts with the state and goes on with changes', async () => {
    const abort = new AbortController();
    const response = await fetch(`${slack.url}/playground/events?person=tomas`, { signal: abort.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader.read();
    expect(first.value).toMatch(/^event: state\ndata: \{"team":/);
    await actAs(slack, 'mira').types('ops', 'Not for Tomás');
    await actAs(slack, 'mira').types('sales', 'For all');
    const second = await reader.read();
    expect(second.value).toMatch(/^event: change\ndata: \{"kind":"message","message":\{.*"text":"For all"/);
    abort.abort();
  });
});
