import { readFileSync } from 'node:fs';
import type { CallToolResult } from '@modelcontextprotocol/client';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { AnswerContext } from '../../src/answer/context.ts';

import { answer } from '../../src/answer/answer.ts';
import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { UserError } from '../../src/error.ts';
import { createMcpServer, readDescriptions } from '../../src/mcp/server.ts';
import { helpTopic } from '../../src/question/help.ts';
import { temporaryFolder } from '../support/program.ts';
import { IS_THOROUGH } from '../support/thorough.ts';

const NOW = new Date('2026-11-27T09:00:00Z');

const questions = [...readFileSync('docs/questions.md', 'utf8').matchAll(/^\| `([^|`]+)` \| /gm)]
  .map(([, text]) => text!)
  .filter((text) => !helpTopic(text));

/** What both ways do with one of them they do with its like: of each six, one is asked. */
const asked = questions.filter((_, index) => IS_THOROUGH || index % 6 === 0);

const engine = await openEngine(readConfig({ OWLPOST_DATA: temporaryFolder() }), { isWatching: false });

/** What statements have found: each question is asked twice, and runs once. */
const found = new Map<string, ReturnType<AnswerContext['run']>>();

/** Pictures are left out: there are hundreds of answers, and an answer stands without one. */
const context: AnswerContext = {
  ...engine.context,
  run: (statement, ...options) => {
    const key = JSON.stringify(statement);
    const table = found.get(key) ?? engine.context.run(statement, ...options);
    found.set(key, table);
    return table;
  },
  draw: () => Promise.reject(new Error('no picture is drawn here')),
};

const client = new Client({ name: 'owlpost-test', version: '1.0.0' });

beforeAll(async () => {
  const server = createMcpServer(
    { answerContext: context, now: () => NOW, audit: async () => {}, onFault: () => {} },
    await readDescriptions(),
  );
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(there), client.connect(here)]);
});

afterAll(async () => {
  await client.close();
  await engine.close();
});

/** What the slash command would post: its canonical text, sentence and rows; the sentence of a refusal. */
async function byCommand(question: string): Promise<unknown> {
  try {
    const { text, chart, table } = await answer(question, context, { now: NOW, signal: new AbortController().signal });
    return { canonical: text, finding: chart.headline, rows: table.rows.slice(0, 1000) };
  } catch (error) {
    if (error instanceof UserError) return { refusal: error.message };
    throw error;
  }
}

async function byMcp(question: string): Promise<unknown> {
  const result = (await client.callTool({ name: 'ask', arguments: { question } })) as CallToolResult;
  const said = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  if (result.isError) return { refusal: said.replace(/ Try: .*$/s, '') };
  const { canonical, finding, rows } = result.structuredContent as Record<string, unknown>;
  return { canonical, finding, rows };
}

test('the page has questions to ask', () => expect(questions.length).toBeGreaterThan(500));

test.each(asked)('%s is answered by MCP as by the command', async (question) => {
  expect(await byMcp(question)).toEqual(await byCommand(question));
});

test('of many rows it gives the first thousand as data and fifty as text, and says how many there are', async () => {
  const question = 'sales by product split by customer';
  const { table } = await answer(question, context, { now: NOW, signal: new AbortController().signal });
  const { structuredContent, content } = (await client.callTool({
    name: 'ask',
    arguments: { question },
  })) as CallToolResult;
  const { rows, rowCount, isCut } = structuredContent as { rows: unknown[]; rowCount: number; isCut: boolean };
  expect(table.rows.length).toBeGreaterThan(1000);
  expect({ rowCount, isCut, rows }).toEqual({
    rowCount: table.rows.length,
    isCut: true,
    rows: table.rows.slice(0, 1000),
  });
  const [said] = content;
  expect(said?.type === 'text' && said.text).toContain(`\n… and ${table.rows.length - 50} more rows\n`);
});
