import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Table } from '../../table/table.ts';
import type { Announcement } from '../context.ts';
import type { ClaimedRun, KnownRun, KnownRuns } from './known-runs.ts';

import { openSharedRuns } from './shared-runs.ts';

/** Lets this instance use runs of other instances over one store, and its own from before a restart. */
export type RunsElsewhere = {
  /**
   * The result of a run that is known and good enough: at once when it has ended, else as soon as it ends. Undefined when
   * there is none, or its result cannot be had.
   */
  readonly look: (key: string, signal: AbortSignal, wanted: WantedRun) => Promise<FoundRun | undefined>;
  /** Stores a run of this instance for others, unless another run that can be used is stored when its turn has come. */
  readonly announce: (key: string, run: Omit<ClaimedRun, 'after'>, wanted: WantedRun) => AnnouncedRun;
  /** Makes all instances ignore the runs of a query that were begun before. */
  readonly forget: (query: string) => void;
};

/** Which runs can be used. */
export type WantedRun = { readonly isGood: (run: KnownRun) => boolean };

/** A result that another instance has computed. */
export type FoundRun = Pick<KnownRun, 'ranAt' | 'asOf'> & { readonly table: Table };

/** A run that is stored for others. */
export type AnnouncedRun = Announcement & {
  /** Deletes it, as its result cannot be used by others. */
  readonly withdraw: () => Promise<void>;
  /** Deletes it when it was not started yet and its askers have left; others may wait for a started one. */
  readonly abandon: () => Promise<void>;
};

/** What came of reading a known run. `after` is the token of one that is not good enough. */
type ReadRun = { readonly found?: FoundRun; readonly after?: string | undefined };

/** What runs are shared with. */
export type RunsElsewhereOptions = {
  readonly knownRuns: KnownRuns;
  /** Names the Athena, the catalogue and the database that are asked; runs on another data source are not used. */
  readonly dataSource: string;
  /**
   * Waits for a run by Athena's id and reads its result; undefined when there is none. When the signal aborts, the run is
   * stopped if `leave` says so.
   */
  readonly follow: (
    executionId: string,
    signal: AbortSignal,
    leave: Announcement['leave'],
  ) => Promise<Table | undefined>;
  /** Called with a failure of the store, which stops no question. */
  readonly onFault: (error: unknown) => void;
};

/** In milliseconds: how long another instance may take to start what it has claimed, and how often that is looked at. */
const START_MS = { patience: 2000, every: 100 } as const;

/** So often a run is claimed again when others were quicker; then it runs unknown to them. */
const CLAIMS = 3;

/** Creates the sharing of runs between instances over one store. */
export function openRunsElsewhere(options: RunsElsewhereOptions): RunsElsewhere {
  const { knownRuns, onFault } = options;
  const looks = openSharedRuns<FoundRun | undefined>();
  let forgetting: Promise<void> = Promise.resolve();
  const keyIn = (key: string) => createHash('sha256').update(`${options.dataSource}\n${key}`).digest('hex'); // it holds values

  const read = async (key: string, signal: AbortSignal, { isGood }: WantedRun): Promise<ReadRun> => {
    await forgetting;
    const known = await knownRuns.find(key);
    if (!known || !isGood(known)) return { after: known?.token };
    const { ranAt, asOf } = known;
    const table = await readKnown(key, known, signal, options);
    return table ? { found: { table, ranAt, asOf } } : {};
  };

  return {
    look: (given, asker, wanted) => {
      const key = keyIn(given);
      return looks.run(given, asker, async (signal) => {
        const outcome = await read(key, signal, wanted).catch((error) => unlessAborted(error, signal, onFault));
        return outcome?.found;
      });
    },
    announce: (given, run, wanted) => announced(keyIn(given), run, { ...options, read, wanted }),
    forget: (query) => {
      looks.detach((key) => key.startsWith(`${query}\n`));
      forgetting = forgetting.then(() => knownRuns.forget(query)).catch(onFault);
    },
  };
}

/** What one run is announced with. */
type AnnounceOptions = RunsElsewhereOptions & {
  readonly read: (key: string, signal: AbortSignal, wanted: WantedRun) => Promise<ReadRun>;
  readonly wanted: WantedRun;
};

function announced(
  key: string,
  run: Omit<ClaimedRun, 'after'>,
  { knownRuns, read, wanted, onFault }: AnnounceOptions,
): AnnouncedRun {
  let token: string | undefined;
  let isStarted = false;

  const withdraw = async () => {
    if (token) await knownRuns.withdraw(key, token).catch(onFault);
  };

  const begin = async (signal: AbortSignal): Promise<Table | undefined> => {
    for (let attempt = 0; attempt < CLAIMS; attempt++) {
      const { found, after } = await read(key, signal, wanted);
      if (found) return { ...found.table, scannedBytes: 0, reused: true, ranAt: found.ranAt };
      token = await knownRuns.claim(key, { ...run, after });
      if (token) return undefined;
    }
    return undefined;
  };

  return {
    begin: (signal) => begin(signal).catch((error) => unlessAborted(error, signal, onFault)),
    started: (executionId) => {
      isStarted = true;
      if (token) knownRuns.start(key, token, executionId).catch(onFault);
    },
    leave: async () => {
      if (!token) return true;
      return knownRuns.leave(key, token).catch((error) => {
        onFault(error);
        return true;
      });
    },
    withdraw,
    abandon: async () => {
      if (!isStarted) await withdraw();
    },
  };
}

/** The result of a run that is known; one whose result cannot be had is forgotten. */
async function readKnown(
  key: string,
  known: KnownRun,
  signal: AbortSignal,
  { knownRuns, follow }: RunsElsewhereOptions,
): Promise<Table | undefined> {
  const { token } = known;
  const executionId = known.executionId ?? (await startedId(key, known, signal, knownRuns));
  if (executionId !== undefined && (await knownRuns.join(key, token))) {
    const table = await follow(executionId, signal, () => knownRuns.leave(key, token));
    if (table) return table;
  }
  await knownRuns.withdraw(key, token);
  return undefined;
}

/** Athena's id of a run that is being started; undefined when it is not started soon. */
async function startedId(
  key: string,
  { token }: KnownRun,
  signal: AbortSignal,
  knownRuns: KnownRuns,
): Promise<string | undefined> {
  const end = performance.now() + START_MS.patience; // by our own clock, as that of the other may be wrong
  while (performance.now() < end) {
    await sleep(START_MS.every, undefined, { signal });
    const known = await knownRuns.find(key);
    if (known?.token !== token) return undefined;
    if (known.executionId !== undefined) return known.executionId;
  }
  return undefined;
}

/** Passes over what went wrong in the store; rejects with the signal's reason once that has aborted. */
function unlessAborted(error: unknown, signal: AbortSignal, onFault: (error: unknown) => void): undefined {
  signal.throwIfAborted();
  onFault(error);
}
