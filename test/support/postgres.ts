import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';

export type TestPostgres = { readonly url: string; close(): Promise<void> };

/**
 * An empty Postgres: a schema of its own in DATABASE_URL's, or a server of its own from a `postgres` on this machine
 * that listens on a socket file only. Without either, the reason why not.
 */
export async function openPostgres(): Promise<TestPostgres | string> {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL) return openSchema(DATABASE_URL);
  const [postgres] = globSync('/usr/lib/postgresql/*/bin/postgres').sort().reverse();
  if (!postgres) return 'neither DATABASE_URL nor a postgres in /usr/lib/postgresql (apt-get install postgresql)';
  return openServer(dirname(postgres));
}

/** An empty schema of its own in the Postgres at an address. */
export async function openSchema(url: string): Promise<TestPostgres> {
  const name = `owlpost_test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query(`create schema ${name}`);
  const own = new URL(url);
  own.searchParams.set('options', `-c search_path=${name}`);
  return {
    url: own.href,
    async close() {
      await admin.query(`drop schema ${name} cascade`);
      await admin.end();
    },
  };
}

async function openServer(binaries: string): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'owlpost-postgres-'));
  const data = join(folder, 'data');
  // Postgres does not run as root
  const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  if (account.uid) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o755);
  const options = { ...account, cwd: folder, env: { ...process.env, HOME: folder } };
  execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', 'owlpost', '-A', 'trust', '--no-sync', '-E', 'UTF8'], {
    ...options,
    stdio: 'ignore',
  });
  const settings = ['-F', '-c', 'listen_addresses=', '-k', folder];
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...settings], { ...options, stdio: 'pipe' });
  const ended = once(server, 'exit');
  for await (const line of server.stderr.setEncoding('utf8')) {
    if (String(line).includes('ready to accept connections')) break;
  }
  if (!existsSync(join(folder, '.s.PGSQL.5432'))) throw new Error('the test Postgres did not start');
  return {
    url: `postgres://owlpost@${encodeURIComponent(folder)}/postgres`,
    async close() {
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
