import { expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';

import { checkView } from '../../../src/local/slack/rules/surface.ts';
import { definitionView } from '../../../src/slack/blocks/definition.ts';

const answerOf = (sql: string, parameters: readonly string[] = []) =>
  ({
    text: 'sales <by> city',
    query: { name: 'sales', title: 'Sales', description: 'd'.repeat(5000), owner: '#analytics', version: '1234567' },
    statement: { sql, parameters },
    table: { executionId: 'e-1', engine: 'Athena engine version 3' },
  }) as unknown as Answer;

test.each([
  ['a query', 'SELECT 1 WHERE a < ?', ["'x'"]],
  ['262,144 characters on one line', `SELECT ${'&'.repeat(262_136)}`, []],
  ['10,000 lines', 'SELECT\n'.repeat(10_000), []],
  ['fences', 'SELECT ```` FROM ```', ['```']],
  ['nothing', '', []],
  ['500 values', 'SELECT ?', Array.from({ length: 500 }, (_, index) => `'${index} ${'v'.repeat(1000)}'`)],
])('definitionView() stays within what Slack takes: %s', (_, sql, parameters) => {
  const view = definitionView(answerOf(sql, parameters));
  expect(checkView(view)).toEqual([]);
  expect(JSON.stringify(view).length).toBeLessThan(250_000);
});

test('definitionView() shows the execution that the message stands for', () => {
  expect(JSON.stringify(definitionView(answerOf('SELECT 1'), { executionId: 'e-0' }).blocks)).toContain(
    'e-0 on Athena',
  );
});
