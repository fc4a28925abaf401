import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';

import type { InjectedFaults } from './queries/fault-injection.ts';

import { openEngine } from './lake/engine.ts';
import { openScanEstimator } from './lake/scan-estimate.ts';
import { catalogOperations } from './operations/catalog-operations.ts';
import { preparedOperations } from './operations/prepared-operations.ts';
import { queryOperations } from './operations/query-operations.ts';
import { workgroupOperations } from './operations/workgroup-operations.ts';
import { openWorkgroups } from './operations/workgroups.ts';
import { listen } from './protocol/http.ts';
import { answerCalls, isAthenaCall } from './protocol/protocol.ts';
import { openExecutionQueue } from './queries/execution-queue.ts';
import { answerFaultInjection, isFaultInjectionCall, openFaultInjection } from './queries/fault-injection.ts';
import { openPreparedStatements } from './queries/prepared-statements.ts';
import { createQueryCompiler } from './queries/query-compiler.ts';
import { openS3 } from './s3/s3.ts';
import { openS3Objects } from './s3/s3-objects.ts';
import { openTemporaryFolder } from './temporary-folder.ts';

/** The options of an embedded Athena. */
export type AthenaServerOptions = {
  /** The folder of the lake, whose subfolders are tables. */
  readonly lake: string;
  /** The port to listen on; 0, the default, for any free one. */
  readonly port?: number;
  /** The memory of DuckDB, `512MB` by default. The process needs about 200 MB more. */
  readonly memory?: string;
  /** How many queries run at a time; 25 by default. */
  readonly concurrency?: number;
  /** How many queries may wait, 200 by default; further ones are refused with TooManyRequestsException. */
  readonly queueLength?: number;
  /** The most bytes that a query of the primary workgroup may scan; no limit by default. */
  readonly cutoffBytes?: number;
  /** The faults to simulate from the start; `PUT /_faults` replaces them. */
  readonly faults?: Partial<InjectedFaults>;
  /** Called with every error that is a bug of this server; clients are told only that there was one. Logs to the console by default. */
  readonly onBug?: (error: unknown) => void;
};

/** A running embedded Athena; `close` stops its queries and removes what they left. */
export type AthenaServer = { readonly url: string; close(): Promise<void> };

const KEPT_QUERIES = 5000;

const OBJECT_BYTES = 1 << 30;

const OUTPUT_LOCATION = 's3://athena-results/';

/**
 * Serves Athena and S3 over a lake at one address on 127.0.0.1, for any AWS client. Credentials are not checked. Rejects with a
 * UserError when there is no such folder or the port is in use.
 */
export async function openAthena({
  lake,
  port = 0,
  memory = '512MB',
  concurrency = 25,
  queueLength = 200,
  cutoffBytes,
  faults,
  onBug = console.error,
}: AthenaServerOptions): Promise<AthenaServer> {
  const folder = await openTemporaryFolder();
  const closers: (() => Promise<void> | void)[] = [folder.close];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const objects = openS3Objects(folder.path, { limitBytes: OBJECT_BYTES });
    const engine = await openEngine(lake, { memory, scratch: join(folder.path, 'scratch') });
    closers.push(engine.close);
    const faultInjection = openFaultInjection(faults);
    const compiler = createQueryCompiler();
    const prepared = openPreparedStatements();
    const executions = openExecutionQueue(
      { engine, compiler, estimateScan: openScanEstimator(engine), objects, prepared, faults: faultInjection, onBug },
      { concurrency, queueLength, kept: KEPT_QUERIES },
    );
    closers.push(executions.close);
    const workgroups = openWorkgroups({ cutoffBytes, outputLocation: OUTPUT_LOCATION });
    const athena = answerCalls(
      {
        ...queryOperations({ engine, compiler, executions, workgroups, objects }),
        ...workgroupOperations(workgroups),
        ...catalogOperations(engine),
        ...preparedOperations(prepared, workgroups),
      },
      faultInjection,
    );
    const s3 = openS3(objects);
    const route = (request: IncomingMessage) => {
      if (isAthenaCall(request)) return athena;
      return isFaultInjectionCall(request) ? answerFaultInjection(faultInjection) : s3;
    };
    await engine.refresh();
    const server = await listen(port, (request, response) => route(request)(request, response), onBug);
    closers.push(server.close);
    return { url: server.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
