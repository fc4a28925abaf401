import { expect, test } from 'vitest';

import type { Figures } from '../../src/digests/figures.ts';

import { changeNotes, restatement } from '../../src/digests/figures.ts';

const sales = (value: number) => ({ name: 'Sales', value, format: '$,.0f' });

const orders = (value: number) => ({ name: 'Orders', value });

const notes: [name: string, before: Figures | undefined, now: Figures, notes: (string | undefined)[]][] = [
  ['it was never sent', undefined, [[sales(120)]], [undefined]],
  ['one question', [[sales(100)]], [[sales(120)]], ['Since it was last sent: Sales $100 → $120 (+20%).']],
  [
    'two questions',
    [[sales(100)], [orders(4)]],
    [[sales(100)], [orders(3)]],
    ['Since it was last sent: Sales $100, unchanged.', 'Since it was last sent: Orders 4 → 3 (−25%).'],
  ],
  ['from nothing', [[orders(0)]], [[orders(3)]], ['Since it was last sent: Orders 0 → 3.']],
  [
    'the first of several measures',
    [[sales(1), orders(1)]],
    [[orders(2), sales(2)]],
    ['Since it was last sent: Orders 1 → 2 (+100%).'],
  ],
  ['another measure', [[orders(4)]], [[sales(100)]], [undefined]],
  ['no total', [[]], [[sales(100)]], [undefined]],
  ['a question that is new', [[sales(1)]], [[], [sales(2)]], [undefined, undefined]],
];

test.each(notes)('changeNotes(): %s', (_, before, now, expected) => {
  expect(changeNotes(before, now)).toEqual(expected);
});

test('changeNotes() and restatement() write numbers as a locale has them', () => {
  const [before, now] = [[[sales(1000)]], [[sales(2345)]]];
  expect(changeNotes(before, now, 'de-DE')).toEqual(['Since it was last sent: Sales $1.000 → $2.345 (+135%).']);
  expect(changeNotes(now, now, 'de-DE')).toEqual(['Since it was last sent: Sales $2.345, unchanged.']);
  expect(restatement(before, now, 0.05, 'de-DE')).toContain('Sales $1.000 → $2.345 (+135%)');
});

const restated: [name: string, posted: Figures | undefined, now: Figures, line: string | undefined][] = [
  ['as much as allowed', [[sales(100)]], [[sales(105)]], undefined],
  ['more', [[sales(100)]], [[sales(106)]], 'Later data changed what was posted here: Sales $100 → $106 (+6%).'],
  ['down', [[sales(100)]], [[sales(90)]], 'Later data changed what was posted here: Sales $100 → $90 (−10%).'],
  [
    'only what moved, of all measures',
    [[sales(100), orders(4)], [orders(10)]],
    [[sales(101), orders(5)], [orders(20)]],
    'Later data changed what was posted here: Orders 4 → 5 (+25%), Orders 10 → 20 (+100%).',
  ],
  ['from nothing', [[orders(0)]], [[orders(1)]], 'Later data changed what was posted here: Orders 0 → 1.'],
  ['what was never posted', undefined, [[sales(1)]], undefined],
];

test.each(restated)('restatement() beyond 5%%: %s', (_, posted, now, line) => {
  expect(restatement(posted, now, 0.05)).toBe(line);
});
