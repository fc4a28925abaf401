import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';

/** Keeps which requests were taken, so that one that Slack delivers again is ignored. */
export type Claims = {
  /** Takes a request by its id; resolves to false when it was taken before, by this process or another. */
  readonly claim: (id: string) => Promise<boolean>;
};

/** How long the store may take to say whether another instance took a request, in milliseconds: a form has 3 s in all. */
const STORE_PATIENCE = 500;

const IDS = 5000;

/**
 * Creates the claims of one process. `claimInStore` resolves to whether the id was new to all instances; when it
 * fails or is late, the request is served.
 */
export function openClaims(claimInStore: (id: string) => Promise<boolean>, { log }: { log: Logger }): Claims {
  const taken = new LRUCache<string, true>({ max: IDS });
  return {
    claim: async (id) => {
      if (taken.has(id)) return false;
      taken.set(id, true);
      const isNew = claimInStore(id).catch((error) => {
        log.warn({ error }, 'the store could not tell whether a request was taken');
        return true;
      });
      return Promise.race([isNew, sleep(STORE_PATIENCE, true, { ref: false })]);
    },
  };
}
