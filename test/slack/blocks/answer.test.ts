import { describe, expect, test } from 'vitest';

import type { Param, Query } from '../../../src/catalogue/query.ts';
import type { Request } from '../../../src/question/request.ts';
import type { AnswerOptions } from '../../../src/slack/blocks/answer.ts';
import type { AnswerView } from '../../../src/slack/blocks/answer-view.ts';

import { checkMessageBlocks, isTooLong } from '../../../src/local/slack/rules/surface.ts';
import { answerMessage } from '../../../src/slack/blocks/answer.ts';
import { BLOCK_LIMITS } from '../../../src/slack/blocks/limits.ts';
import { nonceOf } from '../../../src/slack/blocks/message.ts';
import { sentenceCase, sentenceMessage } from '../../../src/slack/blocks/sentence-message.ts';
import { parseState } from '../../../src/slack/blocks/state.ts';
import { workingMessage } from '../../../src/slack/blocks/working-message.ts';

const common = { label: 'Country', aliases: [], many: false, optional: true, choices: [] };

const many = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => `${index} ${'x'.repeat(length)}`);

const emoji = '👩‍👩‍👧‍👦';

const arabic = '\u202eمبيعات\u202c';

const shown: AnswerView = {
  title: 'Sales by country',
  headline: '$4.2M in all; USA leads',
  understood: 'Sales by country · Last year',
  picture: { source: { slack_file: { id: 'F0123456789' } }, alt: 'Bars' },
  notes: [],
  receipt: '10 rows',
};

function options(params: readonly Param[], values: Request['values'] = {}): AnswerOptions {
  const query: Query = {
    name: 'sales',
    title: 'Sales',
    description: '',
    aliases: [],
    params,
    chart: 'auto',
    template: [],
    file: 'sales.sql',
    positionOf: () => ({ line: 1, column: 1 }),
    version: '0000000',
  };
  const request: Request = { query: 'sales', values, excluded: [] };
  return { query, request, state: { text: 'sales', asker: 'U1' }, nonce: 'n1' };
}

const country = (given: Partial<Param>): Param => ({
  ...common,
  name: 'country',
  type: 'string',
  role: 'filter',
  ...given,
});

const lookedUp = { values: { sql: 'SELECT 1' } };

describe('answerMessage() stays within what Slack takes', () => {
  test.each<[string, AnswerView, AnswerOptions]>([
    ['an ordinary answer', shown, options([country({})])],
    [
      'words of 10,000 characters',
      { ...shown, headline: '&'.repeat(10_000), understood: emoji.repeat(2000), receipt: 'r'.repeat(10_000) },
      options([]),
    ],
    [
      'alternative text of 10,000 characters',
      { ...shown, picture: { ...shown.picture!, alt: 'a\n'.repeat(5000) } },
      options([]),
    ],
    ['empty words', { ...shown, headline: '', understood: '\u0000', receipt: ' ' }, options([])],
    [
      'lone surrogates and direction overrides',
      { ...shown, headline: `\ud800*${arabic}`, understood: '\udc00' },
      options([]),
    ],
    ['a value of 10,000 characters', shown, options([country(lookedUp)], { country: ['v'.repeat(10_000)] })],
    [
      '99 long values in each of nine filters',
      shown,
      options(
        many(9, 3).map((name) => country({ name, ...lookedUp })),
        Object.fromEntries(many(9, 3).map((name) => [name, many(99, 140)])),
      ),
    ],
    ['60 parameters', shown, options(many(60, 3).map((name) => country({ name })))],
    [
      '100 values chosen of a list',
      shown,
      options([country({ ...lookedUp, many: true })], { country: many(100, 140) }),
    ],
    [
      'values that are left out',
      shown,
      {
        ...options([country({ ...lookedUp, many: true })], { country: many(90, 60) }),
        request: { query: 'sales', values: { country: many(90, 60) }, excluded: ['country'] },
      },
    ],
    [
      'repeated and empty values',
      shown,
      options([country({ ...lookedUp, many: true })], { country: ['', 'a', 'a', ' ', emoji, arabic] }),
    ],
    [
      'every type of parameter',
      shown,
      options([
        country({
          name: 'a',
          type: 'choice',
          choices: [{ name: 'x', label: emoji.repeat(30), sql: '', aliases: [] }],
          default: ['x'],
        }),
        country({ name: 'b', type: 'boolean', default: ['true'] }),
        country({ name: 'c', type: 'date', default: ['2025-01-01'] }),
        country({ name: 'd', type: 'date', default: ['yesterday'] }),
        country({ name: 'e', type: 'period', default: ['before 2020-01-01'] }),
        country({ name: 'f', type: 'integer', default: ['10'] }),
        country({ name: 'g', type: 'number', many: true }),
      ]),
    ],
    [
      'a table of 200 rows with pages',
      {
        ...shown,
        picture: undefined,
        table: {
          kind: 'data_table',
          numbers: many(200, 1).map(() => [1]),
          columns: [{ name: 'a', isNumber: true }],
          rows: many(200, 60).map((cell) => [cell]),
          whole: { rows: 200, columns: 1 },
        },
      },
      options([]),
    ],
    [
      'a table of 99 rows',
      {
        ...shown,
        picture: undefined,
        table: {
          kind: 'table',
          numbers: [],
          columns: [{ name: 'a', isNumber: true }],
          rows: many(99, 20).map((cell) => [cell]),
          whole: { rows: 99, columns: 1 },
        },
      },
      options([]),
    ],
  ])('%s', (_, given, asked) => {
    const { text, blocks } = answerMessage(given, asked);
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(isTooLong(blocks as never)).toBe(false);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4000);
    expect(JSON.stringify(blocks.filter(({ type }) => !type.endsWith('table'))).length).toBeLessThanOrEqual(
      BLOCK_LIMITS.messageJson + 100,
    );
    expect(nonceOf(blocks)).toBe('n1');
  });
});

test('answerMessage() shows where it is, in words and in every control', () => {
  const params = [
    country({
      name: 'by',
      label: 'By',
      type: 'choice',
      role: 'dimension',
      optional: false,
      default: ['city'],
      choices: ['country', 'city'].map((name) => ({ name, label: name, sql: '', aliases: [] })),
    }),
    country({ ...lookedUp, many: true }),
    country({ name: 'period', label: 'Period', type: 'period', default: ['last quarter'] }),
    country({ name: 'top', label: 'Top', type: 'integer', default: ['10'] }),
  ];
  const { blocks } = answerMessage(shown, options(params, { country: ['France', 'USA'] }));
  const filters = blocks.find(({ block_id }) => block_id === 'controls/n1');
  const faces = (
    filters as {
      elements: {
        text?: { text: string };
        initial_option?: { text: { text: string } };
        placeholder?: { text: string };
      }[];
    }
  ).elements;
  expect(
    faces.map(({ text, initial_option, placeholder }) => text?.text ?? initial_option?.text.text ?? placeholder?.text),
  ).toEqual(['Last quarter', 'by city', 'Filters', 'France, USA ✕', undefined]);
});

test('the question rides in the Filters button, packed when it is long', () => {
  const text = `sales customer="${many(90, 25).join('","')}"`;
  const { blocks } = answerMessage(shown, { ...options([]), state: { text } });
  const controls = blocks.find(({ block_id }) => block_id === 'controls/n1') as { elements: { value?: string }[] };
  const value = controls.elements.find((element) => element.value)!.value!;
  expect(value.length).toBeLessThanOrEqual(BLOCK_LIMITS.buttonValue);
  expect(parseState(value)).toEqual({ text });
});

test('a question too long to ride anywhere has no filters, and says so', () => {
  const text = Array.from({ length: 3000 }, (_, index) =>
    String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
  ).join('');
  const { blocks } = answerMessage(shown, { ...options([country({})]), state: { text } });
  expect(blocks.some(({ type }) => type === 'actions')).toBe(false);
  expect(JSON.stringify(blocks)).toContain('too long for filters');
});

describe('sentences', () => {
  test.each([
    ['no query is called "x": type help', 'No query is called "x": type help.'],
    ['did you mean sales?', 'Did you mean sales?'],
    ['österreich is no country', 'Österreich is no country.'],
    ['', '.'],
  ])('%s → %s', (text, sentence) => expect(sentenceCase(text)).toBe(sentence));

  test.each([
    ['mentions', '<!channel> & <@U1>'],
    ['10,000 characters', '<'.repeat(10_000)],
    ['nothing', ''],
  ])('%s', (_, text) => {
    for (const { blocks } of [
      sentenceMessage(text, { ask: ['sales', 'y'.repeat(3000)], nonce: 'n' }),
      workingMessage({ text, asker: 'U1' }, { nonce: 'n', progress: ' It usually takes 4 s.' }),
    ]) {
      expect(checkMessageBlocks(blocks)).toEqual([]);
      expect(
        JSON.stringify(
          blocks.filter(({ type }) => type === 'section').map((block) => ({ ...block, accessory: undefined })),
        ),
      ).not.toMatch(/"mrkdwn","text":"[^"]*<[!@]/);
    }
  });
});
