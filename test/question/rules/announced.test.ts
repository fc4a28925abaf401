import { expect, test } from 'vitest';

import { readAnnounced, readAnnouncedFilter, readDoneBy } from '../../../src/question/rules/announced.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['product line unknown', [3, { values: [{ param: 'product_line', value: 'Unknown', excluded: false, at: 0 }] }]],
  ['country France', [2, { values: [{ param: 'country', value: 'France', excluded: false, at: 0 }] }]],
  ['country', undefined],
  ['by country', undefined],
])('readAnnouncedFilter(%s)', (text, expected) => expect(readWith(readAnnouncedFilter, text)).toEqual(expected));

test.each([
  ['minimum 5', [2, { settings: [['at_least', ['5']]] }]],
  ['measure orders', [2, { settings: [['measure', ['orders']]] }]],
  ['top 5', [2, { settings: [['top', ['5']]] }]],
  ['at least 10', [3, { settings: [['at_least', ['10']]] }]],
  ['country France', [2, { values: [{ param: 'country', value: 'France', excluded: false, at: 0 }] }]],
])('readAnnounced(%s)', (text, expected) => expect(readWith(readAnnounced, text)).toEqual(expected));

test.each([
  ['shopped by Herkku Gifts', undefined],
  [
    'purchased by Herkku Gifts',
    [4, { values: [{ param: 'customer', value: 'Herkku Gifts', excluded: false, at: 2 }] }],
  ],
  ['purchased by nobody', undefined],
])('readDoneBy(%s)', (text, expected) => expect(readWith(readDoneBy, text)).toEqual(expected));
