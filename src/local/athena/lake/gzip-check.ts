import { createReadStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';

import type { LakeFile } from './lake.ts';

import { stateKey } from './file-format.ts';

/** What is wrong with files that were read to their end, by file and state. */
const checked = new LRUCache<string, { readonly fault: Error | undefined }>({ max: 10_000 });

/**
 * Reads the files that are compressed by gzip to their end, each state of one once: DuckDB takes one that was cut off for a shorter one.
 * Throws an Error that names a file for one that is cut off or damaged.
 */
export async function checkGzip(files: readonly LakeFile[]): Promise<void> {
  for (const file of files) {
    if (file.kind.compression !== 'gzip') continue;
    const key = stateKey(file);
    const known = checked.get(key) ?? { fault: await faultOf(file.path) };
    checked.set(key, known);
    if (known.fault) throw known.fault;
  }
}

async function faultOf(path: string): Promise<Error | undefined> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(path), createGunzip(), nowhere);
    return undefined;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR')
      return new Error(`${path} is cut off: its rows go on behind its end; write or copy it again`, { cause });
    if (message === 'incorrect header check')
      return new Error(`${path} is not gzip, or not to its end: write or copy it again`, { cause });
    if (code?.startsWith('Z_')) return new Error(`${path} is damaged: write or copy it again`, { cause });
    throw cause;
  }
}
