import { afterAll, beforeAll, expect, test } from 'vitest';

import { openObjectStore, parseLocation } from '../../src/athena/object-store.ts';
import { UserError } from '../../src/error.ts';
import { openEndpoint } from '../support/athena-endpoint.ts';

let endpoint: Awaited<ReturnType<typeof openEndpoint>>;

beforeAll(async () => {
  endpoint = await openEndpoint({});
});

afterAll(() => endpoint.close());

function open(location: string) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return openObjectStore({ location, region: 'eu-west-1', s3Endpoint: endpoint.url, credentials });
}

test('put(key) and get(key) keep every byte', async () => {
  const objects = open('s3://pictures/owl');
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  await objects.put('a/one chart.png', bytes, 'image/png');
  expect(await objects.get('a/one chart.png')).toEqual(bytes);
  expect(await objects.get('a/none.png')).toBeUndefined();
  expect(endpoint.bodiesOf('PutObject')).toEqual([{ path: '/pictures/owl/a/one%20chart.png', type: 'image/png' }]);
  objects.close();
});

test('remove(key) deletes an object, and one that is not there', async () => {
  const objects = open('s3://pictures/owl');
  await objects.put('gone.png', new Uint8Array(1), 'image/png');
  await objects.remove('gone.png');
  await objects.remove('gone.png');
  expect(await objects.get('gone.png')).toBeUndefined();
  objects.close();
});

test('put(key) names the bucket that refuses', async () => {
  const objects = open('s3://secret/');
  const error = await objects.put('one.png', new Uint8Array(1), 'image/png').catch((reason) => reason);
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).toMatch(
    /^the bucket of ATHENA_OUTPUT does not let Owlpost do this; ask whoever runs Owlpost to grant/,
  );
  objects.close();
});

test.each([
  ['s3://bucket', { bucket: 'bucket', folder: '' }],
  ['s3://bucket/', { bucket: 'bucket', folder: '' }],
  ['s3://bucket/a/b', { bucket: 'bucket', folder: 'a/b/' }],
  ['s3://bucket/a/b/', { bucket: 'bucket', folder: 'a/b/' }],
])('parseLocation(%j)', (text, location) => {
  expect(parseLocation(text)).toEqual(location);
});

test.each(['', 'bucket/a', 's3://', 's3:///a', 'https://bucket'])('parseLocation(%j) is refused', (text) => {
  expect(() => parseLocation(text)).toThrow('write ATHENA_OUTPUT like s3://bucket/folder/');
});
