import { expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';

import { checkView } from '../../../src/local/slack/rules/surface.ts';
import { detailsView } from '../../../src/slack/blocks/details.ts';
import { parseTarget } from '../../../src/slack/blocks/form-target.ts';

const answerOf = (sql: string, parameters: readonly string[] = []) =>
  ({
    text: 'sales <by> city',
    query: {
      name: 'sales',
      title: 'Sales',
      description: 'd'.repeat(5000),
      owner: '#analytics',
      version: '1234567',
      file: 'sales.yml',
    },
    statement: { sql, parameters },
    table: { executionId: 'e-1', engine: 'Athena engine version 3', scannedBytes: 5, reused: false },
  }) as unknown as Answer;

const target = { ref: { channel: 'C1', ts: '1.2' }, state: { text: 'sales' } };

test.each([
  ['a query', 'SELECT 1 WHERE a < ?', ["'x'"]],
  ['262,144 characters on one line', `SELECT ${'&'.repeat(262_136)}`, []],
  ['10,000 lines', 'SELECT\n'.repeat(10_000), []],
  ['fences', 'SELECT ```` FROM ```', ['```']],
  ['nothing', '', []],
  ['500 values', 'SELECT ?', Array.from({ length: 500 }, (_, index) => `'${index} ${'v'.repeat(1000)}'`)],
])('detailsView() stays within what Slack takes: %s', (_, sql, parameters) => {
  const view = detailsView(answerOf(sql, parameters), { target });
  expect(checkView(view)).toEqual([]);
  expect(JSON.stringify(view).length).toBeLessThan(250_000);
});

/** What the details say beside the name of each fact. */
const factsOf = (more: Partial<Answer>) =>
  detailsView({ ...answerOf('SELECT 1 WHERE a < ?', ["DATE '2026-01-01'"]), ...more } as Answer, { target }).blocks.map(
    (block) => (block as { text?: { text: string } }).text?.text,
  );

test('detailsView() says whose the numbers are, how fresh, how they were read, at what cost, and with which values', () => {
  const { table } = answerOf('SELECT 1');
  const facts = factsOf({ asOf: '2026-10-31', verified: { by: 'Ada', on: '2026-10-01' } });
  for (const fact of [
    '*Owner*  #analytics',
    '*Verified*  by Ada on 1 Oct 2026',
    '*Data to*  31 Oct 2026',
    '*Read*  5 bytes scanned (under $0.01)',
    "```1. DATE '2026-01-01'```",
    '```SELECT 1 WHERE a &lt; ?```',
  ])
    expect(facts).toContain(fact);
  expect(factsOf({ table: { ...table, reservedDpus: 8 } })).toContain('*Read*  5 bytes scanned (on reserved capacity)');
  const reused = factsOf({ table: { ...table, reused: true }, reusedFrom: '08:15' });
  expect(reused).toContain('*Read*  from 08:15, reused');
  expect(reused.join()).not.toMatch(/[$]|scanned/);
});

test('detailsView() shows the execution that the message stands for', () => {
  const state = { ...target.state, executionId: 'e-0' };
  const view = detailsView(answerOf('SELECT 1'), {
    target: { ...target, state },
    permalink: 'https://example.slack.com/archives/C1/p1',
    commit: 'abc1234',
  });
  const words = JSON.stringify(view.blocks);
  for (const word of ['e-0 on Athena', 'sales.yml@abc1234, version 1234567', 'archives/C1/p1', 'sales &lt;by&gt; city'])
    expect(words).toContain(word);
  expect(parseTarget(view.private_metadata!)).toEqual({ ...target, state });
});
