import { createHash } from 'node:crypto';
import { z } from 'zod';

import type { Digest } from './digest.ts';
import type { SubscriptionStore } from './subscriptions.ts';

import { isCron } from './digest.ts';

/** What people have decided in Slack of a digest that stands in git. */
export type DigestChange = {
  /** Undefined for one that was stopped. */
  readonly cron?: string | undefined;
  /** The id of the person who has decided it. */
  readonly by: string;
};

/** Declared digests, and what was decided of them. A decision counts until its digest is written otherwise in `digests.yml`. */
export type DigestChanges = {
  /** Reads the decisions anew, as other instances may have made some. */
  readonly refresh: () => Promise<void>;
  /** The digests as they come: without those that were stopped, and the others as often as was decided. */
  readonly current: () => readonly Digest[];
  /** A digest as it is declared, whatever was decided of it; undefined when there is none of that name. */
  readonly findDeclared: (name: string) => Digest | undefined;
  /** What was decided of a digest; undefined when nothing was, or it was written otherwise since. */
  readonly find: (name: string) => DigestChange | undefined;
  readonly put: (name: string, change: DigestChange) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
};

const OWNER = 'digest changes';

const STORED = z.object({ cron: z.string().refine(isCron).optional(), by: z.string(), of: z.string() });

type Stored = z.infer<typeof STORED>;

/** Opens the decisions in a store about the digests that `declared` returns. What is stored and cannot be read is left out. */
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
