/** Runs tasks with the same key one at a time, in the order called; tasks with different keys run in parallel. Settles as the task does. */
export type KeyedQueue = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** Creates an empty queue. A task that fails does not stop those after it. */
export function createKeyedQueue(): KeyedQueue {
  const lastByKey = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const before = lastByKey.get(key) ?? Promise.resolve();
    const current = before.then(task, task);
    lastByKey.set(key, current);
    const forget = () => {
      if (lastByKey.get(key) === current) lastByKey.delete(key);
    };
    current.then(forget, forget);
    return current;
  };
}
