import { expect, it } from 'vitest';

import { fail, raisedBy } from '../../src/trino/fail.ts';

it('what fail() threw is read back out of a text that quotes it', () => {
  try {
    fail('DIVISION_BY_ZERO', 'a message\nof two lines');
  } catch (error) {
    const quoted = new Error(`Invalid Input Error: ${(error as Error).message} in a row`);
    expect(raisedBy(quoted)).toEqual({ name: 'DIVISION_BY_ZERO', message: 'a message\nof two lines' });
  }
  expect.assertions(1);
});

it.each([new Error('@@lower@@case@@'), new Error('Parser Error'), 'a text', undefined])(
  '%s was not thrown by fail()',
  (error) => expect(raisedBy(error)).toBeUndefined(),
);
