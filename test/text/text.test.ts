import { describe, expect, test } from 'vitest';

import { truncate } from '../../src/text/text.ts';

describe('truncate(text, limit)', () => {
  test.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['ab😀', 4, 'ab😀'],
    ['ab😀c', 4, 'ab…'],
    ['', 5, ''],
  ])('%s, %i → %s', (text, limit, expected) => expect(truncate(text, limit)).toBe(expected));
});
