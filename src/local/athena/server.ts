import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Faults } from './fault.ts';

import { catalogOperations } from './catalog-operations.ts';
import { openEngine } from './engine.ts';
import { openExecutions } from './executions.ts';
import { answerFaults, isFaultCall, openFaults } from './fault.ts';
import { listen } from './http.ts';
import { openJournal } from './journal.ts';
import { openObjects } from './objects.ts';
import { openPreparedStatements } from './prepared.ts';
import { preparedOperations } from './prepared-operations.ts';
import { answerCalls, isAthenaCall } from './protocol.ts';
import { queryOperations } from './query-operations.ts';
import { openS3 } from './s3.ts';
import { openMeter } from './scan.ts';
import { workgroupOperations } from './workgroup-operations.ts';
import { openWorkgroups } from './workgroups.ts';

export type AthenaServerOptions = {
  /** The lake's folder: each subfolder is a table. */
  readonly lake: string;
  /** 0 is any free one. */
  readonly port?: number;
  /** Where results and other objects are kept; a temporary folder that goes with the server when there is none. */
  readonly state?: string;
  /** DuckDB's own limit. The process needs about 200 MB more. */
  readonly memory?: string;
  /** So many queries run at a time, so many may wait. */
  readonly concurrency?: number;
  readonly queueLength?: number;
  /** Objects beyond this are removed, the oldest first. */
  readonly objectBytes?: number;
  /** The primary workgroup's limit for one query; none by default. */
  readonly cutoffBytes?: number;
  /** What goes wrong from the start; it can be changed by `PUT /_faults`. */
  readonly faults?: Partial<Faults>;
  /** Is told, whole, what no client should ever see. */
  readonly onBug?: (error: unknown) => void;
};

export type AthenaServer = { readonly url: string; close(): Promise<void> };

/** The engine is named so that nobody takes its numbers for a region's own. */
const ENGINE_VERSION = {
  SelectedEngineVersion: 'AUTO',
  EffectiveEngineVersion: 'Owlpost embedded engine (DuckDB 1.5)',
};
const KEPT_QUERIES = 5000;
const OUTPUT_LOCATION = 's3://athena-results/';

/** Athena and S3 on this machine's loopback, for any AWS client; both at one address. Credentials are not looked at. */
export async function openAthena({
  lake,
  port = 0,
  state,
  memory = '512MB',
  concurrency = 4,
  queueLength = 200,
  objectBytes = 1 << 30,
  cutoffBytes,
  faults,
  onBug = console.error,
}: AthenaServerOptions): Promise<AthenaServer> {
  const folder = state ?? (await makeTemporaryFolder());
  const scratch = join(folder, 'scratch');
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });

  const objects = await openObjects(join(folder, 'objects'), { limitBytes: objectBytes });
  const engine = await openEngine(lake, { memory, scratch });
  const faultBox = openFaults(faults);
  const prepared = openPreparedStatements();
  const journal = openJournal(join(folder, 'queries.jsonl'), { kept: KEPT_QUERIES });
  const executions = openExecutions(
    { engine, meter: openMeter(engine), objects, prepared, faults: faultBox, onBug },
    { journal, concurrency, queueLength, kept: KEPT_QUERIES },
  );
  const workgroups = openWorkgroups({ cutoffBytes, outputLocation: OUTPUT_LOCATION });
  const athena = answerCalls(
    {
      ...queryOperations({ engine, executions, workgroups, objects, engineVersion: ENGINE_VERSION }),
      ...workgroupOperations(workgroups, ENGINE_VERSION),
      ...catalogOperations(engine),
      ...preparedOperations(prepared, workgroups),
    },
    faultBox,
  );
  const s3 = openS3(objects);
  const server = await listen(
    port,
    (request, response) => {
      const handle = isAthenaCall(request) ? athena : isFaultCall(request) ? answerFaults(faultBox) : s3;
      return handle(request, response);
    },
    { onBug },
  );
  await engine.refresh();
  return {
    url: server.url,
    async close() {
      await server.close();
      await executions.close();
      engine.close();
      await rm(state ? scratch : folder, { recursive: true, force: true });
    },
  };
}

const TEMPORARY = /^owlpost-athena-(\d+)-/;

/** A folder named after this process; those of processes that were killed are removed. */
async function makeTemporaryFolder(): Promise<string> {
  for (const name of await readdir(tmpdir())) {
    const [, owner] = name.match(TEMPORARY) ?? [];
    if (owner && !isAlive(Number(owner))) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
  return await mkdtemp(join(tmpdir(), `owlpost-athena-${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's
  }
}
