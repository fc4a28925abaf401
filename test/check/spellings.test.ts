import { expect, test } from 'vitest';

import { alikeIn } from '../../src/check/spellings.ts';

test.each([
  [['Paris', 'Berlin'], []],
  [['Paris', 'paris', 'Paris '], [['Paris', 'paris', 'Paris ']]],
  [['New  York', 'New York', 'NewYork'], [['New  York', 'New York']]],
  [['', ' '], []],
  [['__proto__', 'constructor'], []],
])('alikeIn(%j)', (texts, expected) => expect(alikeIn(texts)).toEqual(expected));
