import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';

import type { Schema } from './schema.ts';

import { cachedCheck } from '../answer/runs/cached-check.ts';

const CHECK_MS = 2000;

/** An outcome is good for so long, in milliseconds. */
const KEPT_MS = 2000;

/** The row that is written to see whether anything can be. */
const ROW = 'owlpost health check';

/**
 * Creates a check that writes a row. It resolves to why nothing can be stored, such as a full disk or a database that
 * does not answer within two seconds, or to undefined.
 */
export function openHealth(database: Kysely<Schema>, now?: () => number): () => Promise<string | undefined> {
  const check = () => Promise.race([write(database), sleep(CHECK_MS, 'the store is silent', { ref: false })]);
  return cachedCheck(check, KEPT_MS, now);
}

async function write(database: Kysely<Schema>): Promise<string | undefined> {
  const at = Date.now();
  try {
    await database
      .insertInto('seen')
      .values({ id: ROW, at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
      .execute();
    return undefined;
  } catch (error) {
    const { message, code } = error as { message?: string; code?: string };
    return `the store cannot be written (${message || code})`;
  }
}
