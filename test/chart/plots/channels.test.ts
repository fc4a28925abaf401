import { expect, test } from 'vitest';

import {
  bucketChannel,
  lengthChannel,
  pixelEncoding,
  timeChannel,
  zeroLine,
} from '../../../src/chart/plots/channels.ts';

const month = (year: number, index: number) => Date.UTC(year, index, 1);

const domainOf = (channel: unknown) => (channel as { scale: { domain: readonly number[] } }).scale.domain;

const labelsOf = (channel: unknown) =>
  JSON.parse(/^(\[.*?\])\[indexof/.exec((channel as { axis: { labelExpr: string } }).axis.labelExpr)![1]!);

test('lengthChannel() begins at zero, and leaves room for the labels of negative bars', () => {
  const positive = lengthChannel(
    [
      { edge: 5, text: '5' },
      { edge: 3, text: '3' },
    ],
    '#000',
  );
  expect(domainOf(positive)).toEqual([0, 5]);
  const [low, high] = domainOf(
    lengthChannel(
      [
        { edge: -5, text: '−5' },
        { edge: 5, text: '5' },
      ],
      '#000',
    ),
  );
  expect(low).toBeLessThan(-5);
  expect(high).toBe(5);
});

test.each([[[]], [[{ edge: 0, text: '0' }]]])('lengthChannel(%j) has a length even with nothing to show', (rows) =>
  expect(domainOf(lengthChannel(rows, '#000'))).toEqual([0, 1]),
);

test('bucketChannel() writes the year once, and where it changes', () => {
  const channel = bucketChannel('time', [month(2025, 10), month(2025, 11), month(2026, 0)], 'month');
  expect(labelsOf(channel)).toEqual([
    ['Nov', '2025'],
    ['Dec', ''],
    ['Jan', '2026'],
  ]);
  expect(domainOf(channel)).toHaveLength(3);
});

test('bucketChannel() labels as many of many buckets as have room', () => {
  const times = Array.from({ length: 36 }, (_, index) => month(2023, index));
  const channel = bucketChannel('time', times, 'month') as { axis: { values: readonly number[] } };
  expect(domainOf(channel)).toHaveLength(36);
  expect(channel.axis.values.length).toBeLessThan(20);
  for (const value of channel.axis.values) expect(times).toContain(value);
});

test.each([
  ['year', ['2025']],
  ['quarter', ['Q2', '2025']],
  ['week', ['1 Apr', '2025']],
  ['hour', ['00:00', '1 Apr']],
] as const)('timeChannel() of %ss', (grain, label) => {
  const at = Date.UTC(2025, 3, 1);
  const [first] = labelsOf(timeChannel('time', { grain, values: [at] }, [at, at]));
  expect([first].flat()).toEqual(label);
});

test('pixelEncoding() turns y downwards, and zeroLine() shows zero alone', () => {
  expect(pixelEncoding(90)).toMatchObject({ y: { scale: null } });
  expect(zeroLine('#123')).toMatchObject({ values: [0], gridColor: '#123' });
});
