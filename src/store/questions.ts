import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';

import type { Schema } from './schema.ts';

/** A question that was asked and is not answered yet. */
export type OpenQuestion = {
  readonly user: string;
  readonly channel: string;
  /** The first `ts` of the thread that it was asked in. */
  readonly thread?: string | undefined;
  /** The message that says that it is worked on, once there is one. */
  readonly ts?: string | undefined;
  readonly text: string;
};

/** The questions that are being answered, so that those of a process that died are not forgotten. */
export type Questions = {
  /** Enters a question; resolves to its id. */
  readonly begin: (question: OpenQuestion) => Promise<string>;
  /** Notes the message that says that a question is worked on. */
  readonly place: (id: string, ts: string) => Promise<void>;
  /** Strikes out a question that was answered, or whose asker was told why not. */
  readonly end: (id: string) => Promise<void>;
  /** Says that this process still works on its questions. To be called every 20 s. */
  readonly renew: () => Promise<void>;
  /** Takes the questions whose process has not said so for a minute; each is given to one caller only. */
  readonly takeAbandoned: () => Promise<readonly OpenQuestion[]>;
};

const LEASE_MS = 60_000;

/** Opens the table of open questions for one process. */
export function openQuestions(database: Kysely<Schema>, now: () => number = Date.now): Questions {
  const instance = randomUUID();
  return {
    begin: async ({ user, channel, thread, ts, text }) => {
      const id = randomUUID();
      const place = { channel, thread: thread ?? null, ts: ts ?? null };
      const row = { id, instance, person: user, ...place, question: text, lease_until: now() + LEASE_MS };
      await database.insertInto('questions').values(row).execute();
      return id;
    },
    place: async (id, ts) => {
      await database.updateTable('questions').set({ ts }).where('id', '=', id).execute();
    },
    end: async (id) => {
      await database.deleteFrom('questions').where('id', '=', id).execute();
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

function questionOf({ person, channel, thread, ts, question }: Selectable<Schema['questions']>): OpenQuestion {
  return { user: person, channel, thread: thread ?? undefined, ts: ts ?? undefined, text: question };
}
