/** Who is in a workspace. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly title: string;
  readonly timezone: string;
  readonly isBot: boolean;
};

/** Where its members talk. */
export type Channel = {
  readonly id: string;
  readonly name: string;
  /** `direct` is a conversation of one person with the bot. */
  readonly kind: 'public' | 'private' | 'direct';
  readonly topic: string;
  readonly members: Set<string>;
  readonly created: number;
};
