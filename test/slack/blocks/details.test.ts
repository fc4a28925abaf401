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
