import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';

import type { CommandContext } from '../../src/commands/command.ts';

import { tellAccess } from '../../src/commands/access.ts';
import { openGuardedEngine } from '../support/guarded.ts';
import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

const [queries, data] = [temporaryFolder(), temporaryFolder()];

cpSync('queries', queries, { recursive: true });
writeFileSync(
  join(queries, '_access.yml'),
  'contact: "#analytics"\ndefault: { rows: { "#emea": { country: [France, Spain] }, U300: all } }\n',
);

const owlpost = (...args: readonly string[]) => runInProcess(args, { OWLPOST_DATA: data, OWLPOST_QUERIES: queries });

test('owlpost access tells what would happen to a question, and why', async () => {
  const held = await owlpost('access', 'sales 2025', '--as', 'U100', '--in', '#emea', '--json');
  expect(held).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(held.stdout)).toEqual({
    allowed: true,
    request: 'sales country=France,Spain period=2025',
    refusal: null,
    query: 'sales',
    reasons: ['restricted to country: France, Spain'],
  });
  const free = await owlpost('access', 'sales 2025', '--as', 'U300');
  expect(free).toEqual({ code: 0, stdout: 'allowed: sales period=2025\nno rule limits it\n', stderr: '' });
  const refused = await owlpost('access', 'sales in Japan', '--in', '#emea');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(
    /^refused, as restricted to country: France, Spain: sales does not understand "Japan"/,
  );
  const stranger = await owlpost('access', 'sales 2025', '--as', 'U999', '--json');
  expect(stranger.code).toBe(2);
  expect(JSON.parse(stranger.stdout)).toMatchObject({
    allowed: false,
    request: null,
    reasons: ['no entry of its rows is for this person and channel'],
  });
});

test('owlpost ask --as --in is answered as that person would be there', async () => {
  const { code, stdout } = await owlpost('ask', 'sales 2025', '--as', 'U100', '--in', '#emea', '--json');
  expect(code).toBe(0);
  const { request, understood, rows } = JSON.parse(stdout);
  expect(request).toBe('sales country=France,Spain period=2025');
  expect(understood).toContain('Country: France, Spain');
  expect(rows.map(([country]: string[]) => country).sort()).toEqual(['France', 'Spain']);
  expect(await owlpost('ask', 'sales 2025', '--as', 'U999')).toMatchObject({ code: 2, stdout: '' });
  expect((await owlpost('ask', 'sales 2025', '--csv')).stdout).toContain('Japan');
});

test('a file of rules with a fault opens nothing', async () => {
  const broken = temporaryFolder();
  cpSync('queries', broken, { recursive: true });
  writeFileSync(join(broken, '_access.yml'), 'default: { peple: [U100] }\n');
  const run = (...args: readonly string[]) => runInProcess(args, { OWLPOST_DATA: data, OWLPOST_QUERIES: broken });
  expect(await run('ask', 'sales 2025', '--as', 'U100')).toMatchObject({ code: 2, stdout: '' });
  const { code, stdout } = await run('check');
  expect(code).toBe(2);
  expect(stdout).toContain('_access.yml:1:12: ');
  expect(stdout).toContain('peple');
});

test('owlpost access needs a question', async () => {
  expect(await owlpost('access', '--as', 'U1')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'access takes a question, like access "sales by country" --as U123\n',
  });
});

describe('by each kind of rule', async () => {
  const engine = await openGuardedEngine();

  afterAll(() => engine.close());

  afterEach(() => {
    process.exitCode = undefined;
  });

  const openEngine = async () => ({ ...engine, close: async () => {} });

  /** What the command says, as an object. */
  async function tell(question: string, args: readonly string[]): Promise<object> {
    const said = vi.spyOn(console, 'log').mockImplementation(() => {});
    await tellAccess([question, ...args, '--json'], { openEngine } as unknown as CommandContext);
    const [[json]] = said.mock.calls as [[string]];
    said.mockRestore();
    return JSON.parse(json) as object;
  }

  const MIRA = ['--as', 'U0MIRA0001', '--in', '#marketing'];

  test.each<[string, string, readonly string[], boolean, string]>([
    ['people', 'jzmberix', MIRA, false, 'the person is not among its people'],
    ['people', 'jzmberix', ['--as', 'U0JONAS004'], true, 'no rule limits it'],
    ['a user group', 'kberyllq', MIRA, false, 'the person is not among its people'],
    ['a user group', 'kberyllq', [...MIRA, '--group', 'S0FINANCE1'], true, 'no rule limits it'],
    ['a domain', 'lcitrinw', MIRA, false, 'the person is not among its people'],
    ['a domain', 'lcitrinw', ['--as', 'mira@owlpost.example.com'], true, 'no rule limits it'],
    ['channels', 'mdioptaz', MIRA, false, 'the channel is not among its channels'],
    ['channels', 'mdioptaz', ['--as', 'U0MIRA0001', '--in', '#ops'], true, 'no rule limits it'],
    ['external', 'nfluorzk', [...MIRA, '--external'], false, 'guests and people of other companies may not ask'],
    ['external', 'nfluorzk', [...MIRA, '--shared'], false, 'people of another company are in the channel'],
    ['measures', 'vista ogarnetz', MIRA, false, 'not for this person and channel: ogarnetz, pheliodq, ogarnetz_rate'],
    [
      'dimensions',
      'vista by pheliodq',
      MIRA,
      false,
      'not for this person and channel: ogarnetz, pheliodq, ogarnetz_rate',
    ],
    ['rows', 'vista', MIRA, true, 'restricted to country: France, Spain'],
    ['rows', 'vista', ['--as', 'U0JONAS004'], true, 'no rule limits it'],
  ])('%s: %s %j', async (_, question, args, allowed, reason) => {
    expect(await tell(question, args)).toMatchObject({ allowed, reasons: expect.arrayContaining([reason]) });
  });
});
