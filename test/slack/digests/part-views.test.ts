import { expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';
import type { Chart } from '../../../src/chart/chart.ts';

import { partViewsOf } from '../../../src/slack/digests/part-views.ts';

const plain = {
  type: 'bar' as const,
  categories: ['USA', 'France'],
  series: [{ name: 'Sales', values: [9, 3] }],
  categoryTitle: 'Country',
  valueTitle: 'Sales',
  notes: ['Bars alone.'],
};

/** As much of an answer as its view is made of. */
const answerOf = (chart: Partial<Chart> = { type: 'bar', plain }): Answer =>
  ({
    text: 'sales',
    request: { query: 'sales', values: {}, excluded: [] },
    query: { name: 'sales', params: [], file: 'sales.sql' },
    statement: { sql: 'SELECT 1', parameters: [] },
    table: { columns: [], rows: [['USA', '9']], scannedBytes: 0, elapsedMs: 1, executionId: 'e-1', reused: false },
    chart: { headline: 'USA leads', alt: 'Bars', ...chart },
    picture: { png: new Uint8Array(), width: 1, height: 1 },
    title: 'Sales by country',
    subtitle: '',
    alternatives: [],
  }) as unknown as Answer;

const source = { image_url: 'https://owl.example.com/pictures/1.png' };

/** What the parts of each attempt show. */
const shownBy = (...given: Parameters<typeof partViewsOf>) =>
  partViewsOf(...given).map((views) =>
    views.map(({ picture, nativeChart, notes }) => (picture && 'picture') ?? (nativeChart && 'chart') ?? notes[0]),
  );

const [words, table] = [
  'The picture could not be shown. “Ask by itself” shows every number.',
  '“Ask by itself” shows its table.',
];

test('partViewsOf(answers) gives up pictures first, and then charts', () => {
  const answers = [answerOf(), answerOf(), answerOf({ type: 'table' })];
  expect(shownBy(answers, [source, source], true)).toEqual([
    ['picture', 'picture', table],
    ['chart', 'chart', table],
    [words, words, table],
  ]);
  expect(shownBy(answers, [source, source], false)).toEqual([
    ['picture', 'picture', table],
    [words, words, table],
  ]);
});

test('partViewsOf(answers) has two charts at most, of the first that have one and no picture', () => {
  const answers = [answerOf(), answerOf({ type: 'heatmap' }), answerOf(), answerOf(), answerOf()];
  expect(shownBy(answers, [source], true)).toEqual([
    ['picture', words, 'chart', 'chart', words],
    ['chart', words, 'chart', words, words],
    [words, words, words, words, words],
  ]);
  const notes = partViewsOf(answers, [], true)[0]![0]!.notes;
  expect(notes).toEqual(['The picture could not be shown. Slack draws the chart instead.', 'Bars alone.']);
});
