import { expect, test } from 'vitest';

import { readChartType } from '../../../src/question/rules/chart-type.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['as a line chart', [4, { as: 'line' }]],
  ['as table', [2, { as: 'table' }]],
  ['pie chart of sales', [3, { as: 'pie' }]],
  ['as a photo', undefined],
  ['line by month', undefined],
])('readChartType(%s)', (text, expected) => expect(readWith(readChartType, text)).toEqual(expected));
