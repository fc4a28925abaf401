import type { Asked } from '../answer/context.ts';

import { UserError } from '../error.ts';

/** Runs a limited number of tasks at once; the others wait in a queue. */
export type RunQueue = {
  /** Runs a task when it is its turn; settles as the task does. */
  readonly run: <T>(signal: AbortSignal, asked: Asked | undefined, work: () => Promise<T>) => Promise<T>;
  /** Returns how many tasks wait. */
  readonly waiting: () => number;
};

/** Work that waits. Whose turn is lowest comes first; of the same turn, who came first. */
type Waiting = { readonly turn: number; readonly isDigest: boolean; readonly start: () => void };

/**
 * Creates a queue for `running` tasks at once. People and channels take turns, and digests come after people: each
 * further task of the same person or channel waits a turn longer, but none waits for ever. A waiting task leaves,
 * with the signal's reason, when its signal aborts. Its asker is told its position. A task that would be the
 * `waiting`+1st to wait is refused with a UserError.
 */
export function openRunQueue({ running, waiting }: { running: number; waiting: number }): RunQueue {
  const queue = new Set<Waiting>();
  const turns = openTurns();
  let active = 0;

  const takeTurn = (signal: AbortSignal, asked: Asked | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = () => {
        queue.delete(entry);
        reject(signal.reason);
      };
      const start = () => {
        queue.delete(entry);
        signal.removeEventListener('abort', leave);
        turns.started(entry.turn);
        resolve();
      };
      const entry: Waiting = { turn: turns.next(asked), isDigest: asked?.isDigest === true, start };
      asked?.onQueued?.([...queue].filter((other) => isBefore(other, entry) || isLevel(other, entry)).length + 1);
      queue.add(entry);
      signal.addEventListener('abort', leave, { once: true });
    });

  const handOn = (): void => {
    let next: Waiting | undefined;
    for (const entry of queue) if (!next || isBefore(entry, next)) next = entry;
    if (next) next.start();
    else active -= 1;
    if (active === 0) turns.reset();
  };

  const run: RunQueue['run'] = async (signal, asked, work) => {
    signal.throwIfAborted();
    if (active >= running) {
      if (queue.size >= waiting) {
        throw new UserError(`${waiting} queries wait for Athena already; ask again in a minute`, { isTemporary: true });
      }
      await takeTurn(signal, asked); // whoever ends hands its place on, so that nobody comes in between
    } else {
      active += 1;
      turns.started(turns.next(asked));
    }
    try {
      return await work();
    } finally {
      handOn();
    }
  };

  return { run, waiting: () => queue.size };
}

function isBefore(left: Waiting, right: Waiting): boolean {
  if (left.isDigest !== right.isDigest) return right.isDigest;
  return left.turn < right.turn;
}

function isLevel(left: Waiting, right: Waiting): boolean {
  return left.isDigest === right.isDigest && left.turn === right.turn;
}

/**
 * Gives out turns as start-time fair queueing does: a piece begins after the last one of its person and of its channel, and
 * not before what has started by now. https://doi.org/10.1109/90.649569
 */
function openTurns() {
  const lastOf = new Map<string, number>();
  let current = 0;
  return {
    next: (asked: Asked | undefined): number => {
      const person = asked ? [`person/${asked.person}`] : [];
      const owners = asked?.channel === undefined ? person : [...person, `channel/${asked.channel}`];
      const turn = Math.max(current, ...owners.map((owner) => (lastOf.get(owner) ?? -1) + 1));
      for (const owner of owners) lastOf.set(owner, turn);
      return turn;
    },
    started: (turn: number): void => {
      current = Math.max(current, turn);
    },
    /** Resets all turns, once nothing runs or waits. */
    reset: (): void => {
      lastOf.clear();
      current = 0;
    },
  };
}
