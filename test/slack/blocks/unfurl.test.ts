import { expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';

import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { unfurlBlocks } from '../../../src/slack/blocks/unfurl.ts';

const { query } = parseQueryFile('sales.sql', '/*---\nowner: "#analytics"\n---*/\nSELECT 1');

const column = (name: string, type: string) => ({ name, type, precision: 0, scale: 0 });

function answerOf(as?: 'table', text = 'sales'): Answer {
  return {
    text,
    request: { query: 'sales', values: {}, excluded: [], ...(as && { as }) },
    query: query!,
    statement: { sql: 'SELECT 1', parameters: [] },
    table: {
      columns: [column('Country', 'varchar'), column('Sales', 'bigint')],
      rows: Array.from({ length: 300 }, (_, index) => [`Country ${index}`, '1']),
      scannedBytes: 0,
      elapsedMs: 1234,
      engine: 'Athena engine version 3',
      executionId: 'e-1',
      reused: false,
    },
    chart: { type: 'bar', headline: 'USA leads', alt: 'Bars' } as Answer['chart'],
    title: 'Sales by country',
    subtitle: 'Last year',
    alternatives: [],
  };
}

const source = { image_url: 'https://owl.example.com/pictures/1.png' };

test('unfurlBlocks(answer) says the answer and has one button, which asks it', () => {
  const blocks = unfurlBlocks({ answered: answerOf(), source, isDrawnBySlack: true }, 'n1');
  expect(checkMessageBlocks(blocks)).toEqual([]);
  expect(blocks.map(({ type }) => type)).toEqual(['section', 'context', 'image', 'context', 'actions']);
  expect(blocks.at(-1)).toMatchObject({ elements: [{ action_id: 'ask/0', value: 'sales' }] });
});

test('unfurlBlocks(answer) leaves a table to the message, and says so once', () => {
  const blocks = unfurlBlocks({ answered: answerOf('table'), source: undefined, isDrawnBySlack: true }, 'n1');
  expect(checkMessageBlocks(blocks)).toEqual([]);
  expect(blocks.map(({ type }) => type)).toEqual(['section', 'context', 'context', 'context', 'actions']);
  expect(blocks[2]).toMatchObject({ elements: [{ text: '“Ask it here” shows its table.' }] });
});

test.each([
  [
    true,
    ['section', 'context', 'data_visualization', 'context', 'context', 'actions'],
    /Slack draws the chart instead/,
  ],
  [false, ['section', 'context', 'context', 'context', 'actions'], /The picture could not be shown\. “Ask it here”/],
])('unfurlBlocks(answer) without a picture, where Slack may draw the chart: %s', (isDrawnBySlack, types, words) => {
  const plain = {
    type: 'bar' as const,
    categories: ['USA', 'France'],
    series: [{ name: 'Sales', values: [9, 3] }],
    categoryTitle: 'Country',
    valueTitle: 'Sales',
    notes: [],
  };
  const answered = { ...answerOf(), chart: { ...answerOf().chart, plain } };
  const blocks = unfurlBlocks({ answered, source: undefined, isDrawnBySlack }, 'n1');
  expect(checkMessageBlocks(blocks)).toEqual([]);
  expect(blocks.map(({ type }) => type)).toEqual(types);
  expect(JSON.stringify(blocks)).toMatch(words);
});

test('unfurlBlocks(answer) has no button for a question that is too long for one', () => {
  const answered = answerOf(undefined, `sales city="${'x'.repeat(2100)}"`);
  const blocks = unfurlBlocks({ answered, source, isDrawnBySlack: true }, 'n1');
  expect(blocks.map(({ type }) => type)).toEqual(['section', 'context', 'image', 'context']);
});
