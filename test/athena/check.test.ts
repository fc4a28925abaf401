import { afterEach, expect, test } from 'vitest';

import type { Script } from '../support/athena-endpoint.ts';

import { openAthenaCheck } from '../../src/athena/check.ts';
import { connectAthena } from '../../src/athena/connection.ts';
import { openEndpoint } from '../support/athena-endpoint.ts';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function open(script: Script) {
  const endpoint = await openEndpoint(script);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const athena = connectAthena({ region: 'eu-west-1', endpoint: endpoint.url, credentials });
  closers.push(endpoint.close, () => athena.destroy());
  let time = 0;
  const check = openAthenaCheck(athena, { workgroup: 'primary', now: () => time });
  return { check, endpoint, at: (ms: number) => (time = ms) };
}

test('an Athena that answers is well, and is asked once in a while only', async () => {
  const { check, endpoint, at } = await open({});
  expect(await Promise.all([check(), check()])).toEqual([undefined, undefined]);
  at(14_999);
  await check();
  expect(endpoint.calls).toHaveLength(1);
  at(15_000);
  await check();
  expect(endpoint.calls).toHaveLength(2);
});

test('an Athena that only refuses to show its workgroup is well, too', async () => {
  const { check } = await open({ GetWorkGroup: () => ({ error: 'AccessDeniedException' }) });
  expect(await check()).toBeUndefined();
});

test('an Athena that cannot be reached, or has no such workgroup, is not', async () => {
  const { check } = await open({ GetWorkGroup: () => ({ error: 'InvalidRequestException' }) });
  expect(await check()).toMatch(/^Athena cannot be asked \(/);
});
