import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, renameSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type StoredObject = {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  /** Quoted, as S3 sends it. */
  readonly etag: string;
  readonly contentType: string;
  readonly modifiedMs: number;
  /** User metadata, by name without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly file: string;
};

export type Objects = {
  put(
    place: { bucket: string; key: string },
    body: AsyncIterable<Uint8Array> | Uint8Array,
    options?: { contentType?: string; metadata?: Readonly<Record<string, string>> },
  ): Promise<StoredObject>;
  find(bucket: string, key: string): StoredObject | undefined;
  /** `start` and `end` count bytes from 0; both are included. */
  read(object: StoredObject, range?: { start: number; end: number }): Readable;
  /** A bucket's objects, sorted by key as S3 sorts: by UTF-8 bytes. */
  list(bucket: string): StoredObject[];
  buckets(): string[];
  remove(bucket: string, key: string): Promise<void>;
};

/**
 * Objects as files in one folder, each with a `.json` of its own beside it that is written last, so that a killed
 * process leaves no half object. When they hold more than `limitBytes`, the oldest ones go.
 */
export async function openObjects(folder: string, { limitBytes }: { limitBytes: number }): Promise<Objects> {
  await mkdir(folder, { recursive: true });
  const objects = await readAll(folder);
  let total = [...objects.values()].reduce((sum, { size }) => sum + size, 0);

  async function remove(bucket: string, key: string): Promise<void> {
    const object = objects.get(nameOf(bucket, key));
    if (!object) return;
    objects.delete(nameOf(bucket, key));
    total -= object.size;
    await unlink(object);
  }

  async function evict(newest: StoredObject): Promise<void> {
    for (const object of objects.values()) {
      if (total <= limitBytes) return;
      if (object !== newest) await remove(object.bucket, object.key);
    }
  }

  return {
    async put({ bucket, key }, body, { contentType = 'binary/octet-stream', metadata = {} } = {}) {
      const file = join(folder, randomUUID());
      const { size, md5 } = await write(file, body);
      const object = { bucket, key, size, etag: `"${md5}"`, contentType, modifiedMs: Date.now(), metadata, file };
      const { file: _, ...record } = object;
      writeFileSync(`${file}.part`, JSON.stringify(record));
      renameSync(`${file}.part`, `${file}.json`);
      await remove(bucket, key);
      objects.set(nameOf(bucket, key), object);
      total += size;
      await evict(object);
      return object;
    },
    find: (bucket, key) => objects.get(nameOf(bucket, key)),
    read: ({ file, size }, range) => (size === 0 ? Readable.from([]) : createReadStream(file, range)),
    list: (bucket) =>
      [...objects.values()]
        .filter((object) => object.bucket === bucket)
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))),
    buckets: () => [...new Set([...objects.values()].map(({ bucket }) => bucket))].sort(),
    remove,
  };
}

async function unlink({ file }: StoredObject): Promise<void> {
  await rm(`${file}.json`, { force: true });
  await rm(file, { force: true });
}

function nameOf(bucket: string, key: string): string {
  return `${bucket}/${key}`; // a bucket's name has no slash
}

/** What an earlier process left whole, oldest first; the rest of its files is removed. */
async function readAll(folder: string): Promise<Map<string, StoredObject>> {
  const names = new Set(await readdir(folder));
  const found: StoredObject[] = [];
  for (const name of names) {
    const isWhole = names.has(`${name}.json`);
    if (isWhole) {
      const record = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
      found.push({ ...record, file: join(folder, name) });
    } else if (!name.endsWith('.json') || !names.has(name.slice(0, -'.json'.length))) {
      await rm(join(folder, name), { force: true });
    }
  }
  const objects = new Map<string, StoredObject>();
  for (const object of found.sort((a, b) => a.modifiedMs - b.modifiedMs)) {
    const older = objects.get(nameOf(object.bucket, object.key));
    if (older) await unlink(older); // killed between putting the new one and removing the old one
    objects.set(nameOf(object.bucket, object.key), object);
  }
  return objects;
}

async function write(
  file: string,
  body: AsyncIterable<Uint8Array> | Uint8Array,
): Promise<{ size: number; md5: string }> {
  const hash = createHash('md5');
  let size = 0;
  const count = (chunk: Uint8Array) => {
    size += chunk.length;
    hash.update(chunk);
  };
  if (body instanceof Uint8Array) {
    count(body);
    writeFileSync(file, body); // a buffer's worth; the thread pool would take longer than the disk
  } else {
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          count(chunk);
          yield chunk;
        }
      },
      createWriteStream(file),
    ).catch(async (error) => {
      await rm(file, { force: true });
      throw error;
    });
  }
  return { size, md5: hash.digest('hex') };
}
