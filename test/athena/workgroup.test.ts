import { AthenaClient } from '@aws-sdk/client-athena';
import { expect, test } from 'vitest';

import { openWorkgroup } from '../../src/athena/workgroup.ts';
import { openEndpoint } from '../support/athena-endpoint.ts';

test('the configuration is kept for ten minutes, and asked for again a minute after a refusal', async () => {
  const configurations = [
    undefined,
    { BytesScannedCutoffPerQuery: 10_000_000 },
    { BytesScannedCutoffPerQuery: 20_000_000 },
  ];
  const endpoint = await openEndpoint({
    GetWorkGroup: (_, count) =>
      configurations[count]
        ? { WorkGroup: { Name: 'w', Configuration: configurations[count] } }
        : { error: 'AccessDeniedException' },
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const athena = new AthenaClient({ region: 'eu-west-1', endpoint: endpoint.url, credentials });
  let minutes = 0;
  const read = openWorkgroup(athena, { workgroup: 'w', log: { warn() {} }, now: () => minutes * 60_000 });
  const seen = [];
  for (minutes of [0, 0.5, 1, 5, 10.5, 11]) {
    seen.push((await read(new AbortController().signal)).BytesScannedCutoffPerQuery);
  }
  athena.destroy();
  await endpoint.close();
  expect(seen).toEqual([undefined, undefined, 10_000_000, 10_000_000, 10_000_000, 20_000_000]);
});
