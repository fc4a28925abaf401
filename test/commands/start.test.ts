import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';

import { ownLake } from '../support/own-lake.ts';
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
      { OWLPOST_DATA: temporaryFolder(), DATABASE_URL: silencer.url, PORT: '0', OWLPOST_STOP_SECONDS: '2' },
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

test('at the start each mistake in digests.yml is named with its line and what to write, and the other digests run', async () => {
  const [lake, queries] = [ownLake(), temporaryFolder()];
  writeFileSync(
    join(queries, 'lines.sql'),
    '-- Lines\nSELECT productCode, count(*) AS n FROM fact_orders GROUP BY 1\n',
  );
  const digest = (name: string, given: object = {}) =>
    `- ${JSON.stringify({ name, question: 'lines', channel: '#sales', when: 'every Monday at 09:00', ...given })}`;
  const digests = [
    digest('good'),
    digest('zone', { timezone: 'Europe/Pari' }),
    digest('times', { when: undefined, cron: '0 9 30 2 *' }),
    digest('good'),
    digest('unasked', { question: 'unicorns' }),
    digest('elsewhere', { channel: '#nowhere' }),
  ];
  writeFileSync(join(queries, 'digests.yml'), `${digests.join('\n')}\n`);
  const settings = { OWLPOST_LAKE: lake, OWLPOST_QUERIES: queries, OWLPOST_DATA: temporaryFolder(), PORT: '0' };
  const program = await startProgram(['start'], settings, READY);
  for (const mistake of [
    /digests\.yml:2:\d+: timezone must be a time zone like Europe\/Paris/,
    /digests\.yml:3:\d+: cron must be five cron fields that come round/,
    /digests\.yml:4:\d+: there is a digest good already: choose another name/,
    /digests\.yml:5:\d+: unasked asks .*unicorns/,
    /digests\.yml:6:\d+: elsewhere goes to #nowhere: .*invite it there/,
  ])
    await expect.poll(program.output, { timeout: 20_000 }).toMatch(mistake);
  const posted = async () => (await fetch(`${program.url}/playground/state?person=mira`)).text();
  await expect.poll(posted, { timeout: 20_000 }).toContain('good in digests.yml'); // the first one is posted in the playground
  await program.stop();
});
