import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GetQueryResultsCommandOutput, QueryExecution, StartQueryExecutionInput } from '@aws-sdk/client-athena';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DuckDBInstance } from '@duckdb/node-api';

import type { Athena, AthenaOptions } from '../../src/athena/client.ts';
import type { AthenaServerOptions } from '../../src/local/athena/server.ts';

import { openAthenaClient } from '../../src/athena/client.ts';
import { openAthena } from '../../src/local/athena/server.ts';

/** How often a client looks whether its query has ended, in milliseconds. */
const LOOK_MS = 5;

export type Asked = {
  readonly execution: QueryExecution;
  /** Everything that was answered, the header row too. */
  readonly rows: (string | null)[][];
  readonly types: string[];
  readonly results?: GetQueryResultsCommandOutput;
};

/** The bot's own client of a bench's Athena. */
export function openBenchClient({ url }: { readonly url: string }, options: Partial<AthenaOptions> = {}): Athena {
  return openAthenaClient({
    database: 'default',
    region: 'eu-west-1',
    endpoint: url,
    s3Endpoint: url,
    output: 's3://owlpost/results/',
    credentials: { accessKeyId: 'anyone', secretAccessKey: 'anything' },
    log: { debug() {}, warn() {} },
    ...options,
  });
}

export type Bench = Awaited<ReturnType<typeof openBench>>;

/** A server over a lake of these files (text of CSV, or SQL for a Parquet file), with the vendors' own clients. */
export async function openBench(files: Readonly<Record<string, string>>, options: Partial<AthenaServerOptions> = {}) {
  const lake = options.lake ?? (await mkdtemp(join(tmpdir(), 'lake-')));
  await writeLake(lake, files);
  const server = await openAthena({ lake, ...options });
  const clientOptions = {
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'anyone', secretAccessKey: 'anything' },
    maxAttempts: 1,
  };
  const athena = new AthenaClient(clientOptions);
  const s3 = new S3Client({ ...clientOptions, forcePathStyle: true });

  async function start(sql: string, input: Partial<StartQueryExecutionInput> = {}): Promise<string> {
    const { QueryExecutionId } = await athena.send(new StartQueryExecutionCommand({ QueryString: sql, ...input }));
    return QueryExecutionId!;
  }

  async function finish(id: string): Promise<QueryExecution> {
    for (;;) {
      const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
      if (['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(QueryExecution?.Status?.State ?? '')) return QueryExecution!;
      await sleep(LOOK_MS); // looked at without a pause, the server would have no processor left to answer with
    }
  }

  return {
    ...server,
    lake,
    athena,
    s3,
    start,
    finish,
    async ask(sql: string, input: Partial<StartQueryExecutionInput> = {}): Promise<Asked> {
      const execution = await finish(await start(sql, input));
      if (execution.Status?.State !== 'SUCCEEDED') return { execution, rows: [], types: [] };
      const results = await athena.send(new GetQueryResultsCommand({ QueryExecutionId: execution.QueryExecutionId! }));
      const { Rows = [], ResultSetMetadata } = results.ResultSet ?? {};
      return {
        execution,
        results,
        rows: Rows.map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue ?? null)),
        types: ResultSetMetadata?.ColumnInfo?.map(({ Type }) => Type!) ?? [],
      };
    },
    /** The text of an object by its `s3://` address. */
    async read(address: string): Promise<string> {
      const [, Bucket, Key] = address.match(/^s3:\/\/([^/]+)\/(.*)$/)!;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return await Body!.transformToString();
    },
    async close(): Promise<void> {
      athena.destroy();
      s3.destroy();
      await server.close();
      if (!options.lake) await rm(lake, { recursive: true, force: true });
    },
  };
}

/** Files by their path in the lake: a `.parquet` one is what its SQL selects, any other is its text. */
export async function writeLake(lake: string, files: Readonly<Record<string, string>>): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const [name, content] of Object.entries(files)) {
    const path = join(lake, name);
    await mkdir(dirname(path), { recursive: true });
    if (name.endsWith('.parquet') && /^select|^from/i.test(content)) {
      await connection.run(`COPY (${content}) TO '${path}' (FORMAT parquet)`);
    } else await writeFile(path, content);
  }
  connection.closeSync();
  instance.closeSync();
}
