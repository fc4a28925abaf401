import { expect, test } from 'vitest';

import { scatteredPeriods } from '../../src/question/scattered-periods.ts';
import { CONTEXT } from '../support/rules.ts';

const scattered = (...points: string[]) => {
  const found = scatteredPeriods(points, CONTEXT.query);
  return found && [found.period, found.param.name, found.values, found.isOfYears];
};

test.each([
  [
    ['2004-Q1', '2004-Q3'],
    ['2004', 'quarter_of_year', ['Q1', 'Q3'], false],
  ],
  [
    ['2004-03', '2004-05', '2004-12'],
    ['2004', 'month_of_year', ['March', 'May', 'December'], false],
  ],
  [
    ['2003-Q1', '2004-Q1', '2005-Q1'],
    ['2003..2005', 'quarter_of_year', ['Q1'], true],
  ],
  [['2003-Q1', '2005-Q1'], undefined], // a year between them
  [['2003-Q1', '2004-Q2'], undefined],
  [['2003', '2005'], undefined],
  [['2004-03', '2004-Q1'], undefined],
  [['2004-03'], undefined],
])('scatteredPeriods(%j)', (points, expected) => expect(scattered(...points)).toEqual(expected));
