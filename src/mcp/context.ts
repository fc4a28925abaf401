import type { AuditEntry } from '../answer/audit.ts';
import type { AnswerContext } from '../answer/context.ts';

/** What the tools work with. */
export type McpContext = {
  readonly answerContext: AnswerContext;
  readonly now: () => Date;
  /** Enters what came of a question; what it rejects with is logged and stops nothing. */
  readonly audit: (entry: AuditEntry) => Promise<void>;
  /** Told of faults of our own. */
  readonly onFault: (error: unknown) => void;
};
