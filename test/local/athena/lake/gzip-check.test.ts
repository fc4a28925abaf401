import { appendFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

import type { LakeFile } from '../../../../src/local/athena/lake/lake.ts';

import { checkGzip } from '../../../../src/local/athena/lake/gzip-check.ts';
import { openBench } from '../../../support/ask.ts';
import { temporaryFolder } from '../../../support/program.ts';

const ROWS = `n\n${Array.from({ length: 20_000 }, (_, index) => index).join('\n')}\n`;

const WHOLE = gzipSync(ROWS);

function fileOf(path: string): LakeFile {
  const { size, mtimeMs, ino } = statSync(path);
  return {
    path,
    size,
    modifiedMs: mtimeMs,
    inode: ino,
    kind: { format: 'csv', compression: 'gzip' },
    partition: [],
  };
}

const damaged = Buffer.from(WHOLE);
damaged[WHOLE.length - 6]! ^= 255; // in its checksum

test.each<[string, Buffer, string | undefined]>([
  ['whole', WHOLE, undefined],
  ['two after one another', Buffer.concat([WHOLE, WHOLE]), undefined],
  ['half', WHOLE.subarray(0, WHOLE.length / 2), 'a.csv.gz is cut off'],
  ['without its last byte', WHOLE.subarray(0, -1), 'a.csv.gz is cut off'],
  ['with another checksum', damaged, 'a.csv.gz is damaged'],
  ['plain text', Buffer.from(ROWS), 'a.csv.gz is not gzip'],
])('a gzip file that is %s', async (_, bytes, fault) => {
  const path = join(temporaryFolder(), 'a.csv.gz');
  writeFileSync(path, bytes);
  const check = checkGzip([fileOf(path)]);
  if (fault) await expect(check).rejects.toThrow(fault);
  else await expect(check).resolves.toBeUndefined();
});

test('a file is looked at again once it has changed', async () => {
  const path = join(temporaryFolder(), 'a.csv.gz');
  writeFileSync(path, WHOLE.subarray(0, -1));
  await expect(checkGzip([fileOf(path)])).rejects.toThrow('is cut off');
  appendFileSync(path, WHOLE.subarray(-1));
  await expect(checkGzip([fileOf(path)])).resolves.toBeUndefined();
});

test.each(['csv', 'json'])('no number comes from a cut off %s file', async (kind) => {
  const bench = await openBench({});
  mkdirSync(join(bench.lake, 'cut'));
  const text = kind === 'csv' ? ROWS : ROWS.replace('n\n', '').replaceAll(/\d+/g, '{"n":$&}');
  writeFileSync(join(bench.lake, `cut/a.${kind}.gz`), gzipSync(text).subarray(0, -5));
  const { execution } = await bench.ask('SELECT SUM(n) FROM cut');
  expect(execution.Status?.StateChangeReason).toContain(`cut/a.${kind}.gz is cut off`);
  await bench.close();
});
