import { UserError } from '../../error.ts';
import { progressWords } from '../words.ts';

/** Runs a limited number of tasks at once; when others wait, the next task is of another person. Settles as the task does. */
export type FairLimiter = <T>(person: string, work: () => Promise<T>) => Promise<T>;

/** A number of tasks: of all people together, and of one person. */
export type FairLimit = { readonly all: number; readonly person: number };

type Tasks = { running: number; readonly waiting: (() => void)[] };

/**
 * Creates a limiter by which at most `running` tasks run at once and at most `waiting` wait. It yields to the event loop
 * between two tasks, so that requests are acknowledged however many wait. A task beyond that is refused with a UserError.
 */
export function openFairLimiter({ running, waiting }: { running: FairLimit; waiting: FairLimit }): FairLimiter {
  const byPerson = new Map<string, Tasks>(); // whose turn is next comes first
  let [active, queued] = [0, 0];

  const isFree = ({ running: own }: Tasks): boolean => active < running.all && own < running.person;

  const putLast = (person: string, tasks: Tasks): void => {
    byPerson.delete(person);
    byPerson.set(person, tasks);
  };

  const begin = (person: string, tasks: Tasks): void => {
    active += 1;
    tasks.running += 1;
    putLast(person, tasks);
  };

  const takeTurn = (person: string, tasks: Tasks): Promise<void> => {
    if (queued >= waiting.all) throw tooMany(progressWords.tooMany(waiting.all));
    if (tasks.waiting.length >= waiting.person) throw tooMany(progressWords.tooManyOfYours(waiting.person));
    if (tasks.waiting.length === 0) putLast(person, tasks);
    queued += 1;
    return new Promise((resolve) => tasks.waiting.push(resolve));
  };

  /** Lets those begin who wait and may have one more task run, one after the other. */
  const handOn = (): void => {
    for (const [person, tasks] of byPerson) {
      if (active >= running.all) return;
      if (tasks.waiting.length === 0 || !isFree(tasks)) continue;
      begin(person, tasks); // comes last, and again if there is room
      queued -= 1;
      setImmediate(tasks.waiting.shift()!);
    }
  };

  const end = (person: string, tasks: Tasks): void => {
    active -= 1;
    tasks.running -= 1;
    if (tasks.running === 0 && tasks.waiting.length === 0) byPerson.delete(person);
    handOn();
  };

  return async (person, work) => {
    const tasks = byPerson.get(person) ?? { running: 0, waiting: [] };
    if (isFree(tasks)) begin(person, tasks);
    else await takeTurn(person, tasks);
    try {
      return await work();
    } finally {
      end(person, tasks);
    }
  };
}

const tooMany = (message: string): UserError => new UserError(message, { isTemporary: true });
