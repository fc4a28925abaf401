import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Program } from '../support/program.ts';

import { startProgram, temporaryFolder } from '../support/program.ts';

const folder = temporaryFolder();

const file = join(folder, 'repeat-customers.sql');

let program: Program;

beforeAll(async () => {
  cpSync('queries', folder, { recursive: true });
  program = await startProgram(
    ['start'],
    { PORT: '0', OWLPOST_DATA: temporaryFolder(), OWLPOST_QUERIES: folder, LOG_LEVEL: 'warn' },
    /^Owlpost playground on (\S+)$/,
  );
}, 60_000);

afterAll(() => program?.stop());

/** What the owners' channel was told so far. */
async function told(): Promise<readonly string[]> {
  const state = await (await fetch(`${program.url}/playground/state?person=mira`)).json();
  const { channels, messages } = state as {
    channels: readonly { id: string; name: string }[];
    messages: readonly { channel: string; text: string }[];
  };
  const channel = channels.find(({ name }) => name === 'analytics')?.id;
  return messages.filter((message) => message.channel === channel).map(({ text }) => text);
}

test('a saved file with a fault is told to the log and to the channel that owns the query, once', async () => {
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.replace('WHERE first_day', 'WHERE {{nothing}} = first_day'));
  await expect.poll(told).toHaveLength(1);
  const [line] = await told();
  expect(line).toMatch(
    /^repeat-customers\.sql:\d+:\d+: \{\{nothing\}\} is not declared: .+ — the last good version stays in use$/,
  );
  await expect.poll(() => program.output()).toContain('{{nothing}} is not declared'); // a worker writes the log

  writeFileSync(join(folder, 'other.sql'), 'SELECT 1');
  writeFileSync(file, good);
  await expect.poll(told).toEqual([line, 'repeat-customers.sql is mended: the new version is in use']);
});
