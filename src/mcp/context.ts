import type { Asker } from '../answer/access.ts';
import type { Answer } from '../answer/answer.ts';
import type { AuditEntry } from '../answer/audit.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { UserError } from '../error.ts';

/** The bot's means to identify a person and to make blocks for Slack's own assistant. */
export type SlackBot = {
  readonly askerOf: (person: { readonly user: string; readonly channel?: string | undefined }) => Promise<Asker>;
  readonly answerBlocks: (answered: Answer) => Promise<readonly object[]>;
  readonly refusalBlocks: (error: UserError) => readonly object[];
};

/** What the tools work with. */
export type McpContext = {
  /** The unrestricted context; each caller gets the part of it that the access rules allow. */
  readonly answerContext: AnswerContext;
  readonly now: () => Date;
  /** Adds the outcome of a question to the audit. A rejection is logged and stops nothing. */
  readonly audit: (entry: AuditEntry) => Promise<void>;
  /** Called with failures that are bugs or outages. */
  readonly onFault: (error: unknown) => void;
  /** Returns the bot; undefined until it is connected. Missing where Slack cannot call. */
  readonly slack?: () => SlackBot | undefined;
};
