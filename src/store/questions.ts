import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';

import type { OpenQuestion, OpenQuestions } from '../answer/open-question.ts';
import type { Schema } from './schema.ts';

const LEASE_MS = 60_000;

/** Opens the table of open questions for one process. */
export function openQuestions(database: Kysely<Schema>, now: () => number = Date.now): OpenQuestions {
  const instance = randomUUID();
  return {
    begin: async ({ user, channel, thread, ts, text, attempt = 1 }) => {
      const id = randomUUID();
      const place = { channel, thread: thread ?? null, ts: ts ?? null };
      const row = { id, instance, person: user, ...place, question: text, attempt, lease_until: now() + LEASE_MS };
      await database.insertInto('questions').values(row).execute();
      return id;
    },
    setMessage: async (id, ts) => {
      await database.updateTable('questions').set({ ts }).where('id', '=', id).execute();
    },
    end: async (id) => {
      await database.deleteFrom('questions').where('id', '=', id).execute();
    },
    leave: async (id) => {
      const left = { instance: '', lease_until: 0 };
      await database.updateTable('questions').set(left).where('id', '=', id).execute();
    },
    renew: async () => {
      const lease_until = now() + LEASE_MS;
      await database.updateTable('questions').set({ lease_until }).where('instance', '=', instance).execute();
    },
    takeAbandoned: async () => {
      const rows = await database
        .deleteFrom('questions')
        .where('lease_until', '<', now())
        .where('instance', '!=', instance)
        .returningAll()
        .execute();
      return rows.map(questionOf);
    },
  };
}

function questionOf({ person, channel, thread, ts, question, attempt }: Selectable<Schema['questions']>): OpenQuestion {
  return { user: person, channel, thread: thread ?? undefined, ts: ts ?? undefined, text: question, attempt };
}
