import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerContext } from '@modelcontextprotocol/server';
import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

import type { AskedBy } from '../answer/audit.ts';
import type { McpContext } from './context.ts';

import { ASK_INPUT, ASK_OUTPUT, ask } from './ask.ts';
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

/** An assistant waits for a tool at most so long, in milliseconds. */
const DEADLINE_MS = 55_000;

const READ_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const;

/** The prose that tells an assistant what each tool does, by the tool's name. */
export type Descriptions = Readonly<Record<'ask' | 'list_datasets' | 'describe' | 'find_values', string>>;

/** Reads the descriptions of the tools. */
export async function readDescriptions(): Promise<Descriptions> {
  const read = (name: string) => readFile(join(import.meta.dirname, 'descriptions', `${name}.md`), 'utf8');
  const [ask, list_datasets, describe, find_values] = await Promise.all(
    ['ask', 'list_datasets', 'describe', 'find_values'].map(read),
  );
  return { ask: ask!, list_datasets: list_datasets!, describe: describe!, find_values: find_values! };
}

/** An MCP server over the catalogue: four tools that only read. `askedBy` says who calls, from what came with the call. */
export function createMcpServer(
  context: McpContext,
  descriptions: Descriptions,
  askedBy: (meta: unknown) => AskedBy,
): McpServer {
  const server = new McpServer({ name: 'owlpost', title: 'Owlpost', version: '1.0.0' });
  const guard = (work: Parameters<typeof asResult>[0]) => asResult(work, context.onFault);
  server.registerTool(
    'ask',
    {
      title: 'Ask a question',
      description: descriptions.ask,
      inputSchema: ASK_INPUT,
      outputSchema: ASK_OUTPUT,
      annotations: READ_ONLY,
    },
    (input, { mcpReq }: ServerContext) => {
      const signal = AbortSignal.any([mcpReq.signal, AbortSignal.timeout(DEADLINE_MS)]);
      return guard(() => ask(input, context, { by: askedBy(mcpReq._meta), signal }));
    },
  );
  server.registerTool(
    'list_datasets',
    {
      title: 'List what can be asked',
      description: descriptions.list_datasets,
      inputSchema: LIST_INPUT,
      outputSchema: LIST_OUTPUT,
      annotations: READ_ONLY,
    },
    (input) => guard(async () => listDatasets(input, context)),
  );
  server.registerTool(
    'describe',
    {
      title: 'Describe a dataset',
      description: descriptions.describe,
      inputSchema: DESCRIBE_INPUT,
      annotations: READ_ONLY,
    },
    (input) => guard(() => describeDataset(input, context)),
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
    (input) => guard(() => findDimensionValues(input, context)),
  );
  return server;
}

const SLACK_META = z.object({ slack: z.object({ user_id: z.string(), channel_id: z.string().optional() }) });

/** Who calls, as Slack's assistant says it in a call's `_meta`; `mcp` for every other assistant. */
export function slackCaller(meta: unknown): AskedBy {
  const { data } = SLACK_META.safeParse(meta);
  if (!data) return { person: 'mcp' };
  const { user_id: person, channel_id: channel } = data.slack;
  return { person, ...(channel !== undefined && { channel }) };
}
