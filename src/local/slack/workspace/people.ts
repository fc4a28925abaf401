/** Someone in a workspace: a person or a bot. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly title: string;
  readonly timezone: string;
  /** The language tag that the person has chosen in Slack. */
  readonly locale: string;
  readonly isBot: boolean;
  /** A guest is a member of few channels and sees nobody else's. */
  readonly isGuest: boolean;
  readonly isAdmin: boolean;
  /** The id of the workspace that a person belongs to: another one for those who come through Slack Connect. */
  readonly team: string;
  /** Whether the account was deactivated. */
  readonly isDeactivated?: boolean;
};

/**
 * A conversation. `direct` is one of two people (one of whom may be the bot), `group` one of several without a name.
 */
export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'direct' | 'group';
  readonly topic: string;
  readonly members: Set<string>;
  /** Seconds since 1970. */
  readonly created: number;
  /** Nobody can write there any more. */
  readonly isArchived?: boolean;
  /** Only administrators may post there. */
  readonly isReadOnly?: boolean;
  /** Shared with another organisation through Slack Connect. */
  readonly isConnected?: boolean;
};
