import type { QueryExecution } from '@aws-sdk/client-athena';
import type { BaseLogger } from 'pino';

import type { Announcement } from '../answer/context.ts';
import type { Table } from '../table/table.ts';
import type { Executions } from './executions.ts';
import type { InFlight } from './in-flight.ts';

import { failureOf } from './failure.ts';

/**
 * Waits for a run by Athena's id and reads its result. Resolves to undefined when the run did not succeed, or its result
 * is not there any more. When the signal aborts, the run is stopped if `leave` says so.
 */
export type Follow = (id: string, signal: AbortSignal, leave: Announcement['leave']) => Promise<Table | undefined>;

/** What runs are followed with. */
export type FollowOptions = {
  readonly executions: Pick<Executions, 'follow' | 'abandon'>;
  readonly inFlight: Pick<InFlight, 'run'>;
  readonly read: (execution: QueryExecution, signal: AbortSignal) => Promise<Table>;
  readonly log: Pick<BaseLogger, 'debug'>;
};

/** Creates a function that follows runs; `read` reads the result of one that has succeeded. */
export function openFollow({ executions, inFlight, read, log }: FollowOptions): Follow {
  return async (id, asker, leave) => {
    let isFollowed = false;
    const work = async (signal: AbortSignal): Promise<Table | undefined> => {
      isFollowed = true;
      try {
        const execution = await executions.follow(id, signal, leave);
        return failureOf(execution) ? undefined : await read(execution, signal);
      } catch (error) {
        signal.throwIfAborted();
        log.debug({ error, id }, 'the result of an earlier run cannot be read');
        return undefined;
      }
    };
    try {
      return await inFlight.run(asker, work);
    } finally {
      if (!isFollowed) executions.abandon(id, leave); // its asker had left already
    }
  };
}
