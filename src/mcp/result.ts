import type { CallToolResult } from '@modelcontextprotocol/server';

import type { SlackBot } from './context.ts';

import { CostError, UserError } from '../error.ts';

/** Makes a tool's result of a text. */
export function textResult(text: string, structuredContent?: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text }], ...(structuredContent && { structuredContent }) };
}

/** Returns the `_meta` with the blocks that Slack's assistant shows instead of the text; empty when there are no blocks. */
export function slackMeta(blocks: readonly object[] | undefined): Pick<CallToolResult, '_meta'> {
  return blocks ? { _meta: { slack: { blocks } } } : {};
}

/**
 * Runs the work of a tool. A UserError becomes a result that says so, with the questions that may have been meant,
 * for Slack's assistant also as blocks. Any other error is passed to `onFault`, and the caller gets one sentence.
 */
export async function asResult(
  work: () => Promise<CallToolResult>,
  { onFault, slack }: { readonly onFault: (error: unknown) => void; readonly slack?: SlackBot | undefined },
): Promise<CallToolResult> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) onFault(error);
    const said = error instanceof UserError ? error : new UserError(FAULT);
    return { ...textResult(refusalText(said)), ...slackMeta(slack?.refusalBlocks(said)), isError: true };
  }
}

const CONFIRM = 'Ask the person, and call again with `confirmed` only when they agree.';

const FAULT = 'something went wrong here: ask again, or ask for something else';

function refusalText(error: UserError): string {
  const [suggestion] = error.suggestions;
  const isAskedBack = error instanceof CostError && error.confirmable !== undefined;
  const next = [isAskedBack && CONFIRM, suggestion !== undefined && `Try: ${suggestion}`];
  return [error.message, ...next].filter(Boolean).join(' ');
}
