import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

import { temporaryFolder } from './support/program.ts';

const run = promisify(execFile);

/** What a module prints that a process with or without the loader runs. */
async function printed(code: string, { isLoading = true } = {}): Promise<string> {
  const loader = isLoading ? ['--import', './loader.mjs'] : [];
  const { stdout } = await run(process.execPath, [...loader, '--input-type=module', '--eval', code]);
  return stdout.trim();
}

/** The packages that are not ES modules, as imports of this folder name them. */
const PACKAGES = ['@aws-sdk/client-athena', '@aws-sdk/client-s3', '@duckdb/node-api', 'pino', 'prom-client', 'yaml'];

test.each(PACKAGES)('%s has every export that it has without the loader', async (name) => {
  const code = `const { default: whole, 'module.exports': _, __esModule, ...named } = await import('${name}');
    console.log(JSON.stringify(Object.entries(named).map(([key, value]) => [key, typeof value, whole[key] === value])))`;
  const read = async (isLoading: boolean) => JSON.parse(await printed(code, { isLoading })) as [string][];
  const [own, nodes] = await Promise.all([read(true), read(false)]);
  expect(own).toEqual(expect.arrayContaining(nodes));
});

const REQUIRED = `const { createRequire } = await import('node:module');
  const { cache } = createRequire(process.cwd() + '/loader.mjs');
  const isThere = (name) => Object.keys(cache).some((file) => file.includes('/node_modules/' + name + '/'));
  console.log(JSON.stringify(['@slack/web-api', '@slack/oauth', '@slack/types', 'express', '@slack/socket-mode'].filter(isThere)))`;

test('of Bolt only that is loaded which the bot uses', async () => {
  expect(JSON.parse(await printed(`await import('@slack/bolt');${REQUIRED}`))).toEqual(['@slack/web-api']);
});

test('of kysely the databases and plugins are left out that the bot does not have', async () => {
  const code = `const kysely = await import('kysely'); console.log(JSON.stringify(['Kysely', 'sql', 'SqliteDialect', 'PostgresDialect',
    'MysqlDialect', 'MssqlDialect', 'PGliteDialect', 'CamelCasePlugin'].filter((name) => name in kysely)))`;
  expect(JSON.parse(await printed(code))).toEqual(['Kysely', 'sql', 'SqliteDialect', 'PostgresDialect']);
});

test('of zod the English messages alone are loaded, and prom-client goes without OpenTelemetry', async () => {
  const code = `const { z } = await import('zod'); const { collectDefaultMetrics, Registry } = await import('prom-client');
    collectDefaultMetrics({ register: new Registry() });
    console.log(z.string().safeParse(1).error.issues[0].message, Object.keys(z.locales).length)`;
  expect(await printed(code)).toBe('Invalid input: expected string, received number 0');
});

test('the thread of a socket has the client of Socket Mode', async () => {
  const thread = `const { SocketModeReceiver } = await import('@slack/bolt');
    console.log(new SocketModeReceiver({ appToken: 'xapp-1' }).client.constructor.name)`;
  const options = `{ eval: true, execArgv: ['--import=./loader.mjs', '--input-type=module'] }`;
  const code = `const { Worker } = await import('node:worker_threads'); new Worker(${JSON.stringify(thread)}, ${options})`;
  expect(await printed(code)).toBe('SocketModeClient');
});

test('a TypeScript file is loaded without its types', async () => {
  expect(await printed(`console.log(new (await import('./src/error.ts')).UserError('no such day').message)`)).toBe(
    'no such day',
  );
});

test('whoever keeps something new deletes what was kept more than thirty days ago, and nobody else looks', async () => {
  const folder = temporaryFolder();
  const cache = join(folder, 'node_modules/.cache/owlpost');
  const kept = (name: string, days: number) => {
    const file = join(cache, name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '');
    const at = new Date(Date.now() - days * 86_400_000);
    utimesSync(file, at, at);
    return file;
  };
  copyFileSync('loader.mjs', join(folder, 'loader.mjs'));
  writeFileSync(join(folder, 'one.ts'), 'export const one: number = 1;');
  const load = () => run(process.execPath, ['--import', join(folder, 'loader.mjs'), join(folder, 'one.ts')]);
  const [source, code, fresh] = [kept('old.js', 31), kept('v22.1-x64/old', 31), kept('fresh.js', 29)];
  await load();
  expect([source, code, fresh].map((file) => existsSync(file))).toEqual([false, false, true]);
  const later = kept('later.js', 31);
  await load();
  expect(existsSync(later)).toBe(true);
});
