import { expect, test } from 'vitest';

import { readPartialValue } from '../../../src/question/rules/partial-values.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  [
    'mini gifts',
    [2, { values: [{ param: 'customer', value: 'Mini Gifts Distributors Ltd.', excluded: false, at: 0 }] }],
  ],
  ['gifts', undefined],
  ['herkku', undefined],
  ['north america', undefined],
])('readPartialValue(%s)', (text, expected) => expect(readWith(readPartialValue, text)).toEqual(expected));
