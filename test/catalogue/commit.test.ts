import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

import { commitOf } from '../../src/catalogue/commit.ts';

const folder = mkdtempSync(join(tmpdir(), 'owlpost-commit-'));

afterAll(() => rmSync(folder, { recursive: true }));

test('commitOf() tells the last commit of a file, and nothing outside of git', async () => {
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();
  writeFileSync(join(folder, 'sales.sql'), 'SELECT 1');
  expect(await commitOf(folder, 'sales.sql')).toBeUndefined();
  git('init', '-q');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'first');
  expect(await commitOf(folder, 'sales.sql')).toBe(git('log', '-1', '--format=%h'));
  expect(await commitOf(folder, 'other.sql')).toBeUndefined();
});
