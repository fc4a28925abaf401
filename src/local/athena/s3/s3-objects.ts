import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** An object of the embedded S3; `file` is the path of its bytes. */
export type S3Object = {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  /** The quoted ETag. */
  readonly etag: string;
  readonly contentType: string;
  readonly modifiedMs: number;
  /** User metadata, by name without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly file: string;
};

/** The objects of the embedded S3. */
export type S3Objects = {
  /** Stores an object in place of any at the address. */
  put(
    address: { bucket: string; key: string },
    body: AsyncIterable<Uint8Array> | Uint8Array,
    options?: { contentType?: string; metadata?: Readonly<Record<string, string>> },
  ): Promise<S3Object>;
  find(bucket: string, key: string): S3Object | undefined;
  /** Returns a stream of an object's bytes, or of those from `start` to `end`, both included, counted from 0. */
  read(object: S3Object, range?: { start: number; end: number }): Readable;
  /** Returns a bucket's objects, sorted by the UTF-8 bytes of their keys. */
  list(bucket: string): S3Object[];
  /** Returns the names of the buckets that have objects, sorted. */
  buckets(): string[];
  remove(bucket: string, key: string): Promise<void>;
};

/** Creates an object store with files in a folder. When they have more than `limitBytes` bytes in total, the oldest objects are removed. */
export function openS3Objects(folder: string, { limitBytes }: { limitBytes: number }): S3Objects {
  const objects = new Map<string, S3Object>();
  let total = 0;

  async function remove(bucket: string, key: string): Promise<void> {
    const object = objects.get(nameOf(bucket, key));
    if (!object) return;
    objects.delete(nameOf(bucket, key));
    total -= object.size;
    await rm(object.file, { force: true });
  }

  async function removeOldest(newest: S3Object): Promise<void> {
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
      await remove(bucket, key);
      objects.set(nameOf(bucket, key), object);
      total += size;
      await removeOldest(object);
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

function nameOf(bucket: string, key: string): string {
  return `${bucket}/${key}`; // a bucket's name has no slash
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
