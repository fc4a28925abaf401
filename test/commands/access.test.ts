import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { runCommand, temporaryFolder } from '../support/program.ts';

const [queries, data] = [temporaryFolder(), temporaryFolder()];

cpSync('queries', queries, { recursive: true });
writeFileSync(
  join(queries, '_access.yml'),
  'contact: "#analytics"\ndefault: { rows: { "#emea": { country: [France, Spain] }, U300: all } }\n',
);

const owlpost = (...args: readonly string[]) => runCommand(args, { OWLPOST_DATA: data, OWLPOST_QUERIES: queries });

test('owlpost access tells what would happen to a question, and why', async () => {
  const held = await owlpost('access', 'sales 2025', '--as', 'U100', '--in', '#emea', '--json');
  expect(held).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(held.stdout)).toEqual({
    allowed: true,
    request: 'sales country=France,Spain period=2025',
    refusal: null,
    query: 'sales',
    reasons: ['held to country: France, Spain'],
  });
  const free = await owlpost('access', 'sales 2025', '--as', 'U300');
  expect(free).toEqual({ code: 0, stdout: 'allowed: sales period=2025\nno rule limits it\n', stderr: '' });
  const refused = await owlpost('access', 'sales in Japan', '--in', '#emea');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(/^refused, as held to country: France, Spain: sales does not understand "Japan"/);
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
  const run = (...args: readonly string[]) => runCommand(args, { OWLPOST_DATA: data, OWLPOST_QUERIES: broken });
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
