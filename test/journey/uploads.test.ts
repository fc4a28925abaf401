import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Wire } from '../support/person.ts';
import type { Program } from '../support/program.ts';

import { eventually } from '../support/person.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

let program: Program;

beforeAll(async () => {
  const settings = { PORT: '0', OWLPOST_DATA: temporaryFolder(), LOG_LEVEL: 'warn', OWLPOST_PUBLIC_URL: 'none' };
  program = await startProgram(['start'], settings, /^Owlpost playground on (\S+)$/);
}, 60_000);

afterAll(() => program?.stop());

const read = async (name: string): Promise<Wire> => (await fetch(`${program.url}/playground/${name}`)).json();

test('without a public address the picture is uploaded and waits until Slack has looked through it', async () => {
  const body = JSON.stringify({ person: 'mira', channel: 'marketing', text: '/owl sales by country 2025' });
  const headers = { 'content-type': 'application/json' };
  await fetch(`${program.url}/playground/type`, { method: 'POST', headers, body });
  const image = await eventually(async () => {
    const { messages } = await read('state?person=mira');
    const blocks = messages.flatMap((message: Wire) =>
      message.channel === 'C0MARKET01' ? (message.blocks ?? []) : [],
    );
    return blocks.find(({ type }: Wire) => type === 'image');
  });
  expect(image).toMatchObject({
    src: expect.stringMatching(/^\/playground\/files\/F/),
    slack_file: { id: expect.any(String) },
  });
  const { calls } = await read('calls');
  const methods = calls.map(({ method }: Wire) => method);
  expect(methods.filter((method: string) => method === 'files.info').length).toBeGreaterThan(1);
  expect(methods).toContain('files.completeUploadExternal');
});
