import { describe, expect, test } from 'vitest';

import type { AlertReading, AlertRule } from '../../src/digests/alert-rule.ts';

import { backLimitOf, breachesOf, relativeChange } from '../../src/digests/alert-rule.ts';

const total = (value: number | undefined, baseline?: number): AlertReading => ({ name: '', value, baseline });

const below: AlertRule = { subject: 'value', operator: '<', limit: 1000 };

const above: AlertRule = { subject: 'value', operator: '>', limit: 1000 };

const fallen: AlertRule = { subject: 'change', operator: '<', limit: -0.1 };

describe('breachesOf(rule, readings, before)', () => {
  test.each<[words: string, rule: AlertRule, reading: AlertReading, wasBeyond: boolean, isBeyond: boolean | undefined]>(
    [
      ['a number below its limit', below, total(999), false, true],
      ['a number at its limit', below, total(1000), false, false],
      ['one that came back, but not far enough', below, total(1049), true, true],
      ['one that came back by the margin', below, total(1050), true, false],
      ['one in the margin that was never beyond', below, total(1049), false, false],
      ['at most takes the limit itself', { ...below, operator: '<=' }, total(1000), false, true],
      ['above', above, total(1001), false, true],
      ['at the limit from below', above, total(1000), false, false],
      ['at least takes the limit itself', { ...above, operator: '>=' }, total(1000), false, true],
      ['above, and not back far enough', above, total(951), true, true],
      ['above, and back', above, total(950), true, false],
      ['a limit of 0 has no margin', { ...below, limit: 0 }, total(0), true, false],
      ['a negative limit comes back upwards', { ...below, limit: -100 }, total(-96), true, true],
      ['a negative limit that is back', { ...below, limit: -100 }, total(-95), true, false],
      ['no number', below, total(undefined), false, undefined],
      ['no number while it fires', below, total(undefined), true, undefined],
      ['a change that is large enough', fallen, total(89, 100), false, true],
      ['a change that is not', fallen, total(90, 100), false, false],
      ['a change that has nothing to be compared with', fallen, total(89), false, undefined],
      ['a change from nothing', fallen, total(89, 0), false, undefined],
      ['a change from a negative number', fallen, total(-120, -100), false, true],
      ['a change in the margin', fallen, total(90.4, 100), true, true],
      ['a change that is back', fallen, total(90.6, 100), true, false],
      ['what is too small says nothing', { ...below, least: 500 }, total(400), false, false],
      ['what is large enough says something', { ...below, least: 500 }, total(500), false, true],
      ['what was large enough before', { ...fallen, least: 500 }, total(1, 500), false, true],
      ['what was too small before, too', { ...fallen, least: 500 }, total(1, 499), false, false],
    ],
  )('%s', (_, rule, reading, wasBeyond, isBeyond) => {
    const before = wasBeyond ? [total(1)] : [];
    const found = breachesOf(rule, [reading], before);
    expect(found).toEqual(isBeyond === undefined ? undefined : isBeyond ? [reading] : []);
  });

  const row = (name: string, value: number | undefined): AlertReading => ({ name, value });

  test('each row is looked at by itself', () => {
    const rows = [row('France', 900), row('Spain', 2000), row('Italy', undefined)];
    expect(breachesOf(below, rows, [])).toEqual([row('France', 900)]);
    expect(breachesOf(above, rows, [])).toEqual([row('Spain', 2000)]);
  });

  test('what is gone while others are there stays below, and is above nothing', () => {
    const before = [row('France', 5)];
    expect(breachesOf(below, [row('Spain', 2000)], before)).toEqual(before);
    expect(breachesOf(above, [row('Spain', 900)], before)).toEqual([]);
    expect(breachesOf(below, [], before)).toBeUndefined();
  });
});

test.each([
  ['<', 1000, 1050],
  ['>', 1000, 950],
  ['<=', -0.1, -0.095],
  ['>=', 0.2, 0.19],
  ['<', 0, 0],
] as const)('backLimitOf(%s %d) = %d', (operator, limit, back) => {
  expect(backLimitOf({ operator, limit })).toBeCloseTo(back, 10);
});

test.each([
  [90, 100, -0.1],
  [110, 100, 0.1],
  [-110, -100, -0.1],
  [5, 0, undefined],
  [undefined, 5, undefined],
  [5, undefined, undefined],
])('relativeChange(%s from %s) = %s', (value, baseline, change) => {
  const found = relativeChange(total(value, baseline));
  if (change === undefined) expect(found).toBeUndefined();
  else expect(found).toBeCloseTo(change, 10);
});
