import type { Answer } from '../answer/answer.ts';
import type { AuditEntry } from '../answer/audit.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { UserError } from '../error.ts';

/** Makes blocks for Slack's own assistant, as the bot's messages have them. */
export type SlackBlocks = {
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
  /** What makes blocks; undefined while there is no bot. Missing where Slack cannot call. */
  readonly slack?: () => SlackBlocks | undefined;
};
