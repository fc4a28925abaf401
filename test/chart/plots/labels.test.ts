import { describe, expect, test } from 'vitest';

import { barLabels, barStep, columnLabels, labelShortener, stepOf } from '../../../src/chart/plots/labels.ts';
import { textWidth } from '../../../src/fonts/text-width.ts';

describe('columnLabels(categories)', () => {
  const angleOf = (categories: readonly string[]) => {
    const { axis } = columnLabels(categories).channel as { readonly axis: { readonly labelAngle: number } };
    return axis.labelAngle;
  };
  const repeated = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name} ${index}`);

  test.each([
    ['short names stand level', repeated('Spain', 8), 0],
    ['a word that is wider than its column is slanted', repeated('Administration', 8), -35],
    ['as many letters that are narrow stand level', repeated('illiliillil', 8), 0],
  ])('%s', (_, categories, expected) => expect(angleOf(categories)).toBe(expected));

  test('breaks a long name where its first line is full', () => {
    expect(columnLabels(['Vintage cars of England', 'b', 'c', 'd', 'e']).textOf('Vintage cars of England')).toBe(
      'Vintage cars of\nEngland',
    );
  });
});

describe('barLabels(categories, step, colour)', () => {
  const name = 'Souveniers And Things Co. of Chatswood';

  test('writes long names on two lines where bars are tall, and on one where they are not', () => {
    expect(barLabels([name, 'A'], 44, '#000').textOf(name)).toBe('Souveniers And Things Co. of\nChatswood');
    expect(barLabels([name, 'A'], 24, '#000').textOf(name)).toBe(name);
  });

  test('never gives two categories one text', () => {
    const twins = ['a b', 'a\nb'];
    const { textOf } = barLabels(twins, 44, '#000');
    expect(new Set(twins.map(textOf)).size).toBe(2);
  });
});

describe('labelShortener(labels, room)', () => {
  const long = (number: number) => `The rather long name of shop number ${number}`;

  test('leaves labels that differ at their beginnings to be cut at their ends', () => {
    const labels = ['Alpha and everything that follows it', 'Beta and everything that follows it'];
    expect(labels.map(labelShortener(labels, 80))).toEqual(labels);
  });

  test('cuts others in their middle, to what the line has room for', () => {
    const labels = [long(1), long(2)];
    const cut = labels.map(labelShortener(labels, 120));
    expect(cut).toEqual([expect.stringMatching(/^The rat.*….*1$/), expect.stringMatching(/^The rat.*….*2$/)]);
    expect(Math.max(...cut.map((text) => textWidth(text)))).toBeLessThanOrEqual(120);
  });

  test('leaves a short one among them as it is', () => {
    expect(labelShortener([long(1), long(2), 'A'], 120)('A')).toBe('A');
  });
});

test.each([
  [1, 44],
  [6, 36],
  [8, 30],
  [12, 20],
])('stepOf(%s) is %s pixels', (count, expected) => expect(stepOf(count)).toBe(expected));

test.each([
  ['few short names', ['A', 'B', 'C', 'D', 'E', 'F', 'G'], 30],
  ['a long name among few', ['Mini Gifts Distributors Ltd., San Francisco', 'B', 'C', 'D', 'E', 'F', 'G'], 42],
])('barStep of %s is %s', (_, labels, expected) => expect(barStep(labels)).toBe(expected));
