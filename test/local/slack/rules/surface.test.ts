import { describe, expect, test } from 'vitest';

import { checkMessageBlocks, checkView, isTooLong } from '../../../../src/local/slack/rules/surface.ts';
import { option } from '../../../support/bot.ts';

const plain = (text: string) => ({ type: 'plain_text', text });

const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } });

const actions = (...elements: object[]) => ({ type: 'actions', elements });

const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });

const select = (more: object = {}) => ({ type: 'static_select', options: [option('a'), option('b')], ...more });

const times = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index));

const image = (more: object) => ({ type: 'image', alt_text: 'A chart', ...more });

const cell = { type: 'raw_text', text: 'x' };

const table = (rows: number, columns: number, text = 'x') => ({
  type: 'table',
  rows: times(rows, () => times(columns, () => ({ ...cell, text }))),
});

const dataTable = (rows: number, text = 'x') => ({ ...table(rows, 1, text), type: 'data_table', caption: 'Sales' });

const barChart = (labels: string[]) => ({
  type: 'data_visualization',
  title: 'Sales',
  chart: {
    type: 'bar',
    series: [{ name: 'Sales', data: labels.map((label) => ({ label, value: 1 })) }],
    axis_config: { categories: ['a', 'b'] },
  },
});

describe('checkMessageBlocks(blocks)', () => {
  test.each<[string, unknown, string[]]>([
    [
      'fine blocks',
      [section(3000), actions(button(), select({ initial_option: option('b') })), table(100, 20, 'xxxxx')],
      [],
    ],
    ['an emoji counts as one character', [{ type: 'header', text: plain('🦉'.repeat(150)) }], []],
    ['51 blocks', times(51, () => section(1)), ['no more than 50 items allowed [/blocks]']],
    ['an unknown block', [{ type: 'sections' }], ['unsupported type: sections [/blocks/0/type]']],
    ['a block without a type', [{}], ['missing required field: type [/blocks/0]']],
    ['no object', ['divider'], ['must provide an object [/blocks/0]']],
    ['a long section', [section(3001)], ['must be less than 3001 characters [/blocks/0/text/text]']],
    ['an empty text', [section(0)], ['must be more than 0 characters [/blocks/0/text/text]']],
    ['an empty section', [{ type: 'section' }], ['must define either `text` or `fields` [/blocks/0]']],
    [
      '11 fields',
      [{ type: 'section', fields: times(11, () => plain('x')) }],
      ['no more than 10 items allowed [/blocks/0/fields]'],
    ],
    [
      'a long field',
      [{ type: 'section', fields: [plain('x'.repeat(2001))] }],
      ['must be less than 2001 characters [/blocks/0/fields/0/text]'],
    ],
    [
      'formatted text in a header',
      [{ type: 'header', text: { type: 'mrkdwn', text: '*x*' } }],
      ['must be one of: plain_text [/blocks/0/text/type]'],
    ],
    [
      'a long header',
      [{ type: 'header', text: plain('x'.repeat(151)) }],
      ['must be less than 151 characters [/blocks/0/text/text]'],
    ],
    [
      '11 elements of context',
      [{ type: 'context', elements: times(11, () => plain('x')) }],
      ['no more than 10 items allowed [/blocks/0/elements]'],
    ],
    ['26 buttons', [actions(...times(26, () => button()))], ['no more than 25 items allowed [/blocks/0/elements]']],
    ['no elements', [actions()], ['no fewer than 1 items allowed [/blocks/0/elements]']],
    [
      'a long button',
      [actions(button({ text: plain('x'.repeat(76)) }))],
      ['must be less than 76 characters [/blocks/0/elements/0/text/text]'],
    ],
    [
      'a long value',
      [actions(button({ value: 'x'.repeat(2001) }))],
      ['must be less than 2001 characters [/blocks/0/elements/0/value]'],
    ],
    [
      'a style that there is not',
      [actions(button({ style: 'warning' }))],
      ['must be one of: primary, danger [/blocks/0/elements/0/style]'],
    ],
    [
      'a long action_id',
      [actions(button({ action_id: 'x'.repeat(256) }))],
      ['must be less than 256 characters [/blocks/0/elements/0/action_id]'],
    ],
    [
      '101 options',
      [actions(select({ options: times(101, (index) => option(`${index}`)) }))],
      ['no more than 100 items allowed [/blocks/0/elements/0/options]'],
    ],
    [
      'a long option',
      [actions(select({ options: [option('x'.repeat(76))] }))],
      ['must be less than 76 characters [/blocks/0/elements/0/options/0/text/text]'],
    ],
    [
      'a long option value',
      [actions(select({ options: [{ ...option('x'), value: 'x'.repeat(151) }] }))],
      ['must be less than 151 characters [/blocks/0/elements/0/options/0/value]'],
    ],
    [
      'options and groups',
      [actions(select({ option_groups: [{ label: plain('All'), options: [option('a')] }] }))],
      ["can't define both `options` or `option_groups` [/blocks/0/elements/0]"],
    ],
    [
      'an initial option that is not offered',
      [actions(select({ initial_option: option('c') }))],
      ['must be one of the provided options: initial_option [/blocks/0/elements/0]'],
    ],
    [
      'an initial option with another text',
      [actions(select({ initial_option: { ...option('a'), text: plain('A') } }))],
      ['must be one of the provided options: initial_option [/blocks/0/elements/0]'],
    ],
    [
      'initial options of which one is not offered',
      [actions({ ...select(), type: 'multi_static_select', initial_options: [option('a'), option('c')] })],
      ['must be one of the provided options: initial_options [/blocks/0/elements/0]'],
    ],
    [
      'a long placeholder',
      [actions(select({ placeholder: plain('x'.repeat(151)) }))],
      ['must be less than 151 characters [/blocks/0/elements/0/placeholder/text]'],
    ],
    [
      'six options of an overflow menu',
      [actions({ type: 'overflow', options: times(6, (index) => option(`${index}`)) })],
      ['no more than 5 items allowed [/blocks/0/elements/0/options]'],
    ],
    [
      'eleven checkboxes',
      [actions({ type: 'checkboxes', options: times(11, (index) => option(`${index}`)) })],
      ['no more than 10 items allowed [/blocks/0/elements/0/options]'],
    ],
    [
      'no date',
      [actions({ type: 'datepicker', initial_date: '1.1.2025' })],
      ['must match pattern ^\\d{4}-\\d{2}-\\d{2}$ [/blocks/0/elements/0/initial_date]'],
    ],
    [
      'a field in an actions block',
      [actions({ type: 'number_input', is_decimal_allowed: true })],
      ['unsupported type: number_input [/blocks/0/elements/0/type]'],
    ],
    ['an image of nothing', [image({})], ['must define either `image_url` or `slack_file` [/blocks/0]']],
    [
      'an image of two things',
      [image({ image_url: 'https://example.com/a.png', slack_file: { id: 'F123456789' } })],
      ["can't define both `image_url` or `slack_file` [/blocks/0]"],
    ],
    [
      'an image without words',
      [{ type: 'image', image_url: 'https://example.com/a.png' }],
      ['missing required field: alt_text [/blocks/0]'],
    ],
    [
      'long words for an image',
      [image({ image_url: 'https://example.com/a.png', alt_text: 'x'.repeat(2001) })],
      ['must be less than 2001 characters [/blocks/0/alt_text]'],
    ],
    [
      'a file id that is none',
      [image({ slack_file: { id: 'F1' } })],
      ['must match pattern ^F[A-Z0-9]{8,}$ [/blocks/0/slack_file/id]'],
    ],
    [
      'an image that was read from a message',
      [image({ slack_file: { id: 'F123456789' }, image_width: 10, fallback: '10x10px image' })],
      ['invalid additional property: image_width [/blocks/0]', 'invalid additional property: fallback [/blocks/0]'],
    ],
    [
      'the same block_id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      ['`block_id` already exists: a [/blocks/1/block_id]'],
    ],
    [
      'the same action_id twice in a block',
      [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
      ['`action_id` already exists: a [/blocks/0/elements/1/action_id]'],
    ],
    [
      'the same action_id in two blocks',
      [actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' }))],
      [],
    ],
    ['two tables', [table(1, 1), table(1, 1)], ['only one table allowed [/blocks/1]']],
    ['101 rows', [table(101, 1)], ['no more than 100 items allowed [/blocks/0/rows]']],
    ['21 columns', [table(1, 21)], ['no more than 20 items allowed [/blocks/0/rows/0]']],
    [
      'a wordy table',
      [table(100, 1, 'x'.repeat(101))],
      ['must be less than 10001 characters in all cells [/blocks/0]'],
    ],
    ['a column as it comes', [{ ...table(1, 2), column_settings: [null, { align: 'right' }] }], []],
    [
      'Markdown, which Owlpost does not send',
      [{ type: 'markdown', text: 'x' }],
      ['unsupported type: markdown [/blocks/0/type]'],
    ],
    ['a cell of 5,000 characters', [table(1, 1, 'x'.repeat(5000))], []],
    ['an empty cell', [table(1, 1, '')], ['must be more than 0 characters [/blocks/0/rows/0/0/text]']],
    ['a blank cell', [table(1, 1, ' ')], []],
    [
      'a number in a plain table',
      [{ type: 'table', rows: [[{ type: 'raw_number', value: 1 }]] }],
      ['unsupported type: raw_number [/blocks/0/rows/0/0/type]'],
    ],
    ['a data table', [dataTable(201)], []],
    ['a data table of 201 rows and a head', [dataTable(202)], ['no more than 201 items allowed [/blocks/0/rows]']],
    ['a data table of a head alone', [dataTable(1)], ['no fewer than 2 items allowed [/blocks/0/rows]']],
    [
      'a data table without a caption',
      [{ ...dataTable(2), caption: undefined }],
      ['missing required field: caption [/blocks/0]'],
    ],
    [
      'a data table of 20,001 characters',
      [dataTable(3, 'x'.repeat(6667))],
      ['must be less than 20001 characters in all cells [/blocks/0]'],
    ],
    [
      'two data tables of 20,001 characters together',
      [dataTable(2, 'x'.repeat(5000)), dataTable(2, 'x'.repeat(5001))],
      ['must be less than 20001 characters in all data tables [/blocks]'],
    ],
    ['a native chart', [barChart(['a', 'b'])], []],
    [
      'a native chart without a point for each category',
      [barChart(['a'])],
      ['must have exactly one data point for each category in each series [/blocks/0/chart]'],
    ],
    [
      'three native charts',
      times(3, () => barChart(['a', 'b'])),
      ['no more than 2 data_visualization blocks allowed [/blocks/2]'],
    ],
    [
      'a day that there is not',
      [actions({ type: 'datepicker', initial_date: '2026-02-31' })],
      ['must be a valid date [/blocks/0/elements/0/initial_date]'],
    ],
    [
      'an empty option value',
      [actions(select({ options: [{ ...option('a'), value: '' }] }))],
      ['must be more than 0 characters [/blocks/0/elements/0/options/0/value]'],
    ],
    [
      'empty words for an image',
      [image({ image_url: 'https://example.com/a.png', alt_text: '' })],
      ['must be more than 0 characters [/blocks/0/alt_text]'],
    ],
    [
      'a field for text in an actions block',
      [actions({ type: 'plain_text_input' })],
      ['unsupported type: plain_text_input [/blocks/0/elements/0/type]'],
    ],
  ])('%s', (_name, blocks, problems) => {
    expect(checkMessageBlocks(blocks).map(({ message, pointer }) => `${message} [${pointer}]`)).toEqual(problems);
  });
});

describe('isTooLong(blocks)', () => {
  const menu = actions(select({ options: times(100, (index) => option(`option number ${index} of a long menu`)) }));

  test.each<[string, object[], boolean]>([
    ['4 × 2,835 characters', times(4, () => section(2835)), false],
    ['4 × 2,836 characters', times(4, () => section(2836)), true],
    ['cells do not count', [table(3, 1, 'x'.repeat(3000)), section(3000)], false],
    ['menus do not count', times(10, () => menu), false],
  ])('%s', (_name, blocks, outcome) => {
    expect(isTooLong(blocks as Record<string, unknown>[])).toBe(outcome);
  });
});

describe('checkView(view)', () => {
  const modal = (more: object = {}) => ({ type: 'modal', title: plain('Title'), blocks: [section(1)], ...more });
  const input = { type: 'input', label: plain('Name'), element: { type: 'plain_text_input', action_id: 'name' } };

  const numberFields: [string, object, string?][] = [
    ['a number in its range', { min_value: '1', max_value: '3', initial_value: '2' }],
    [
      'a number outside of its range',
      { min_value: '1', max_value: '3', initial_value: '9' },
      '`initial_value` must be between `min_value` and `max_value`',
    ],
    ['a range upside down', { min_value: '3', max_value: '1' }, '`min_value` must not be more than `max_value`'],
    ['text for a number', { initial_value: 'ten' }, '`initial_value` must be a number'],
    ['a part of a whole number', { initial_value: '1.5' }, '`initial_value` must be a whole number'],
  ];

  test.each<[string, unknown, string[]]>([
    ['a fine modal', modal({ blocks: [input], submit: plain('Save') }), []],
    ['a fine home', { type: 'home', blocks: [section(1)] }, []],
    ['a long title', modal({ title: plain('x'.repeat(25)) }), ['must be less than 25 characters [/view/title/text]']],
    ['an input without submit', modal({ blocks: [input] }), ['missing required field: submit [/view]']],
    ['101 blocks', modal({ blocks: times(101, () => section(1)) }), ['no more than 100 items allowed [/view/blocks]']],
    ['a table in a modal', modal({ blocks: [table(1, 1)] }), ['unsupported type: table [/view/blocks/0/type]']],
    [
      'much metadata',
      modal({ private_metadata: 'x'.repeat(3001) }),
      ['must be less than 3001 characters [/view/private_metadata]'],
    ],
    [
      'a title at home',
      { type: 'home', title: plain('x'), blocks: [] },
      ['invalid additional property: title [/view]', 'no fewer than 1 items allowed [/view/blocks]'],
    ],
    ...numberFields.map(([name, fields, problem]): [string, unknown, string[]] => [
      name,
      modal({
        blocks: [{ ...input, element: { type: 'number_input', is_decimal_allowed: false, ...fields } }],
        submit: plain('Save'),
      }),
      problem ? [`${problem} [/view/blocks/0/element]`] : [],
    ]),
    [
      'a text that is longer than its field',
      modal({
        blocks: [{ ...input, element: { ...input.element, max_length: 2, initial_value: 'abc' } }],
        submit: plain('Save'),
      }),
      ['`initial_value` must not be longer than `max_length` [/view/blocks/0/element]'],
    ],
    ['another type', { type: 'sheet' }, ['unsupported type: sheet [/view/type]']],
  ])('%s', (_name, view, problems) => {
    const found = checkView(view).map(({ message, pointer }) => `${message} [${pointer}]`);
    expect(found.toSorted()).toEqual(problems.toSorted());
  });
});
