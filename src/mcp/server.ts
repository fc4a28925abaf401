import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerContext } from '@modelcontextprotocol/server';
import { McpServer } from '@modelcontextprotocol/server';

import type { Asker } from '../answer/access.ts';
import type { McpContext } from './context.ts';

import { openAccess } from '../answer/restricted.ts';
import { ASK_INPUT, ASK_OUTPUT, ask } from './ask.ts';
import { ASSISTANT, slackCaller } from './caller.ts';
import {
  DESCRIBE_INPUT,
  describeDataset,
  findDimensionValues,
  LIST_INPUT,
  LIST_OUTPUT,
  listDatasets,
  VALUES_INPUT,
  VALUES_OUTPUT,
} from './datasets.ts';
import { asResult } from './result.ts';

/** An assistant waits for a tool at most so long, in milliseconds: Slack's gives it 60 s. */
const DEADLINE_MS = 55_000;

const READ_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const;

/** The description of each tool for an assistant, by the tool's name. */
export type Descriptions = Readonly<Record<'ask' | 'list_datasets' | 'describe' | 'find_values', string>>;

/** Reads the descriptions of the tools. */
export async function readDescriptions(): Promise<Descriptions> {
  const read = (name: string) => readFile(join(import.meta.dirname, 'descriptions', `${name}.md`), 'utf8');
  const [ask, list_datasets, describe, find_values] = await Promise.all(
    ['ask', 'list_datasets', 'describe', 'find_values'].map(read),
  );
  return { ask: ask!, list_datasets: list_datasets!, describe: describe!, find_values: find_values! };
}

/** How a server is made. */
export type McpServerOptions = {
  /** Whether the calls are known to come from Slack, so that the person whom they name is trusted. */
  readonly isSlack?: boolean;
  /** Milliseconds after which a question is refused; 55,000 unless given. */
  readonly deadlineMs?: number;
};

/** Creates an MCP server over the catalogue with four tools that only read. */
export function createMcpServer(
  context: McpContext,
  descriptions: Descriptions,
  { isSlack = false, deadlineMs = DEADLINE_MS }: McpServerOptions = {},
): McpServer {
  const server = new McpServer({ name: 'owlpost', title: 'Owlpost', version: '1.0.0' });
  const accessFor = openAccess(context.answerContext);
  const callerOf = (meta: unknown) => (isSlack && slackCaller(meta)) || ASSISTANT;
  const askerOf = async (meta: unknown): Promise<Asker> => {
    if (!isSlack) return ASSISTANT;
    const { person, channel } = slackCaller(meta) ?? {};
    const known = person === undefined ? undefined : await context.slack?.()?.askerOf({ user: person, channel });
    return known ?? { ...ASSISTANT, isExternal: true }; // somebody of whom nothing is known
  };
  const ownOf = async ({ mcpReq }: ServerContext) => {
    return { ...context, answerContext: accessFor(await askerOf(mcpReq._meta)) };
  };
  server.registerTool(
    'ask',
    {
      title: 'Ask a question',
      description: descriptions.ask,
      inputSchema: ASK_INPUT,
      outputSchema: ASK_OUTPUT,
      annotations: READ_ONLY,
      _meta: { slack: { supportsBlockKit: true } },
    },
    (input, call: ServerContext) => {
      const { _meta: meta, signal } = call.mcpReq;
      const slack = slackCaller(meta) && context.slack?.();
      const by = callerOf(meta);
      return asResult(async () => ask(input, await ownOf(call), { by, slack, deadlineMs, signal }), {
        ...context,
        slack,
      });
    },
  );
  registerCatalogueTools(server, descriptions, { ownOf, onFault: context.onFault });
  return server;
}

/** Adds the tools that tell what can be asked, by what its caller may see. */
function registerCatalogueTools(
  server: McpServer,
  descriptions: Descriptions,
  { ownOf, onFault }: { ownOf: (call: ServerContext) => Promise<McpContext>; onFault: McpContext['onFault'] },
): void {
  server.registerTool(
    'list_datasets',
    {
      title: 'List what can be asked',
      description: descriptions.list_datasets,
      inputSchema: LIST_INPUT,
      outputSchema: LIST_OUTPUT,
      annotations: READ_ONLY,
    },
    (input, call: ServerContext) => asResult(async () => listDatasets(input, await ownOf(call)), { onFault }),
  );
  server.registerTool(
    'describe',
    {
      title: 'Describe a dataset',
      description: descriptions.describe,
      inputSchema: DESCRIBE_INPUT,
      annotations: READ_ONLY,
    },
    (input, call: ServerContext) => asResult(async () => describeDataset(input, await ownOf(call)), { onFault }),
  );
  server.registerTool(
    'find_values',
    {
      title: 'Find values',
      description: descriptions.find_values,
      inputSchema: VALUES_INPUT,
      outputSchema: VALUES_OUTPUT,
      annotations: READ_ONLY,
    },
    (input, call: ServerContext) => asResult(async () => findDimensionValues(input, await ownOf(call)), { onFault }),
  );
}
