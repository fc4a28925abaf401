import { expect, test } from 'vitest';

import { changesPlot } from '../../../src/chart/plots/changes.ts';
import { inputOf } from '../../support/chart-input.ts';

const CHANGE = {
  measure: 'Sales',
  before: { value: 100, when: 'Jun 2026' },
  after: { value: 90, when: 'Jul 2026' },
};

const INPUT = inputOf(['Country: varchar', 'Sales: decimal'], [['A', 1]], { formats: { Sales: '$,.0f' } });

const CONTRIBUTIONS = [
  { name: 'France', change: -25 },
  { name: 'USA', change: 10 },
  { name: 'Other', change: 5, isRest: true },
];

const plotOf = (contributions = CONTRIBUTIONS) => changesPlot(INPUT as never, { contributions } as never, CHANGE);

const of = (part: string, plot = plotOf()) => plot.rows.filter((row) => row.part === part);

test('a change leads from the number before to the one after, by steps that meet', () => {
  expect(of('total').map(({ text }) => text)).toEqual(['Jun 2026', 'Jul 2026']);
  expect(of('sum').map(({ text }) => text)).toEqual(['$100', '$90']);
  expect(of('value').map(({ text }) => text)).toEqual(['−$25', '+$10', '+$5']);
  const ends = of('step').map(({ x }) => Number(x));
  const marks = of('mark').map(({ x }) => Number(x));
  expect([ends[0], ends.at(-1)]).toEqual([marks[0], marks[1]]);
});

test('what adds is coloured otherwise than what takes away, and the rest like neither', () =>
  expect(new Set(of('bar').map(({ colour }) => colour)).size).toBe(3));

test('a bar is at least a pixel wide, even where nothing changed', () => {
  for (const { x, x2 } of of('bar', plotOf([{ name: 'France', change: 0 }])))
    expect(Number(x2) - Number(x)).toBeGreaterThanOrEqual(1);
});

test('it has a row for each contribution, and says that its axis does not begin at zero', () => {
  const plot = plotOf();
  expect((plot.spec as { height: number }).height).toBe(5 * 30);
  expect(plot.notes).toEqual(['The axis shows the change alone, not from zero.']);
  expect(plot.values).toEqual(['France −$25', 'USA +$10', expect.stringMatching(/\+\$5$/)]);
});
