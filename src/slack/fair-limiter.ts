import { UserError } from '../error.ts';

/** Lets so much work run at once; the rest waits, and the people who wait take turns. Settles as the work does. */
export type FairLimiter = <T>(person: string, work: () => Promise<T>) => Promise<T>;

/**
 * Opens a limiter for `running` pieces of work at once. Between two pieces everything else of the process has its turn, so
 * that requests are acknowledged however much waits. Work beyond `waiting` others is refused with a UserError.
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
