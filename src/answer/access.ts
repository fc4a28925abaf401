import type { Access, AccessRules } from '../catalogue/access.ts';
import type { Query } from '../catalogue/query.ts';

import { nameInRule } from '../catalogue/access.ts';
import { filterParam } from '../catalogue/param.ts';

/** Who asks, and in which channel. A missing field is unknown, and matches no rule. */
export type Asker = {
  /** The id of a Slack user, or the name of another way in: `mcp`. */
  readonly person?: string | undefined;
  readonly email?: string | undefined;
  /** The ids of the Slack user groups that the person is a member of, of those that the rules name. */
  readonly userGroups?: readonly string[] | undefined;
  /** The channel's id. */
  readonly channel?: string | undefined;
  /** The channel's name without `#`. */
  readonly channelName?: string | undefined;
  /** Whether it is a guest, or somebody of another company in a shared channel. */
  readonly isExternal?: boolean | undefined;
  /** Whether the person's account was deactivated. */
  readonly isRemoved?: boolean | undefined;
  /** Whether people of another company are in the channel. */
  readonly isShared?: boolean | undefined;
  /** Whether Slack does not show the channel, so that it is unknown which rules name it by its name. */
  readonly isHidden?: boolean | undefined;
  /** Whether Slack did not tell who it is, where, or in which user groups: nothing that has rules may then be asked. */
  readonly isUnknown?: boolean | undefined;
};

/** What an asker may do with one dataset or query. */
export type Grant =
  | { readonly isAllowed: false; readonly why: string }
  | {
      readonly isAllowed: true;
      /** The names of measures and dimensions that the asker may not see. */
      readonly hidden: ReadonlySet<string>;
      /** By the name of a dimension, the only values that the asker may see. */
      readonly rowFilters: ReadonlyMap<string, readonly string[]>;
    };

/** Decides by the access rules what an asker may do with a dataset or query. No other place reads the rules. */
export function grantOf(query: Query, rules: AccessRules, asker: Asker): Grant {
  const access = query.access ?? rules.default;
  if (!access) return { isAllowed: true, hidden: new Set(), rowFilters: new Map() };
  const is = principalsOf(asker, rules);
  const isAmong = (list: readonly string[]) => list.some((principal) => is.has(principal));
  if (asker.isUnknown) return denied('Slack does not tell who asks, or where');
  if (asker.isRemoved) return denied('the account is deactivated');
  if (asker.isExternal && access.external === 'never')
    return denied('guests and people of other companies may not ask');
  if (asker.isShared && access.external === 'never') return denied('people of another company are in the channel');
  if (access.people && !isAmong(access.people)) return denied('the person is not among its people');
  if (access.channels && !isAmong(access.channels)) return denied('the channel is not among its channels');
  if (asker.isHidden && namesChannels(access, rules))
    return denied('its rows name channels, and Slack does not tell the name of this one');
  const rows = rowsFor(access, is);
  if (!rows) return denied('no entry of its rows is for this person and channel');
  const lists = [...Object.entries(access.measures), ...Object.entries(access.dimensions)];
  const hidden = new Set(lists.filter(([, list]) => !isAmong(list)).map(([name]) => nameInRule(name)));
  hideRatios(hidden, query);
  const rowFilters = rowFiltersOf(rows);
  for (const [name, values] of rowFilters) {
    const filter = filterParam(query, name);
    if (!filter) return denied(`it cannot be restricted to some values of ${name}, as it has no such filter`);
    if (!filter.many && values.length > 1)
      return denied(`it cannot be restricted to several values of ${name}, as that filter takes one`);
  }
  return { isAllowed: true, hidden, rowFilters };
}

function denied(why: string): Grant {
  return { isAllowed: false, why };
}

/** Adds to the hidden measures their ratios, and the ratios of those: with what a ratio divides by, it tells what it divides. */
function hideRatios(hidden: Set<string>, { dataset }: Query): void {
  for (let before = -1; before < hidden.size; ) {
    before = hidden.size;
    for (const { name, aggregate } of dataset?.measures ?? [])
      if (aggregate.kind === 'ratio' && (hidden.has(aggregate.over) || hidden.has(aggregate.under))) hidden.add(name);
  }
}

/** All names by which rules can mean an asker. */
function principalsOf(
  { person, email, userGroups = [], channel, channelName }: Asker,
  { groups }: AccessRules,
): ReadonlySet<string> {
  const domain = email && /@[^@]+$/.exec(email)?.[0].toLowerCase();
  const known = [person, ...userGroups, channel, channelName && `#${channelName}`, domain];
  const own = new Set(known.filter((name) => name !== undefined));
  const inGroup = Object.entries(groups).filter(([, list]) => list.some((principal) => own.has(principal)));
  return new Set([...[...own].filter((name): name is string => name !== ''), ...inGroup.map(([name]) => name)]);
}

type Rows = Readonly<Record<string, readonly string[]>>;

/** Whether an entry of the rows is for a channel by its name, alone or in a group. */
function namesChannels({ rows = {} }: Access, { groups }: AccessRules): boolean {
  const principals = Object.keys(rows).flatMap((principal) => [principal, ...(groups[principal] ?? [])]);
  return principals.some((principal) => principal.startsWith('#'));
}

/** What the asker is restricted to by each entry that is for them; undefined when none is. */
function rowsFor({ rows }: Access, is: ReadonlySet<string>): readonly Rows[] | undefined {
  if (!rows) return [];
  const entries = Object.entries(rows);
  const own = entries.filter(([principal]) => is.has(principal));
  const found = own.length > 0 ? own : entries.filter(([principal]) => principal === 'everyone');
  return found.length === 0 ? undefined : found.flatMap(([, kept]) => (kept === 'all' ? [] : [kept]));
}

/** The values that all entries leave: a person of one group in a channel of another sees what both may. */
function rowFiltersOf(rows: readonly Rows[]): ReadonlyMap<string, readonly string[]> {
  const rowFilters = new Map<string, readonly string[]>();
  for (const [written, values] of rows.flatMap(Object.entries<readonly string[]>)) {
    const name = nameInRule(written);
    const before = rowFilters.get(name);
    rowFilters.set(name, before ? before.filter((value) => values.includes(value)) : values);
  }
  return rowFilters;
}
