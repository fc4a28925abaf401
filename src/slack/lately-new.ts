import type { TextMemory } from '../answer/text-memory.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { CatalogueNews, CatalogueRecord } from '../catalogue/catalogue-news.ts';

import { DAY_MS } from '../calendar/durations.ts';
import { newsOf, recordCatalogue } from '../catalogue/catalogue-news.ts';

/** Tells what is new in the catalogue. */
export type LatelyNew = {
  /** Stores what can be asked now, so that what is added later counts as new. */
  readonly record: () => Promise<void>;
  /** Lists what is new to an asker, of the last two weeks, the newest first. `own` is the asker's catalogue. */
  readonly newsFor: (own: Catalogue) => Promise<readonly CatalogueNews[]>;
};

/** For so long something is new, in milliseconds. */
const NEW_MS = 14 * DAY_MS;

/** A record is written again after so long, in milliseconds, so that the memory does not forget it. */
const REWRITE_MS = DAY_MS;

const KEY = 'catalogue/record';

/** Creates the news of a catalogue. `memory` keeps the record for all instances. */
export function openLatelyNew({
  catalogue,
  memory,
  now,
}: {
  readonly catalogue: () => Catalogue;
  readonly memory: TextMemory;
  readonly now: () => Date;
}): LatelyNew {
  let writtenAt = Number.NEGATIVE_INFINITY;
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const record = async (): Promise<CatalogueRecord> => {
    const at = now().getTime();
    const before = await memory.get(KEY);
    const recorded = recordCatalogue(catalogue(), before === undefined ? undefined : JSON.parse(before), dayOf(at));
    const text = JSON.stringify(recorded);
    if (text === before && at - writtenAt < REWRITE_MS) return recorded;
    await memory.put(KEY, text);
    writtenAt = at;
    return recorded;
  };
  return {
    record: async () => void (await record()),
    newsFor: async (own) => {
      const since = dayOf(now().getTime() - NEW_MS);
      return newsOf(own, await record(), { since, isWhole: own === catalogue() });
    },
  };
}
