import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListWorkGroupsCommand } from '@aws-sdk/client-athena';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { connectAthena, connectS3 } from '../../src/athena/connection.ts';

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };

const asked: string[] = [];

const server = createServer(({ method, url, headers }, response) => {
  asked.push(`${method} ${headers.host?.replace(/:\d+$/, '')} ${url?.replace(/\?.*$/, '')}`);
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
});

let endpoint: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('another address of S3 is asked for the bucket in its path, as it seldom has a name for each', async () => {
  const client = connectS3({ region: 'eu-west-1', s3Endpoint: endpoint, credentials });
  await client.send(new GetObjectCommand({ Bucket: 'results', Key: 'a/b.csv' }));
  client.destroy();
  expect(asked.splice(0)).toEqual(['GET 127.0.0.1 /results/a/b.csv']);
});

test('without one, the bucket is part of the name', () => {
  const client = connectS3({ region: 'eu-west-1', credentials });
  expect(client.config.forcePathStyle).toBe(false);
  client.destroy();
});

test('Athena is asked at its own address, not at that of S3', async () => {
  const client = connectAthena({ region: 'eu-west-1', endpoint, s3Endpoint: 'http://127.0.0.1:1', credentials });
  await client.send(new ListWorkGroupsCommand({}));
  client.destroy();
  expect(asked.splice(0)).toEqual(['POST 127.0.0.1 /']);
});

test('where a proxy is set, calls go through it, but for the addresses that need none', async () => {
  const proxies = { HTTP_PROXY: endpoint, NO_PROXY: 'direct.invalid' };
  const through = connectAthena({ region: 'eu-west-1', endpoint: 'http://athena.invalid', credentials, proxies });
  await through.send(new ListWorkGroupsCommand({}));
  through.destroy();
  expect(asked.splice(0)).toEqual(['POST athena.invalid http://athena.invalid/']);
  const past = connectAthena({ region: 'eu-west-1', endpoint: 'http://direct.invalid', credentials, proxies });
  await expect(past.send(new ListWorkGroupsCommand({}), { abortSignal: AbortSignal.timeout(500) })).rejects.toThrow();
  past.destroy();
  expect(asked).toEqual([]);
});
