import { UserError } from '../../error.ts';

/** Runs a limited number of tasks at once; when others wait, the next task is of another person. Settles as the task does. */
export type FairLimiter = <T>(person: string, work: () => Promise<T>) => Promise<T>;

/**
 * Creates a limiter for `running` tasks at once. It yields to the event loop between two tasks, so that requests are
 * acknowledged however many wait. A task that would be the `waiting`+1st to wait is refused with a UserError.
 */
export function openFairLimiter({ running, waiting }: { running: number; waiting: number }): FairLimiter {
  const byPerson = new Map<string, (() => void)[]>(); // whose turn is next comes first
  let [active, queued] = [0, 0];

  const takeTurn = (person: string): Promise<void> => {
    queued += 1;
    return new Promise((resolve) => {
      const own = byPerson.get(person);
      if (own) own.push(resolve);
      else byPerson.set(person, [resolve]);
    });
  };

  /** Gives the place of work that has ended to the next person. */
  const handOn = (): void => {
    const [next] = byPerson;
    if (!next) {
      active -= 1;
      return;
    }
    const [person, [start, ...others]] = next;
    byPerson.delete(person);
    if (others.length > 0) byPerson.set(person, others);
    queued -= 1;
    setImmediate(start!);
  };

  return async (person, work) => {
    if (active < running) active += 1;
    else if (queued < waiting) await takeTurn(person);
    else throw new UserError(`${waiting} questions wait already: ask again in a few minutes`, { isTemporary: true });
    try {
      return await work();
    } finally {
      handOn();
    }
  };
}
