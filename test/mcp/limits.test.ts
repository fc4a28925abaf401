import { join } from 'node:path';
import type { CallToolResult } from '@modelcontextprotocol/client';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';

import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createMcpServer, readDescriptions } from '../../src/mcp/server.ts';
import { openStore } from '../../src/store/store.ts';
import { temporaryFolder } from '../support/program.ts';

/** Asks questions one after the other by MCP, with settings, as one assistant; the refusals and the audit that they leave. */
async function askWith(settings: Readonly<Record<string, string>>, questions: readonly (string | object)[]) {
  const folder = temporaryFolder();
  const store = await openStore(join(folder, 'owlpost.db'), { log: { warn() {} } });
  const engine = await openEngine(readConfig({ OWLPOST_DATA: folder, ...settings }), {
    isWatching: false,
    costs: () => store,
  });
  const client = new Client({ name: 'owlpost-test', version: '1.0.0' });
  const server = createMcpServer(
    { answerContext: engine.context, now: () => new Date(), audit: store.audit.record, onFault: () => {} },
    await readDescriptions(),
  );
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(there), client.connect(here)]);
  const refusals: (string | undefined)[] = [];
  for (const question of questions) {
    const { isError, content } = (await client.callTool({
      name: 'ask',
      arguments: typeof question === 'string' ? { question } : { ...question },
    })) as CallToolResult;
    const [said] = content;
    refusals.push(isError && said?.type === 'text' ? said.text : undefined);
  }
  const audited = await store.audit.list({ since: new Date(0) });
  await client.close();
  await engine.close();
  await store.close();
  return { refusals, outcomes: audited.map(({ outcome }) => outcome) };
}

test('a budget holds for an assistant, which is told so, and the audit tells of it', async () => {
  const { refusals, outcomes } = await askWith({ OWLPOST_BUDGET_PERSON: '300kB' }, [
    'sales by country 2025',
    'sales by month 2024',
  ]);
  expect(refusals).toEqual([
    undefined,
    expect.stringMatching(
      /^this reads about \d+ kB, under \$0\.01, and \d+ kB of 300 kB of your budget for today are used: ask whoever runs Owlpost for more$/,
    ),
  ]);
  expect(outcomes.toSorted()).toEqual(['answered', 'costly']);
});

test('a question above the size that is asked back is run once the person has agreed', async () => {
  const large = { question: 'sales by country 2025' };
  const { refusals, outcomes } = await askWith({ OWLPOST_ASK_ABOVE: '1kB' }, [large, { ...large, confirmed: true }]);
  expect(refusals).toEqual([
    expect.stringMatching(/^this reads about \d+ kB, .*call again with `confirmed` only when they agree\.$/),
    undefined,
  ]);
  expect(outcomes.toSorted()).toEqual(['answered', 'costly']);
});
