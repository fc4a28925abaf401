import type { Asker } from '../answer/access.ts';
import type { Answer } from '../answer/answer.ts';
import type { AuditEntry } from '../answer/audit.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { UserError } from '../error.ts';

/** What the bot knows of Slack: who a person is, and how its messages look in Slack's own assistant. */
export type SlackBot = {
  readonly askerOf: (person: { readonly user: string; readonly channel?: string | undefined }) => Promise<Asker>;
  readonly answerBlocks: (answered: Answer) => Promise<readonly object[]>;
  readonly refusalBlocks: (error: UserError) => readonly object[];
};

/** What the tools work with. */
export type McpContext = {
  /** Everything that can be asked; each caller gets of it what the rules of access leave. */
  readonly answerContext: AnswerContext;
  readonly now: () => Date;
  /** Enters what came of a question; what it rejects with is logged and stops nothing. */
  readonly audit: (entry: AuditEntry) => Promise<void>;
  /** Told of faults of our own. */
  readonly onFault: (error: unknown) => void;
  /** The bot; undefined until it is there. Missing where Slack cannot call. */
  readonly slack?: () => SlackBot | undefined;
};
