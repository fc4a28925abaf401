import { AsyncLocalStorage } from 'node:async_hooks';
import type { BaseLogger } from 'pino';

import type { Asker } from '../../answer/access.ts';
import type { AnswerContext } from '../../answer/context.ts';
import type { SlackClients } from '../connection/clients.ts';

import { hasRules, openAccess, userGroupsIn } from '../../answer/restricted.ts';
import { UserError } from '../../error.ts';
import { parseAbout } from '../blocks/ask-form.ts';
import { parseTarget } from '../blocks/form-target.ts';
import { parseDraft } from '../blocks/subscribe-form.ts';
import { refusalWords } from '../words.ts';
import { openDirectory } from './directory.ts';

/** A Slack user and the channel where they are. */
export type PersonAt = {
  readonly user?: string | undefined;
  readonly channel?: string | undefined;
  /** The id of the person's workspace, as Slack says. */
  readonly team?: string | undefined;
  /** Whether the channel comes from a form, so that Slack does not confirm that the person is in it. */
  readonly isClaimed?: boolean | undefined;
};

/** Who is shown something, where, and whether it is shown to them alone, as forms and private answers are. */
export type SeenBy = {
  readonly user?: string | undefined;
  readonly channel?: string | undefined;
  readonly isPrivate?: boolean | undefined;
};

/** Does work when its turn has come. */
type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Restricts the work on every request of Slack to what its asker may see. */
export type Askers = {
  /**
   * The context of the current asker. Outside of `asking` there is none; where there are access rules, nothing may then be
   * asked. Its catalogue is a UserError for the moment where Slack did not tell who asks, or where.
   */
  readonly answerContext: AnswerContext;
  /**
   * Resolves to the context for what is shown to somebody: with the numbers and dates of their own language where nobody else
   * sees it, which is in direct messages and wherever `isPrivate` says so; else `answerContext`.
   */
  readonly contextFor: (seen: SeenBy) => Promise<AnswerContext>;
  /** Resolves to what the access rules need to know of a person in a channel. Slack is asked only where there are rules. */
  readonly askerOf: (person: PersonAt) => Promise<Asker>;
  /**
   * Does work, and all that follows from it, in the name of a person at a place. With `isFresh`, Slack is asked again for
   * what is known of both; with `inTurn`, the work waits for its turn beside that.
   */
  readonly asking: <T>(
    person: PersonAt,
    work: () => Promise<T>,
    options?: { isFresh?: boolean; inTurn?: InTurn | undefined },
  ) => Promise<T>;
  /** Runs work without restriction, to find out whether a question fails for lack of access. */
  readonly whole: AnswerContext;
  /** Resolves to what Slack calls a person; undefined where there are no access rules, as nobody's rights count then, or Slack does not tell. */
  readonly nameOf: (user: string) => Promise<string | undefined>;
  /** Returns a key of the asker's rights: results may be shared by askers with the same key. */
  readonly keyOf: (person: PersonAt) => string;
};

/** Creates the askers over an unrestricted context. People and channels are looked up only where there are access rules. */
export function openAskers(
  whole: AnswerContext,
  {
    clients,
    teamId,
    log,
  }: { clients: Pick<SlackClients, 'interactive'>; teamId: string; log: Pick<BaseLogger, 'warn'> },
): Askers {
  const directory = openDirectory(clients, { teamId, log });
  const storage = new AsyncLocalStorage<Asker>();
  const accessFor = openAccess(whole);
  const own = () => accessFor(storage.getStore() ?? NOBODY);

  const lookUp = async ({ user, channel, team, isClaimed }: PersonAt, isFresh: boolean): Promise<Asker> => {
    const catalogue = whole.catalogue();
    const [person, place, groups, isThere] = await Promise.all([
      user === undefined ? {} : directory.personOf(user, { isFresh }),
      channel === undefined ? {} : directory.channelOf(channel, { isFresh }),
      user === undefined ? {} : directory.userGroupsOf(user, userGroupsIn(catalogue), { isFresh }),
      !isClaimed || user === undefined || channel === undefined || directory.isIn(user, channel, { isFresh }),
    ]);
    if (!isThere) return NOBODY;
    const isElsewhere = team !== undefined && team !== teamId;
    return { person: user, channel, ...groups, ...person, ...place, ...(isElsewhere && { isExternal: true }) };
  };
  const askerOf = async (person: PersonAt, isFresh = false): Promise<Asker> => {
    return hasRules(whole.catalogue()) ? lookUp(person, isFresh) : { person: person.user, channel: person.channel };
  };

  const answerContext: AnswerContext = {
    ...whole,
    catalogue: () => {
      if (storage.getStore()?.isUnknown) throw new UserError(refusalWords.unknownAsker, { isTemporary: true });
      return own().catalogue();
    },
    get contact() {
      return own().contact;
    },
  };

  return {
    answerContext,
    contextFor: async ({ user, channel, isPrivate }) => {
      const isAlone = isPrivate || channel === user || channel?.startsWith('D');
      const locale = isAlone && user !== undefined ? await directory.localeOf(user) : undefined;
      return locale === undefined ? answerContext : { ...answerContext, look: { ...whole.look, locale } };
    },
    whole,
    askerOf,
    asking: async (person, work, { isFresh = false, inTurn = atOnce } = {}) => {
      const asker = askerOf(person, isFresh);
      asker.catch(() => undefined); // the work rejects with it
      return inTurn(async () => storage.run(await asker, work));
    },
    nameOf: async (user) => (hasRules(whole.catalogue()) ? directory.nameOf(user) : undefined),
    keyOf: ({ user, channel }) => (hasRules(whole.catalogue()) ? JSON.stringify([user, channel]) : ''),
  };
}

const atOnce: InTurn = (work) => work();

/** Somebody of whom nothing is known. */
const NOBODY: Asker = { isExternal: true };

/** Returns who made a request of Slack, and in which channel: a command, a click, a menu, a form or an event. */
export function personIn(body: unknown): PersonAt {
  const { user_id, user, channel_id, channel, event, view, team_id } = body as RequestBody;
  const team = user_id === undefined ? (teamOf(user) ?? event?.user_team) : team_id;
  const at = { user: user_id ?? idOf(user) ?? idOf(event?.user), ...(team !== undefined && { team }) };
  const place = channel_id ?? idOf(channel) ?? idOf(event?.channel);
  if (place !== undefined || !view) return { ...at, channel: place };
  const claimed = channelIn(view);
  return { ...at, channel: claimed, ...(claimed !== undefined && { isClaimed: true }) };
}

type Named = string | { readonly id?: string; readonly team_id?: string };

type RequestBody = {
  readonly user_id?: string;
  /** The person's workspace in a command; elsewhere, the workspace in which the app is installed. */
  readonly team_id?: string;
  readonly user?: Named;
  readonly channel_id?: string;
  readonly channel?: Named;
  readonly event?: { readonly user?: Named; readonly user_team?: string; readonly channel?: Named };
  readonly view?: ViewBody;
};

type ViewBody = {
  readonly private_metadata?: string;
  readonly state?: {
    readonly values?: Readonly<Record<string, Readonly<Record<string, { selected_conversation?: string | null }>>>>;
  };
};

function idOf(named: Named | undefined): string | undefined {
  return typeof named === 'string' ? named : named?.id;
}

function teamOf(named: Named | undefined): string | undefined {
  return typeof named === 'string' ? undefined : named?.team_id;
}

/** The channel that a form keeps, or else the one that is chosen in it. */
function channelIn({ private_metadata = '', state }: ViewBody): string | undefined {
  const inputs = Object.values(state?.values ?? {}).flatMap((block) => Object.values(block));
  const chosen = inputs.map((input) => input.selected_conversation).find((channel) => channel);
  const kept =
    parseAbout(private_metadata)?.channel ??
    parseDraft(private_metadata)?.channel ??
    parseTarget(private_metadata)?.ref.channel;
  return kept ?? chosen ?? undefined;
}
