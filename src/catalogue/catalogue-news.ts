import type { Catalogue } from './catalogue.ts';
import type { Query } from './query.ts';

/** When the queries of a catalogue, and what they can be asked for, were first served. Days are ISO dates. */
export type CatalogueRecord = readonly RecordedQuery[];

type RecordedQuery = {
  readonly name: string;
  readonly version: string;
  /** Missing for what was served when the record began. */
  readonly since?: string | undefined;
  /** The day on which its file was last found changed; missing when it never was. */
  readonly changed?: string | undefined;
  readonly choices: readonly { readonly name: string; readonly since?: string | undefined }[];
};

/** What is new about a query: all of it, some measures and dimensions (by their labels), or its definition. */
export type CatalogueNews = {
  readonly query: Query;
  readonly day: string;
} & (
  | { readonly kind: 'new' }
  | { readonly kind: 'extended'; readonly measures: readonly string[]; readonly dimensions: readonly string[] }
  | { readonly kind: 'changed' }
);

/**
 * Returns the record of a catalogue as it is on `day`, given the record before. Without one, everything counts as known;
 * what is no longer served is left out.
 */
export function recordCatalogue(
  { queries }: Pick<Catalogue, 'queries'>,
  before: CatalogueRecord | undefined,
  day: string,
): CatalogueRecord {
  const known = new Map(before?.map((query) => [query.name, query]));
  const sinceNow = before && day;
  return queries.map((query) => {
    const { name, version } = query;
    const own = known.get(name);
    const choices = new Map(own?.choices.map((choice) => [choice.name, choice]));
    return {
      name,
      version,
      since: own ? own.since : sinceNow,
      changed: own && own.version !== version ? day : own?.changed,
      choices: choicesOf(query).map((choice) => {
        return choices.get(choice.name) ?? { name: choice.name, since: own ? day : sinceNow };
      }),
    };
  });
}

/**
 * Lists what is new in a catalogue since a day, the newest first. `isWhole` is whether the asker may see everything: to
 * others, a changed definition is not listed, as the change may be in what they may not see.
 */
export function newsOf(
  { queries }: Pick<Catalogue, 'queries'>,
  record: CatalogueRecord,
  { since, isWhole }: { readonly since: string; readonly isWhole: boolean },
): readonly CatalogueNews[] {
  const recorded = new Map(record.map((query) => [query.name, query]));
  const isNew = (day: string | undefined): day is string => day !== undefined && day >= since;
  const news = queries.flatMap((query): CatalogueNews[] => {
    const own = recorded.get(query.name);
    if (!own) return [];
    if (isNew(own.since)) return [{ kind: 'new', query, day: own.since }];
    const days = new Map(own.choices.map((choice) => [choice.name, choice.since]));
    const added = choicesOf(query).filter(({ name }) => isNew(days.get(name)));
    if (added.length > 0) {
      const labels = (role: 'measure' | 'dimension') => added.filter((choice) => choice.role === role).map(labelOf);
      const day =
        added
          .map(({ name }) => days.get(name) ?? '')
          .sort()
          .at(-1) ?? '';
      return [{ kind: 'extended', query, day, measures: labels('measure'), dimensions: labels('dimension') }];
    }
    return isWhole && isNew(own.changed) ? [{ kind: 'changed', query, day: own.changed }] : [];
  });
  return news.toSorted((left, right) => right.day.localeCompare(left.day));
}

/** The measures and dimensions of a query, with names that tell the two apart. */
function choicesOf({ params }: Query) {
  return params.flatMap(({ role, choices }) => {
    if (role !== 'measure' && role !== 'dimension') return [];
    return choices.map(({ name, label }) => ({ role, name: `${role}/${name}`, label }));
  });
}

function labelOf({ label }: { readonly label: string }): string {
  return label;
}
