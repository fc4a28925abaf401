import type { Person } from '../workspace/people.ts';
import type { Block, Json, Workspace } from '../workspace/workspace.ts';

import { signatureHeaders } from '../delivery.ts';
import { TEAM } from '../workspace/demo-people.ts';
import { resolveImages, withImageSources } from '../workspace/image.ts';
import { readPerson } from './arguments.ts';

/** A line of the scripted assistant, and the tool call that answers it. */
export type AssistantLine = {
  /** The line that a person says. */
  readonly says: string;
  /** The name of the tool. */
  readonly tool: string;
  readonly arguments: Json;
  /** Whether it changes the answer before it, whose canonical question is then passed as the argument `after`. */
  readonly isFollowUp?: boolean;
};

/** What a tool gave back: blocks to show, or the text where it has none. */
type ToolResult = {
  readonly isError?: boolean;
  readonly content?: readonly { readonly type: string; readonly text?: string }[];
  readonly structuredContent?: { readonly canonical?: string };
  readonly _meta?: { readonly slack?: { readonly blocks?: readonly Block[] } };
};

/** Creates the playground's call `assistant`, which calls a tool of the app's MCP server for a person. */
export function assistantCalls(workspace: Workspace): Readonly<Record<string, (body: Json) => Promise<Json>>> {
  return {
    assistant: (body) => {
      const given = { tool: String(body.tool), arguments: (body.arguments ?? {}) as Json };
      return callTool(workspace, readPerson(workspace, body.person), given);
    },
  };
}

/**
 * Calls a tool of the app's MCP server for a person, signed as Slack signs the calls of its own assistant, and answers with
 * what the page shows of the result. https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
async function callTool(
  workspace: Workspace,
  person: Person,
  { tool, arguments: given }: { tool: string; arguments: Json },
): Promise<Json> {
  const meta = { slack: { user_id: person.id, team_id: TEAM.id } };
  const params = { name: tool, arguments: given, _meta: meta };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...signatureHeaders(workspace, body),
  };
  const response = await fetch(`${workspace.origin}/mcp`, { method: 'POST', headers, body });
  if (!response.ok) return { ok: false, error: `the tool cannot be called (HTTP ${response.status})` };
  const result = readResult(await response.text());
  const { content = [], structuredContent, _meta, isError = false } = result;
  const blocks = await resolveImages(workspace, _meta?.slack?.blocks ?? []);
  return {
    ok: true,
    isError,
    said: content.map(({ text }) => text ?? '').join('\n'),
    canonical: structuredContent?.canonical,
    blocks: withImageSources(workspace, blocks),
  };
}

/** The result of a call, which comes as JSON or as one event. */
function readResult(text: string): ToolResult {
  const json = text.startsWith('{') ? text : /^data: (\{.*)$/m.exec(text)?.[1];
  const { result, error } = JSON.parse(json ?? '{}') as { result?: ToolResult; error?: { message?: string } };
  return result ?? { isError: true, content: [{ type: 'text', text: error?.message ?? 'nothing came back' }] };
}
