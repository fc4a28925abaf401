import { expect, test } from 'vitest';

import * as hard from '../../charts/hard.ts';
import { drawn } from '../../support/drawn-chart.ts';

test('a big number says of when it is', () => {
  const texts = drawn(hard.customersAsANumber()).rows.flatMap(({ text }) => (text ? [text] : []));
  expect(texts).toEqual(['51', 'Oct 2026', '+4% against last year', '49 last year']);
});
