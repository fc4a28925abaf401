import { createHash } from 'node:crypto';
import { z } from 'zod';

import type { Digest } from './digest.ts';
import type { SubscriptionStore } from './subscriptions.ts';

import { isCron } from './digest.ts';

/** What people decided in Slack about a digest that is declared in files. */
export type DigestChange = {
  /** Its new schedule; undefined for a digest that was stopped. */
  readonly cron?: string | undefined;
  /** The user id of who decided it. */
  readonly by: string;
};

/** The declared digests, and what people decided about them. A decision counts until its digest is changed in `digests.yml`. */
export type DigestChanges = {
  /** Reads the decisions again, as other instances may have made some. */
  readonly refresh: () => Promise<void>;
  /** Returns the digests as they are posted: without stopped ones, and with decided schedules. */
  readonly current: () => readonly Digest[];
  /** Returns a digest as it is declared, whatever was decided about it; undefined when there is none of that name. */
  readonly findDeclared: (name: string) => Digest | undefined;
  /** Returns what was decided about a digest; undefined when nothing was, or its file was changed since. */
  readonly find: (name: string) => DigestChange | undefined;
  readonly put: (name: string, change: DigestChange) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
};

const OWNER = 'digest changes';

const STORED = z.object({ cron: z.string().refine(isCron).optional(), by: z.string(), of: z.string() });

type Stored = z.infer<typeof STORED>;

/** Opens the decisions in a store about the digests that `declared` returns. What is stored but cannot be read is left out. */
export function openDigestChanges(store: SubscriptionStore, declared: () => readonly Digest[]): DigestChanges {
  let known: ReadonlyMap<string, Stored> = new Map();
  const refresh = async (): Promise<void> => {
    const stored = [...(await store.list(OWNER))].flatMap(([name, text]): [string, Stored][] => {
      const { data } = STORED.safeParse(JSON.parse(text));
      return data ? [[name, data]] : [];
    });
    known = new Map(stored);
  };
  const findDeclared = (name: string) => declared().find((digest) => digest.name === name);
  const changeOf = (digest: Digest | undefined): DigestChange | undefined => {
    const change = digest && known.get(digest.name);
    return change && change.of === hashOf(digest) ? change : undefined;
  };
  return {
    refresh,
    findDeclared,
    find: (name) => changeOf(findDeclared(name)),
    current: () =>
      declared().flatMap((digest) => {
        const change = changeOf(digest);
        if (!change) return [digest];
        return change.cron === undefined ? [] : [{ ...digest, cron: change.cron }];
      }),
    put: async (name, change) => {
      const digest = findDeclared(name);
      if (digest) await store.put(OWNER, name, JSON.stringify({ ...change, of: hashOf(digest) }));
      await refresh();
    },
    remove: async (name) => {
      await store.remove(OWNER, name);
      await refresh();
    },
  };
}

/** A hash of a digest as it is declared. */
function hashOf(digest: Digest): string {
  return createHash('sha256').update(JSON.stringify(digest)).digest('hex').slice(0, 16);
}
