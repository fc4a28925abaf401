import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectAclCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { S3Objects } from '../../../../src/local/athena/s3/s3-objects.ts';

import { listen } from '../../../../src/local/athena/protocol/http.ts';
import { openS3 } from '../../../../src/local/athena/s3/s3.ts';
import { openS3Objects } from '../../../../src/local/athena/s3/s3-objects.ts';
import { refusal } from '../../../support/refusal.ts';

const Bucket = 'pictures';

let folder: string;

let objects: S3Objects;

let server: Awaited<ReturnType<typeof listen>>;

let s3: S3Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 's3-'));
  objects = openS3Objects(folder, { limitBytes: 50_000_000 });
  server = await listen(0, openS3(objects), console.error);
  s3 = new S3Client({
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'anyone', secretAccessKey: 'anything' },
    forcePathStyle: true,
    maxAttempts: 1,
  });
});

afterAll(async () => {
  s3.destroy();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('what is not kept', () => {
  test('is refused or empty, and never taken for an object', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'guarded', Body: 'kept' }));
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'guarded' }))).TagSet).toEqual([]);
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    await expect(s3.send(new GetBucketAclCommand({ Bucket }))).rejects.toThrow('does not know this operation');
    const acl = new PutObjectAclCommand({ Bucket, Key: 'guarded', ACL: 'private' });
    await expect(s3.send(acl)).rejects.toThrow('does not know this operation');
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'guarded' }));
    expect(await Body!.transformToString()).toBe('kept');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'guarded' }));
  });
});

test('a bucket whose name begins with a dot is no client’s', async () => {
  const list = new ListObjectsV2Command({ Bucket: '.parts' });
  expect((await refusal(s3.send(list))).name).toBe('InvalidBucketName');
});

describe('objects', () => {
  test.each(['plain.txt', 'with space/and+plus/ünïcödé €.png', 'a//b/../c', `<&"'>%25?#.csv`])(
    '%s is read as it was put',
    async (Key) => {
      const { ETag } = await s3.send(
        new PutObjectCommand({ Bucket, Key, Body: 'hello', ContentType: 'text/x-own', Metadata: { owner: 'ann' } }),
      );
      expect(ETag).toBe(`"${createHash('md5').update('hello').digest('hex')}"`);
      const object = await s3.send(new GetObjectCommand({ Bucket, Key }));
      expect(await object.Body!.transformToString()).toBe('hello');
      expect(object).toMatchObject({ ContentType: 'text/x-own', Metadata: { owner: 'ann' }, ContentLength: 5, ETag });
      expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ContentLength: 5, ETag });
    },
  );

  test.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=5-99', '56789', 'bytes 5-9/10'],
  ])('Range %s gives %s', async (Range, text, ContentRange) => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'digits', Body: '0123456789' }));
    const part = await s3.send(new GetObjectCommand({ Bucket, Key: 'digits', Range }));
    expect(await part.Body!.transformToString()).toBe(text);
    expect(part.ContentRange).toBe(ContentRange);
  });

  test('a range beyond the end is refused', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'digits', Body: '0123456789' }));
    const call = s3.send(new GetObjectCommand({ Bucket, Key: 'digits', Range: 'bytes=10-' }));
    expect((await refusal(call)).name).toBe('InvalidRange');
  });

  test('a stream that the SDK sends in chunks arrives whole', async () => {
    const body = Buffer.alloc(300_000, 'abc\r\n');
    await s3.send(
      new PutObjectCommand({ Bucket, Key: 'stream', Body: Readable.from([body]), ContentLength: body.length }),
    );
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
    expect(Buffer.from(await Body!.transformToByteArray()).equals(body)).toBe(true);
  });

  test('an empty object is an object', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: '' }));
    const { Body, ContentLength } = await s3.send(new GetObjectCommand({ Bucket, Key: 'empty' }));
    expect([await Body!.transformToString(), ContentLength]).toEqual(['', 0]);
  });

  test('what is deleted is gone, and deleting it again is no fault', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'gone', Body: 'x' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    expect((await refusal(s3.send(new GetObjectCommand({ Bucket, Key: 'gone' })))).name).toBe('NoSuchKey');
    expect((await refusal(s3.send(new HeadObjectCommand({ Bucket, Key: 'gone' })))).name).toBe('NotFound');
  });

  test('a copy is refused', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'from', Body: 'kept' }));
    const copy = new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/from` });
    expect((await refusal(s3.send(copy))).name).toBe('NotImplemented');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'from' }));
  });

  test('parts are joined in the order of their numbers, or forgotten', async () => {
    const Key = 'large';
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/csv' }));
    const Parts = [];
    for (const PartNumber of [2, 1]) {
      const { ETag } = await s3.send(
        new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: `part ${PartNumber};` }),
      );
      Parts.unshift({ PartNumber, ETag });
    }
    await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect([await Body!.transformToString(), ContentType]).toEqual(['part 1;part 2;', 'text/csv']);

    const other = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'never' }));
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'never', UploadId: other.UploadId }));
    const late = s3.send(
      new UploadPartCommand({ Bucket, Key: 'never', UploadId: other.UploadId, PartNumber: 1, Body: 'x' }),
    );
    expect((await refusal(late)).name).toBe('NoSuchUpload');
    expect((await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
  });
});

describe('lists', () => {
  const Listed = 'listed';
  beforeAll(async () => {
    for (const Key of ['b/2', 'b/1', 'a', 'c & d/x', 'z']) {
      await s3.send(new PutObjectCommand({ Bucket: Listed, Key, Body: Key }));
    }
  });

  test.each([
    [{}, ['a', 'b/1', 'b/2', 'c & d/x', 'z'], []],
    [{ Prefix: 'b/' }, ['b/1', 'b/2'], []],
    [{ Delimiter: '/' }, ['a', 'z'], ['b/', 'c & d/']],
    [{ Prefix: 'b/', Delimiter: '/' }, ['b/1', 'b/2'], []],
    [{ StartAfter: 'b/1' }, ['b/2', 'c & d/x', 'z'], []],
    [{ EncodingType: 'url' as const, Prefix: 'c' }, ['c%20%26%20d/x'], []],
  ])('%j', async (input, keys, prefixes) => {
    const { Contents = [], CommonPrefixes = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: Listed, ...input }),
    );
    expect(Contents.map(({ Key }) => Key)).toEqual(keys);
    expect(CommonPrefixes.map(({ Prefix }) => Prefix)).toEqual(prefixes);
  });

  test('come page by page, in both generations of the call', async () => {
    const keys: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: Listed, MaxKeys: 2, ContinuationToken }));
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(keys).toEqual(['a', 'b/1', 'b/2', 'c & d/x', 'z']);
    const { Contents, IsTruncated } = await s3.send(
      new ListObjectsCommand({ Bucket: Listed, Marker: 'b/2', MaxKeys: 1 }),
    );
    expect([Contents?.[0]?.Key, IsTruncated]).toEqual(['c & d/x', true]);
  });

  test('many are deleted at once', async () => {
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({ Bucket: Listed, Delete: { Objects: [{ Key: 'c & d/x' }, { Key: 'z' }] } }),
    );
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['c & d/x', 'z']);
    await s3.send(new HeadBucketCommand({ Bucket: Listed }));
  });
});

describe('openObjects(folder, { limitBytes })', () => {
  test('lets the oldest go when they are too many', async () => {
    const state = await mkdtemp(join(tmpdir(), 'objects-'));
    const few = openS3Objects(state, { limitBytes: 25 });
    for (const key of ['1', '2', '3']) await few.put({ bucket: 'b', key }, Buffer.alloc(10));
    expect(few.list('b').map(({ key }) => key)).toEqual(['2', '3']);
    expect(await readdir(state)).toHaveLength(2);
    await rm(state, { recursive: true });
  });
});
