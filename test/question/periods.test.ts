import { describe, expect, test } from 'vitest';

import { readPeriodText } from '../../src/question/periods.ts';

const TODAY = '2005-06-01';

describe('readPeriodText', () => {
  test.each([
    ['first quarter of 2004', '2004-Q1'],
    ['the second half of 2004', '2004-07..2004-12'],
    ['between january 1 and march 31 2004', '2004-01-01..2004-03-31'],
    ['january', '2005-01'],
    ['july', '2004-07'],
    ['q2', '2005-Q2'],
    ['the last six months', 'last 6 months'],
    ['past year', 'last 12 months'],
    ['this year so far', 'ytd'],
    ['since january 2004 until today', 'since 2004-01'],
    ['after 2003', 'since 2004'],
    ['until the end of march 2004', 'before 2004-04'],
    ['through june 2004', 'before 2004-07'],
    ['through december 2004', 'before 2005-01'],
    ['through q4 2004', 'before 2005-01'],
    ['up to and including 2004', 'before 2005'],
    ['up to june 2004', 'before 2004-07'],
    ["november '04", '2004-11'],
    ["in '04", '2004'],
    ['since last month', 'since 2005-05'],
    ['since yesterday', 'since 2005-05-31'],
    ['through june', 'before 2005-07'],
    ['until 2004-03-31', 'before 2004-04-01'],
    ['until 31 march 2004', 'before 2004-04-01'],
    ['since 2004 until march 2005', '2004..2005-03'],
    ['q1 to q3 2004', '2004-Q1..2004-Q3'],
    ['q1-q3 2004', '2004-Q1..2004-Q3'],
    ['november 4', '2004-11-04'],
    ['4th of may', '2005-05-04'],
    ['ttm', 'last 12 months'],
    ['1/31/2004', '2004-01-31'],
    ['31/1/2004', '2004-01-31'],
    ['31.1.2004', '2004-01-31'],
    ['5/5/2004', '2004-05-05'],
    ['1/2/2004 to 1/31/2004', '2004-01-02..2004-01-31'],
  ])('%s → %s', (text, period) => {
    expect(readPeriodText(text, { today: TODAY })).toEqual({ period });
  });

  test.each([
    ['until march 2004', '"until march 2004" can leave 2004-03 out or not: write before 2004-03 or through 2004-03'],
    ['up to 2004', '"up to 2004" can leave 2004 out or not: write before 2004 or through 2004'],
    ['since last year', '"since last year" does not say from which day: write it, as in since 2025-01-01'],
    [
      'as of 2004-12-31',
      '"as of 2004-12-31" does not say from when: write a period, as in ytd or 2025-01-01..2025-12-31',
    ],
    [
      'by the end of 2004',
      '"by the end of 2004" does not say from when: write a period, as in ytd or 2025-01-01..2025-12-31',
    ],
    ['by june 2004', '"by june 2004" does not say from when: write a period, as in ytd or 2025-01-01..2025-12-31'],
    ['3 months ago', '"3 months ago" is not understood: name the month, as in 2005-03'],
    ['a year ago', '"a year ago" is not understood: name the year, as in 2004'],
    ['week 54 of 2004', '2004 has no week 54: write its days'],
  ])('%s is asked back', (text, problem) => {
    expect(readPeriodText(text, { today: TODAY })).toEqual({ problem });
  });

  test.each([
    ['month-first', '2004-01-02'],
    ['day-first', '2004-02-01'],
  ] as const)('1/2/2004 is %s where the setting says so', (dateOrder, period) => {
    expect(readPeriodText('1/2/2004', { dateOrder })).toEqual({ period });
  });

  test('1/2/2004 is asked back where no setting decides', () => {
    expect(readPeriodText('1/2/2004', {})).toEqual({
      problem: '1/2/2004 can be read in two ways: write it as 2004-01-02 or 2004-02-01',
    });
  });

  test.each(['classic cars', 'up to 5000', 'the 31st', '1969 speedster'])('%s is no period', (text) => {
    expect(readPeriodText(text, { today: TODAY })).toBeUndefined();
  });
});
