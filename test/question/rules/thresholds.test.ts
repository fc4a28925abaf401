import { expect, test } from 'vitest';

import { readThreshold } from '../../../src/question/rules/thresholds.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['over 10,000', [2, { thresholds: [{ keeps: '>', value: '10,000', at: 0 }] }]],
  ['at least 5 orders', [4, { thresholds: [{ keeps: '>=', value: '5', at: 0, measure: 'orders' }] }]],
  [
    'between 5k and 10k',
    [
      4,
      {
        thresholds: [
          { keeps: '>=', value: '5k', at: 0 },
          { keeps: '<=', value: '10k', at: 0 },
        ],
      },
    ],
  ],
  [
    'more than 20% of sales',
    [5, { thresholds: [{ keeps: '>', value: '20%', at: 0, measure: 'sales' }], isShare: true, shareAt: 0 }],
  ],
  ['under $1.5m', [2, { thresholds: [{ keeps: '<', value: '$1.5m', at: 0 }] }]],
  ['over france', undefined],
])('readThreshold(%s)', (text, expected) => expect(readWith(readThreshold, text)).toEqual(expected));
