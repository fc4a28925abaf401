import type { types } from '@slack/bolt';
import { expect, test } from 'vitest';

import { readCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parse } from '../../../src/question/parse.ts';
import { askButton } from '../../../src/slack/blocks/ask-button.ts';
import { assistantBlocks } from '../../../src/slack/blocks/assistant.ts';
import { option } from '../../../src/slack/blocks/filter-ids.ts';
import { plain } from '../../../src/slack/blocks/limits.ts';

const catalogue = await readCatalogue('queries');

const asked = parse('sales', catalogue, () => []);

const options = {
  now: new Date('2026-11-27T12:00:00Z'),
  calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
} as const;

const actions = (...elements: types.ActionsBlockElement[]): types.ActionsBlock => {
  return { type: 'actions', block_id: 'a/n', elements };
};

const menu = (action_id: string, ...values: string[]): types.StaticSelect => {
  const offered = values.map((value) => option({ text: value, value }));
  return { type: 'static_select', action_id, options: offered, initial_option: offered[0]! };
};

/** The questions that the controls of some blocks ask, one list for each block. */
const questionsOf = (blocks: readonly types.KnownBlock[]) =>
  assistantBlocks(blocks, asked, options).flatMap((block) => {
    if (block.type !== 'actions') return [block.type];
    return block.elements.map((element) => {
      const values =
        element.type === 'static_select'
          ? element.options!.map(({ value }) => value!)
          : [(element as types.Button).value!];
      return values.map((value) => (JSON.parse(value) as { question: string }).question);
    });
  });

test('a button that asks becomes one that calls the tool, in a block of its own', () => {
  const blocks = assistantBlocks([actions(askButton('sales', 0)!, askButton('customers', 1)!)], undefined, options);
  expect(blocks).toMatchObject([
    { block_id: 'a/n/0', elements: [{ action_id: 'tool:ask', value: '{"question":"sales"}' }] },
    { block_id: 'a/n/1', elements: [{ action_id: 'tool:ask', value: '{"question":"customers"}' }] },
  ]);
});

test('controls that need the bot itself are left out', () => {
  const form: types.Button = { type: 'button', action_id: 'filters/sales', text: plain('Filters', 75), value: '{}' };
  expect(questionsOf([actions(form)])).toEqual([]);
  const filter = actions(menu('filter/sales/country', 'USA', 'France'));
  expect(assistantBlocks([filter], undefined, options)).toEqual([]); // it is not known what it would change
});

test('a menu of a filter asks with each of its values', () =>
  expect(questionsOf([actions(menu('filter/sales/country', 'USA', 'France'))])).toEqual([
    ['sales country=USA', 'sales country=France'],
  ]));

test('a menu of rows looks into each of them', () => {
  const [questions] = questionsOf([actions(menu('drill/sales/country', 'USA', 'France'))]) as string[][];
  expect(questions).toHaveLength(2);
  expect(questions![0]).toContain('country=USA');
});

test('a menu with only one question left is no menu', () =>
  expect(questionsOf([actions(menu('filter/sales/country', 'USA'))])).toEqual([]));

test('the menu "More" offers its table, and nothing else of the bot', () => {
  const more: types.Overflow = {
    type: 'overflow',
    action_id: 'more',
    options: ['table', 'subscribe', 'toString'].map((value) => ({ text: plain(value, 75), value })),
  };
  expect(questionsOf([actions(more)])).toEqual([['sales as=table']]);
});

test('words and public pictures stay, private pictures and lines between do not', () =>
  expect(
    questionsOf([
      { type: 'section', text: plain('Sales', 100) },
      { type: 'divider' },
      { type: 'image', alt_text: 'Bars', image_url: 'https://owl.example.com/1.png' },
      { type: 'image', alt_text: 'Bars', slack_file: { id: 'F1' } },
    ]),
  ).toEqual(['section', 'image']));

test('what is too long for one message loses its largest menus first', () => {
  const long = menu('filter/sales/country', ...Array.from({ length: 99 }, (_, index) => `${index} ${'x'.repeat(60)}`));
  const blocks = [
    { type: 'section', text: plain('Sales', 100) } as const,
    actions(askButton('sales', 0)!),
    actions(long),
  ];
  expect(questionsOf(blocks)).toEqual(['section', ['sales']]);
});
