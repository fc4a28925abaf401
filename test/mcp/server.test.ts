import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { AuditEntry } from '../../src/answer/audit.ts';
import type { Run } from '../../src/answer/context.ts';

import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { ask } from '../../src/mcp/ask.ts';
import { ASSISTANT } from '../../src/mcp/caller.ts';
import { environment, runCommand, temporaryFolder } from '../support/program.ts';

const DATA = temporaryFolder();

const client = new Client({ name: 'owlpost-test', version: '1.0.0' });

type Result = {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly text?: string; readonly data?: string }[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
};

const call = async (name: string, args: Readonly<Record<string, unknown>>) =>
  (await client.callTool({ name, arguments: args })) as Result;

const textOf = ({ content }: Result) => content.map(({ text = '' }) => text).join('');

beforeAll(async () => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', 'owlpost.mjs', 'mcp'],
    env: environment({ OWLPOST_DATA: DATA }) as Record<string, string>,
  });
  await client.connect(transport);
});

afterAll(() => client.close());

test('offers four tools that only read, with prose that tells how to use them', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['ask', 'list_datasets', 'describe', 'find_values']);
  for (const { annotations, description } of tools) {
    expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    expect(description!.length).toBeGreaterThan(150);
  }
  expect(JSON.stringify(tools)).not.toMatch(/"sql"/i);
});

describe('ask', () => {
  test('asks back what will read very much, until the person has agreed', async () => {
    const careful = new Client({ name: 'owlpost-test', version: '1.0.0' });
    const env = environment({ OWLPOST_DATA: DATA, OWLPOST_ASK_ABOVE: '1kB' }) as Record<string, string>;
    const args = ['--disable-warning=ExperimentalWarning', 'owlpost.mjs', 'mcp'];
    await careful.connect(new StdioClientTransport({ command: process.execPath, args, env }));
    const question = 'units by city 2025';
    const refused = (await careful.callTool({ name: 'ask', arguments: { question } })) as Result;
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toMatch(
      /^this reads about \d+ kB, under \$0\.01: run it all the same\? Ask the person, and call again with `confirmed` only when/,
    );
    const agreed = (await careful.callTool({ name: 'ask', arguments: { question, confirmed: true } })) as Result;
    expect(agreed.structuredContent?.canonical).toBe('sales measure=units by=city period=2025');
    await careful.close();
  });

  test('answers with the finding, the receipt, exact rows and the chart', async () => {
    const answered = await call('ask', { question: 'sales by country 2025' });
    const shell = await runCommand(['ask', 'sales by country 2025', '--json'], { OWLPOST_DATA: DATA });
    const { rows, columns, text } = JSON.parse(shell.stdout);
    expect(answered.structuredContent).toMatchObject({
      canonical: 'sales period=2025',
      understood: 'Sales by country · 2025',
      finding: text,
      rows,
      columns,
      rowCount: rows.length,
      isCut: false,
    });
    expect(textOf(answered)).toContain(`${text}\nUnderstood as: Sales by country · 2025\n`);
    expect(textOf(answered)).toMatch(/bytes? scanned|[kM]B scanned/);
    const picture = answered.content.find(({ type }) => type === 'image');
    expect(Buffer.from(picture!.data!, 'base64').subarray(1, 4).toString()).toBe('PNG');
  });

  test('changes an earlier question', async () => {
    const { structuredContent } = await call('ask', { question: 'by product line', after: 'sales period=2025' });
    expect(structuredContent).toMatchObject({ canonical: 'sales by=product_line period=2025' });
  });

  test('refuses as a result, with the next step', async () => {
    const refused = await call('ask', { question: 'salse by country' });
    expect(refused).toMatchObject({ isError: true });
    expect(textOf(refused)).toContain('did you mean');
    const forecast = await call('ask', { question: 'forecast of sales' });
    expect(forecast).toMatchObject({ isError: true });
    expect(textOf(forecast)).toContain('forecasts nothing');
  });

  test('helps', async () => {
    expect(textOf(await call('ask', { question: 'help' }))).toContain('- sales: ');
  });

  test('is entered into the audit', async () => {
    const { stdout } = await runCommand(['audit', '--json'], { OWLPOST_DATA: DATA });
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ person: 'mcp', question: 'sales period=2025', outcome: 'answered', channel: null }),
    );
  });
});

test('writes nothing but the protocol to stdout', async () => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'owlpost.mjs', 'mcp'], {
    env: environment({ OWLPOST_DATA: DATA, LOG_LEVEL: 'trace' }),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: child.stdout });
  const initialize = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'owlpost-test', version: '1.0.0' },
  };
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  send({ id: 1, method: 'initialize', params: initialize });
  send({ method: 'notifications/initialized' });
  send({ id: 2, method: 'tools/call', params: { name: 'ask', arguments: { question: 'sales 2025' } } });
  const written: unknown[] = [];
  for await (const line of lines) {
    const message = JSON.parse(line);
    expect(message).toMatchObject({ jsonrpc: '2.0' });
    written.push(message.id);
    if (message.id === 2) child.stdin.end();
  }
  expect(written).toEqual([1, 2]);
});

test('ask stops a query at the deadline and says so', async () => {
  const engine = await openEngine(readConfig({ OWLPOST_DATA: DATA }), { isWatching: false });
  const run: Run = (_, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const audited: string[] = [];
  const context = {
    answerContext: { ...engine.context, run },
    now: () => new Date(),
    audit: async ({ outcome }: AuditEntry) => void audited.push(outcome),
    onFault: () => {},
  };
  const options = { by: ASSISTANT, deadlineMs: 20, signal: new AbortController().signal };
  await expect(ask({ question: 'sales 2025' }, context, options)).rejects.toThrow(/^this takes longer than 0 seconds/);
  expect(audited).toEqual(['cancelled']);
  await engine.close();
});

test('list_datasets names measures and dimensions, and finds by a word', async () => {
  const all = await call('list_datasets', {});
  const { datasets } = all.structuredContent as {
    datasets: { name: string; measures: string[]; dimensions: string[] }[];
  };
  const sales = datasets.find(({ name }) => name === 'sales')!;
  expect(sales.measures).toContain('margin_rate');
  expect(sales.dimensions).toContain('product_line');
  const found = await call('list_datasets', { word: 'margin' });
  expect((found.structuredContent as { datasets: { name: string }[] }).datasets.map(({ name }) => name)).toEqual([
    'sales',
  ]);
  expect(textOf(await call('list_datasets', { word: 'weather' }))).toBe('nothing is called so: list without a word');
});

test('describe tells what a dataset takes', async () => {
  expect(textOf(await call('describe', { name: 'sales' }))).toContain('- country: any country in the data: ');
  expect(await call('describe', { name: 'slaes' })).toMatchObject({
    isError: true,
    content: [{ text: 'no query is called "slaes": did you mean sales? Try: help sales' }],
  });
});

test('find_values finds values that hold a text, then those nearly spelt so', async () => {
  const held = await call('find_values', { dimension: 'product line', text: 'cars' });
  expect(held.structuredContent).toEqual({
    dimension: 'product_line',
    values: ['Classic Cars', 'Vintage Cars'],
    total: 2,
  });
  const near = await call('find_values', { dimension: 'country', text: 'Frnace' });
  expect(near.structuredContent).toMatchObject({ values: ['France'], total: 0 });
  const unknown = await call('find_values', { dimension: 'planet', text: 'x' });
  expect(textOf(unknown)).toMatch(/^nothing is filtered by "planet": take one of country, /);
});
