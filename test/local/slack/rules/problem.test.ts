import { expect, test } from 'vitest';
import { z } from 'zod';

import { list } from '../../../../src/local/slack/rules/list.ts';
import { exactlyOne, findProblems, rule } from '../../../../src/local/slack/rules/problem.ts';

const messages = (schema: z.ZodType, value: unknown) =>
  findProblems(schema, value, '/x').map(({ pointer, message }) => `${pointer} ${message}`);

test.each<[z.ZodType, unknown, string]>([
  [z.string(), 5, '/x must be a string'],
  [z.object({}), [], '/x must provide an object'],
  [z.int(), 1.5, '/x must be an integer'],
  [z.object({ a: z.array(z.boolean()) }), { a: [true, 5] }, '/x/a/1 must be a boolean'],
  [z.object({ a: z.string() }), {}, '/x missing required field: a'],
  [z.strictObject({}), { b: 1 }, '/x invalid additional property: b'],
  [z.enum(['a', 'b']), 'c', '/x must be one of: a, b'],
  [z.string().regex(/^F/), 'G', '/x must match pattern ^F'],
  [list(z.string(), 2), ['a', 'b', 'c'], '/x no more than 2 items allowed'],
  [list(z.string(), 2), [], '/x no fewer than 1 items allowed'],
  [z.number().max(5), 6, '/x must be less than 6'],
])('findProblems() says it in the words of Slack: %#', (schema, value, message) =>
  expect(messages(schema, value)).toEqual([message]),
);

test('exactlyOne() takes neither none nor both', () => {
  const schema = z.object({ a: z.string().optional(), b: z.string().optional() }).check(exactlyOne('a', 'b'));
  expect(messages(schema, { a: '1' })).toEqual([]);
  expect(messages(schema, {})).toEqual(['/x must define either `a` or `b`']);
  expect(messages(schema, { a: '1', b: '2' })).toEqual(["/x can't define both `a` or `b`"]);
});

test('rule() says what is wrong with a value as a whole', () => {
  const schema = z.string().check(rule((text) => (text.includes(' ') ? 'must be one word' : undefined)));
  expect(messages(schema, 'one word')).toEqual(['/x must be one word']);
  expect(messages(schema, 'word')).toEqual([]);
});
