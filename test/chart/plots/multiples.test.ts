import { expect, test } from 'vitest';

import * as easy from '../../charts/easy.ts';
import * as hard from '../../charts/hard.ts';
import { drawn } from '../../support/drawn-chart.ts';

test('the numbers beside small courses say of when they are', () => {
  expect(drawn(easy.smallMultiples()).frame.source).toContain('The numbers are of Oct 2026, the latest.');
  expect(drawn(easy.measuresByMonth()).frame.source).toContain('The numbers are of Oct 2026, the latest.');
});

test('a course that ended before has no number beside it', () => {
  const values = drawn(hard.smallMultiplesOfUnequalLength()).rows.filter(({ part }) => part === 'value');
  expect(values.map(({ text }) => text)).toEqual(['$1.71M', '–', '–', '–', '–', '–', '–']);
});
