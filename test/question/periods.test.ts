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
    ['1/31/2004', '2004-01-31'],
    ['31/1/2004', '2004-01-31'],
    ['31.1.2004', '2004-01-31'],
    ['5/5/2004', '2004-05-05'],
    ['1/2/2004 to 1/31/2004', '2004-01-02..2004-01-31'],
  ])('%s → %s', (text, period) => {
    expect(readPeriodText(text, { today: TODAY })).toEqual({ period });
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

  test.each(['classic cars', 'the 31st', '1969 speedster'])('%s is no period', (text) => {
    expect(readPeriodText(text, { today: TODAY })).toBeUndefined();
  });
});
