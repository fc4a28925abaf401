import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const SIGNALS = new URL('../../src/commands/signals.ts', import.meta.url);

/** A program that says `ready PID` when it listens to signals, and what it then got; it ends by itself after that. */
const programOf = (body: string) => `
  const { interruptSignal, interrupted } = await import(${JSON.stringify(SIGNALS)});
  const alive = setInterval(() => {}, 1000);
  const end = (word) => { console.log(word); clearInterval(alive); process.exitCode = 3; };
  ${body}
  console.log('ready ' + process.pid);
`;

const WATCHING = '--disable-warning=ExperimentalWarning --input-type=module --eval';

test.each(['SIGINT', 'SIGTERM'] as const)('interruptSignal() aborts with a sentence at %s', async (name) => {
  const body = "interruptSignal().addEventListener('abort', ({ target }) => end(target.reason.message));";
  const child = spawn(process.execPath, [...WATCHING.split(' '), programOf(body)]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toMatch(/^ready/);
  child.kill(name);
  expect((await lines.next()).value).toBe('stopped before the answer was there: ask again');
  expect(await once(child, 'close')).toEqual([3, null]);
});

test('interrupted() resolves when npm has ended without a word', async () => {
  const body = "interrupted().then(() => end('npm is gone'));";
  // as npm does, a shell stands between
  const npm = spawn('sh', ['-c', `"$0" ${WATCHING} "$1"; true`, process.execPath, programOf(body)], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  const lines = createInterface({ input: npm.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toMatch(/^ready/);
  npm.kill('SIGKILL');
  expect((await lines.next()).value).toBe('npm is gone');
  expect((await lines.next()).done).toBe(true);
});
