import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { currentQuestionId, withQuestionId } from '../../src/answer/question-id.ts';

test('withQuestionId() gives all that follows from a question one id of its own', async () => {
  expect(currentQuestionId()).toBeUndefined();
  const read = async () => {
    const before = currentQuestionId();
    await turn();
    return [before, currentQuestionId()];
  };
  const [[first, later], other, given] = await Promise.all([
    withQuestionId(read),
    withQuestionId(read),
    withQuestionId(read, 'run-1'),
  ]);
  expect(first).toMatch(/^[0-9a-f]{8}$/);
  expect(later).toBe(first);
  expect(other[0]).not.toBe(first);
  expect(given).toEqual(['run-1', 'run-1']);
});
