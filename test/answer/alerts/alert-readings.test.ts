import { expect, test } from 'vitest';

import { readReadings } from '../../../src/answer/alerts/alert-readings.ts';
import { readAlert } from '../../../src/answer/alerts/alert-text.ts';
import { tableOf } from '../../charts/demo.ts';
import { visitsContext } from '../../support/context.ts';

const NOW = new Date('2026-11-27T10:00:00Z');

const signal = new AbortController().signal;

/** The readings of an alert, where each day has so many visits to the shop. */
async function readingsOf(text: string, visits: Readonly<Record<string, number | null>>) {
  const forgotten: string[] = [];
  const context = visitsContext({
    run: async ({ sql, parameters }) => {
      const day = Object.keys(visits).find((each) => [sql, ...parameters].some((part) => part.includes(each)));
      return tableOf(['Site', 'Visits: bigint'], day === undefined ? [] : [['shop', visits[day]!]]);
    },
    forget: (name) => void forgotten.push(name),
  });
  const alert = await readAlert(text, context, { now: NOW });
  const { readings, answers } = await readReadings(alert, context, { now: NOW, signal });
  return { readings, forgotten, answers: answers.length };
}

test('a limit on the numbers themselves asks once, and looks the data up anew', async () => {
  const { readings, forgotten, answers } = await readingsOf('visits yesterday < 1000', { '2026-11-26': 1234 });
  expect(readings).toEqual([
    { name: 'shop', value: 1234, baseline: undefined, shown: '1,234', shownBaseline: undefined },
  ]);
  expect([forgotten, answers]).toEqual([['visits'], 1]);
});

test('the usual is the median of the same weekday in the weeks that have it', async () => {
  const days = { '2026-11-26': 50, '2026-11-19': 100, '2026-11-12': 300, '2026-11-05': 110 };
  const { readings, answers } = await readingsOf('visits yesterday change < -10% vs usual', days);
  expect(readings).toMatchObject([{ name: 'shop', value: 50, baseline: 110, shown: '50', shownBaseline: '110' }]);
  expect(answers).toBe(5);
});

test('a number that is not there is said so, and nothing is read of no rows', async () => {
  expect((await readingsOf('visits yesterday < 5', { '2026-11-26': null })).readings).toMatchObject([
    { name: 'shop', value: undefined, shown: 'no number' },
  ]);
  expect((await readingsOf('visits yesterday < 5', {})).readings).toEqual([]);
});
