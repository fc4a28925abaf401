import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const SOURCE = new URL('../../src', import.meta.url);

/** Runs a program that has a log of a level, and resolves to the lines that it wrote. */
async function linesOf(level: string, program: string): Promise<readonly Record<string, unknown>[]> {
  const script = `
    const { openLog } = await import('${SOURCE}/metrics/log.ts');
    const { withQuestionId } = await import('${SOURCE}/answer/question-id.ts');
    const log = await openLog('${level}');
    ${program}`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '--eval',
    script,
  ]);
  expect(stdout).toBe('');
  return stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

test('a line is JSON on stderr with the id of its question, and an error under `error`; those below the level are left out', async () => {
  const lines = await linesOf(
    'info',
    `log.debug('unseen');
     log.info('before');
     await withQuestionId(async () => log.warn({ error: new Error('no such table') }, 'during'), 'q-1');`,
  );
  expect(lines).toMatchObject([
    { level: 30, msg: 'before' },
    { level: 40, msg: 'during', questionId: 'q-1', error: { message: 'no such table' } },
  ]);
  expect(lines[0]).not.toHaveProperty('questionId');
  expect(lines[0]).not.toHaveProperty('hostname');
});
