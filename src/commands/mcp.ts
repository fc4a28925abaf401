import { parseArgs } from 'node:util';

import type { Store } from '../store/store.ts';
import type { CommandContext } from './command.ts';

import { createMcpServer, readDescriptions } from '../mcp/server.ts';
import { withStore } from './command.ts';

/** Runs `mcp`: serves the catalogue over MCP on stdin and stdout until stdin ends. Nothing else is written to stdout. */
export async function mcp(args: string[], { config, openEngine, signal }: CommandContext): Promise<void> {
  parseArgs({ args, options: {} });
  let opened: Store | undefined;
  const [{ serveStdio, StdioServerTransport }, descriptions, engine] = await Promise.all([
    import('@modelcontextprotocol/server/stdio'),
    readDescriptions(),
    openEngine({ costs: () => opened }),
  ]);
  await withStore(config, async (store) => {
    opened = store;
    const context = {
      answerContext: engine.context,
      now: () => new Date(),
      audit: store.audit.record,
      onFault: (error: unknown) => console.error(error),
    };
    const transport = new StdioServerTransport();
    const served = serveStdio(() => createMcpServer(context, descriptions), { transport });
    await new Promise<void>((resolve) => {
      process.stdin.once('end', resolve).once('close', resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await served.close();
  });
  await engine.close();
}
