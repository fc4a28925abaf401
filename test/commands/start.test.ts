import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';

import { openPostgres } from '../support/postgres.ts';
import { environment, startProgram, temporaryFolder } from '../support/program.ts';
import { openSilencer } from '../support/silencer.ts';

const READY = /^Owlpost playground on (\S+)$/;

const postgres = await openPostgres();

if (typeof postgres === 'string') console.warn(`a silent database is not tested: there is ${postgres}`);

afterAll(async () => {
  if (typeof postgres !== 'string') await postgres.close();
});

if (typeof postgres !== 'string' && !process.env.DATABASE_URL) {
  test('SIGTERM ends the bot within its setting though the database is silent', async () => {
    const silencer = await openSilencer(postgres.url);
    const program = await startProgram(
      ['start'],
      { OWLPOST_DATA: temporaryFolder(), DATABASE_URL: silencer.url, PORT: '0', OWLPOST_STOP_SECONDS: '5' },
      READY,
    );
    silencer.silence();
    const since = performance.now();
    await program.stop();
    expect(performance.now() - since).toBeLessThan(20_000);
    silencer.close();
  });
}

test('a stderr that nobody reads does not stop the bot', async () => {
  const settings = { OWLPOST_DATA: temporaryFolder(), PORT: '0', LOG_LEVEL: 'trace', OWLPOST_STOP_SECONDS: '3' };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'owlpost.mjs', 'start'], {
    env: environment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, 'line');
  const url = READY.exec(String(line))![1]!;
  const type = async (text: string) => {
    const body = JSON.stringify({ person: 'mira', channel: 'sales', text });
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${url}/playground/type`, { method: 'POST', headers, body })).json() as Promise<{
      ok: boolean;
    }>;
  };
  for (let asked = 0; asked < 150; asked++) expect(await type('/owl help')).toMatchObject({ ok: true });
  expect((await fetch(url)).status).toBe(200);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
});

test('the bot ends when the shell that npm started it with is gone', async () => {
  const settings = { OWLPOST_DATA: temporaryFolder(), PORT: '0', npm_lifecycle_event: 'start' };
  const command = `"${process.execPath}" --disable-warning=ExperimentalWarning owlpost.mjs start; exit $?`;
  const shell = spawn('/bin/sh', ['-c', command], { env: environment(settings), stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = createInterface({ input: shell.stdout });
  await once(lines, 'line');
  const ended = once(lines, 'close'); // its output ends with the bot, not with the shell
  shell.kill('SIGTERM');
  await ended;
});
