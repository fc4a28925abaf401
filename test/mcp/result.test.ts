import { expect, test } from 'vitest';

import { CostError, UserError } from '../../src/error.ts';
import { asResult, slackMeta, textResult } from '../../src/mcp/result.ts';

const failing = async (error: Error) => {
  const faults: unknown[] = [];
  const result = await asResult(() => Promise.reject(error), { onFault: (fault) => faults.push(fault) });
  return { result, faults };
};

test('textResult and slackMeta', () => {
  expect(textResult('hello')).toEqual({ content: [{ type: 'text', text: 'hello' }] });
  expect(textResult('hello', { a: 1 }).structuredContent).toEqual({ a: 1 });
  expect([slackMeta(undefined), slackMeta([{ type: 'divider' }])]).toEqual([
    {},
    { _meta: { slack: { blocks: [{ type: 'divider' }] } } },
  ]);
});

test('asResult() passes on what was worked out', async () =>
  expect(await asResult(async () => textResult('done'), { onFault: () => {} })).toEqual(textResult('done')));

test.each([
  [new UserError('there is no such query', { suggestions: ['sales'] }), 'there is no such query Try: sales'],
  [
    new CostError('this reads 200 GB', { confirmable: 'sales', cheaper: undefined }),
    'this reads 200 GB Ask the person, and call again with `confirmed` only when they agree.',
  ],
])('asResult() says why it refuses: %s', async (error, text) =>
  expect(await failing(error)).toEqual({ result: { ...textResult(text), isError: true }, faults: [] }),
);

test('asResult() tells a bug to the operator and not to the caller', async () => {
  const bug = new TypeError('secret detail');
  const { result, faults } = await failing(bug);
  expect(faults).toEqual([bug]);
  expect(JSON.stringify(result)).not.toContain('secret detail');
  expect(result.isError).toBe(true);
});
