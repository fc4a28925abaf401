import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

import { environment, runCommand, temporaryFolder } from '../support/program.ts';

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1.0.0' } },
};

test('mcp speaks JSON alone on stdout, and ends when stdin does', async () => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'owlpost.mjs', 'mcp'], {
    env: environment({ OWLPOST_DATA: temporaryFolder() }),
  });
  child.stdin.write(`${JSON.stringify(initialize)}\n`);
  const lines: unknown[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(JSON.parse(line));
    child.stdin.end();
  }
  expect(lines).toEqual([
    expect.objectContaining({ id: 1, result: expect.objectContaining({ serverInfo: expect.anything() }) }),
  ]);
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  expect(code).toBe(0);
});

test('mcp takes no arguments', async () => {
  const { code, stdout } = await runCommand(['mcp', '--port', '1'], { OWLPOST_DATA: temporaryFolder() });
  expect([code, stdout]).toEqual([2, '']);
});
