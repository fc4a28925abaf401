import { expect, test } from 'vitest';

import { trackQuestion } from '../../../src/slack/answers/tracked-question.ts';

test('trackQuestion() never stops an answer', async () => {
  const warnings: unknown[] = [];
  const failing = async () => {
    throw new Error('the store is away');
  };
  const questions = {
    begin: failing,
    setMessage: failing,
    end: failing,
    leave: failing,
    renew: failing,
    takeAbandoned: failing,
  };
  const log = { warn: (fields: unknown) => warnings.push(fields) } as never;
  const tracked = trackQuestion({ user: 'U1', channel: 'C1', text: 'sales' }, { questions, log });
  tracked.setMessage({ channel: 'C1', ts: '1.0' });
  await tracked.end();
  expect(warnings.length).toBe(1);
});
