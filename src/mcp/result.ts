import type { CallToolResult } from '@modelcontextprotocol/server';

import type { SlackBot } from './context.ts';

import { UserError } from '../error.ts';

/** A text as a tool's result. */
export function textResult(text: string, structuredContent?: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text }], ...(structuredContent && { structuredContent }) };
}

/** The part of a result that Slack's assistant shows instead of its text; nothing when there are no blocks. */
export function slackMeta(blocks: readonly object[] | undefined): Pick<CallToolResult, '_meta'> {
  return blocks ? { _meta: { slack: { blocks } } } : {};
}

/**
 * Does the work of a tool. What it refuses with a UserError becomes a result that says so, with the questions that may have
 * been meant, for Slack's assistant also as blocks; a fault of our own is told to `onFault`, and to the caller as one sentence.
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

const FAULT = 'something went wrong here: ask again, or ask for something else';

function refusalText({ message, suggestions: [suggestion] }: UserError): string {
  return suggestion === undefined ? message : `${message} Try: ${suggestion}`;
}
