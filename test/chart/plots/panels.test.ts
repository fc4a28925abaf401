import { expect, test } from 'vitest';

import { panelsPlot } from '../../../src/chart/plots/panels.ts';
import { inputOf } from '../../support/chart-input.ts';

const HEADS = ['Sales: decimal', 'Orders: bigint', 'Units: bigint', 'Margin: decimal'];

const heads = (plot: ReturnType<typeof panelsPlot>) =>
  plot.rows.flatMap(({ part, text }) => (part === 'head' ? [text] : []));

test.each(['Month: date', 'Country: varchar'])('at most three measures by %s, and the note says so', (head) => {
  const name = head.startsWith('Month') ? '2026-01-01' : 'France';
  const plot = panelsPlot(inputOf([head, ...HEADS], [[name, 1, 2, 3, 4]]));
  expect(heads(plot)).toEqual(['Sales', 'Orders', 'Units']);
  expect(plot.notes).toContain('The first 3 of 4 measures are shown.');
});

test('two measures need no note', () =>
  expect(panelsPlot(inputOf(['Country: varchar', ...HEADS.slice(0, 2)], [['France', 1, 2]])).notes).toEqual([]));
