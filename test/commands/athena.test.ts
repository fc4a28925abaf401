import { AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { expect, test } from 'vitest';

import { ownLake } from '../support/own-lake.ts';
import { runCommand, startProgram, temporaryFolder } from '../support/program.ts';

const DATA = temporaryFolder();

const _owlpost = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runCommand(args, { OWLPOST_DATA: DATA, ...settings });

test('owlpost athena serves any AWS client, on a lake of one’s own', async () => {
  const program = await startProgram(
    ['athena', '--port', '0', '--lake', ownLake()],
    { OWLPOST_DATA: DATA },
    /^Athena and S3 on (\S+)$/,
  );
  const client = new AthenaClient({
    endpoint: program.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const { QueryExecutionId } = await client.send(new StartQueryExecutionCommand({ QueryString: 'SELECT 1' }));
  const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
  expect(QueryExecution?.Query).toBe('SELECT 1');
  client.destroy();
  expect(await program.stop()).toBe(0);
});
