import type { CallToolResult } from '@modelcontextprotocol/server';

import { UserError } from '../error.ts';

/** A text as a tool's result. */
export function textResult(text: string, structuredContent?: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text }], ...(structuredContent && { structuredContent }) };
}

/**
 * Does the work of a tool. What it refuses with a UserError becomes a result that says so, with the questions that may have
 * been meant; a fault of our own is told to `onFault`, and to the caller as one sentence.
 */
export async function asResult(
  work: () => Promise<CallToolResult>,
  onFault: (error: unknown) => void,
): Promise<CallToolResult> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) onFault(error);
    return { ...textResult(refusalText(error)), isError: true };
  }
}

function refusalText(error: unknown): string {
  if (!(error instanceof UserError)) return 'something went wrong here: ask again, or ask for something else';
  const [suggestion] = error.suggestions;
  return suggestion === undefined ? error.message : `${error.message} Try: ${suggestion}`;
}
