import { describe, expect, test } from 'vitest';

import type { Contribution } from '../../../src/chart/changes.ts';
import type { ChangeOptions } from '../../../src/chart/options.ts';

import { changesSentence, writeSigned } from '../../../src/chart/sentences/changes.ts';
import { caseOf, tableOf } from '../../charts/demo.ts';

const { options } = caseOf(tableOf(['Sales: decimal'], []), { formats: { Sales: '$,.0f', Rate: '.1%' } });

const changeOf = (before: number, after: number, measure = 'Sales'): ChangeOptions => ({
  measure,
  before: { value: before, when: 'Jan' },
  after: { value: after, when: 'Feb' },
});

const contributionsOf = (changes: Readonly<Record<string, number>>): readonly Contribution[] =>
  Object.entries(changes).map(([name, change]) => ({ name, change, isRest: false }));

const say = (change: ChangeOptions, changes: Readonly<Record<string, number>> = {}) =>
  changesSentence([{ dimension: 'Country', contributions: contributionsOf(changes) }], change, options);

describe('changesSentence(dimensions, change, options)', () => {
  test.each([
    ['a rise', changeOf(1000, 1500), {}, 'Sales rose by $500 (+50%), from $1,000 to $1,500.'],
    [
      'no change',
      changeOf(1000, 1000),
      { A: 5, B: -5 },
      'Sales stayed at $1,000: what was added and taken away is even.',
    ],
    ['a percentage', changeOf(0.1, 0.12, 'Rate'), {}, 'Rate rose by 2 pts, from 10.0% to 12.0%.'],
    [
      'one that explains most',
      changeOf(1000, 400),
      { A: -500, B: -150, C: 50 },
      'Sales fell by $600 (−60%), from $1,000 to $400. By country, A −$500 explains most.',
    ],
    [
      'several that explain most together',
      changeOf(1000, 400),
      { A: -200, B: -150, C: -150, D: -100 },
      'Sales fell by $600 (−60%), from $1,000 to $400. By country, A −$200 and B −$150 explain most.',
    ],
    [
      'many small ones',
      changeOf(1000, 400),
      Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`C${index}`, -50])),
      'Sales fell by $600 (−60%), from $1,000 to $400. By country, C0 −$50 and C1 −$50.',
    ],
    [
      'nothing named by Unknown, nor by what went the other way',
      changeOf(1000, 400),
      { Unknown: -700, A: 100 },
      'Sales fell by $600 (−60%), from $1,000 to $400.',
    ],
  ])('%s', (_, change, changes, sentence) => expect(say(change, changes)).toBe(sentence));

  test('says what is left beside the values', () => {
    const remainder = { name: 'Shift', words: 'The shift between countries makes' };
    expect(say({ ...changeOf(0.1, 0.12, 'Rate'), remainder }, { A: 0.015, Shift: 0.005 })).toMatch(
      / The shift between countries makes \+0\.5 pts\.$/,
    );
  });
});

test.each([
  ['Sales', 1234, '+$1,234'],
  ['Sales', -1234, '−$1,234'],
  ['Sales', 0, '$0'],
  ['Rate', 0.015, '+1.5 pts'],
])('writeSigned: %s %s is %s', (measure, value, text) => {
  expect(writeSigned(changeOf(0, 0, measure), options)(value)).toBe(text);
});
