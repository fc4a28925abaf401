/** Someone in a workspace: a person or a bot. */
export type Person = {
  readonly id: string;
  /** The name behind an `@`. */
  readonly name: string;
  readonly realName: string;
  readonly title: string;
  /** An IANA name: `Europe/Berlin`. */
  readonly timezone: string;
  /** The language tag of the person's settings: `en-GB`. */
  readonly locale: string;
  readonly isBot: boolean;
  /** Whether the account is one of a guest. */
  readonly isGuest: boolean;
  readonly isAdmin: boolean;
  /** The id of the person's own workspace; another one than this for people who come through Slack Connect. */
  readonly team: string;
  /** Whether the account was deactivated. */
  readonly isDeactivated?: boolean;
};

/**
 * A conversation: a public or private channel, `direct` for one of two people (one may be the bot), `group` for one of several
 * people without a name.
 */
export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'direct' | 'group';
  readonly topic: string;
  /** The ids of its members. */
  readonly members: Set<string>;
  /** Seconds since 1970. */
  readonly created: number;
  /** Whether nobody can post there any more. */
  readonly isArchived?: boolean;
  /** Whether only administrators may post there. */
  readonly isReadOnly?: boolean;
  /** Whether it is shared with another organisation through Slack Connect. */
  readonly isConnected?: boolean;
};
