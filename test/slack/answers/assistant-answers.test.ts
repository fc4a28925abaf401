import pino from 'pino';
import { afterAll, describe, expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';

import { answer } from '../../../src/answer/answer.ts';
import { understand } from '../../../src/answer/understand.ts';
import { openEngine } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { UserError } from '../../../src/error.ts';
import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { formatRequest } from '../../../src/question/request.ts';
import { openAssistantAnswers } from '../../../src/slack/answers/assistant-answers.ts';
import { controlsOf } from '../../../src/slack/blocks/message.ts';
import { openMessageCache } from '../../../src/slack/messages/message-cache.ts';
import { temporaryFolder } from '../../support/program.ts';

const engine = await openEngine(readConfig({ OWLPOST_DATA: temporaryFolder() }), { isWatching: false });

afterAll(() => engine.close());

const NOW = new Date('2026-11-27T12:00:00Z');

const askers = { askerOf: async () => ({}) };

const options = {
  askers,
  answerContext: engine.context,
  cache: openMessageCache(),
  now: () => NOW,
  log: pino({ level: 'silent' }),
};

const assistant = openAssistantAnswers({
  ...options,
  pictures: { publish: async () => ({ image_url: 'https://owlpost.example.com/pictures/1.png' }) },
});

const asked = (text: string): Promise<Answer> =>
  answer(text, engine.context, { now: NOW, signal: new AbortController().signal });

type Blocks = Awaited<ReturnType<typeof assistant.answerBlocks>>;

/** What each control says, and the question that using it asks: of a menu each option. */
function questionsOf(blocks: Blocks): ReadonlyMap<string, string> {
  const pairs = blocks.flatMap(controlsOf).flatMap((control) => {
    if (control.type === 'button') return [[control.text.text, control.value!] as const];
    if (control.type !== 'static_select') throw new Error(`a ${control.type} in Slack's assistant`);
    return control.options!.map(({ text, value }) => [text.text, value!] as const);
  });
  return new Map(pairs.map(([words, value]) => [words, JSON.parse(value).question as string]));
}

describe('answerBlocks()', () => {
  test.each([
    'sales by country 2025',
    'sales by month 2025 vs last year',
    'orders in France 2025',
    'sales by product line as table',
    'why sales 2025 vs 2024',
  ])('shows %s in blocks that Slack takes, each control by itself', async (text) => {
    const blocks = await assistant.answerBlocks(await asked(text));
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(new Set(blocks.map(({ type }) => type))).not.toContain('input');
    for (const block of blocks.filter(({ type }) => type === 'actions')) {
      expect(controlsOf(block)).toMatchObject([{ action_id: 'tool:ask' }]);
    }
  });

  test('has controls that ask canonical questions', async () => {
    const blocks = await assistant.answerBlocks(await asked('sales in France 2025 by country'));
    const questions = questionsOf(blocks);
    expect(Object.fromEntries(questions)).toMatchObject({
      'by product line': 'sales by=product_line country=France period=2025',
      'Last quarter': 'sales country=France period="last quarter"',
      'vs last year': 'sales country=France period=2025 compare="last year"',
      'France ✕': 'sales period=2025',
      'Show as table': 'sales country=France period=2025 as=table',
    });
    expect([...questions.keys()]).not.toContain('Filters');
  });

  test('has chips that take one thing away', async () => {
    const blocks = await assistant.answerBlocks(await asked('sales by month in France 2025 vs last year'));
    expect(questionsOf(blocks).get('vs last year ✕')).toBe('sales by=month country=France period=2025');
  });

  test('has only controls that hold canonical texts', async () => {
    const blocks = await assistant.answerBlocks(await asked('sales by country 2025 vs last year'));
    const questions = [...questionsOf(blocks).values()];
    expect(questions).toContain('sales show=why period=2025 compare="last year"');
    for (const question of questions) {
      const { request } = await understand(question, engine.context, { now: NOW });
      expect(formatRequest(request)).toBe(question);
    }
  });

  test.each([
    ['has no public address', undefined],
    ['cannot be published', { publish: () => Promise.reject(new Error('no room')) }],
  ])('lets Slack draw the chart of a picture that %s', async (_, pictures) => {
    const { answerBlocks } = openAssistantAnswers({ ...options, pictures });
    const blocks = await answerBlocks(await asked('sales by country 2025'));
    expect(blocks.map(({ type }) => type)).not.toContain('image');
    expect(blocks).toContainEqual(expect.objectContaining({ type: 'data_visualization', title: 'Sales by country' }));
    expect(JSON.stringify(blocks)).toContain('Slack draws the chart instead.');
    expect(checkMessageBlocks(blocks)).toEqual([]);
    const why = await answerBlocks(await asked('why sales 2025 vs 2024'));
    expect(why.map(({ type }) => type)).not.toContain('data_visualization');
    expect(checkMessageBlocks(why)).toEqual([]);
  });

  test('leaves out a picture that is a file of Slack', async () => {
    const uploaded = await openAssistantAnswers({
      ...options,
      pictures: { publish: async () => ({ slack_file: { id: 'F1' } }) },
    }).answerBlocks(await asked('sales by country 2025'));
    expect(uploaded.map(({ type }) => type)).not.toContain('image');
  });

  test('points to no menu that the assistant does not show', async () => {
    const blocks = await assistant.answerBlocks(await asked('sales by day 2025 as table'));
    expect(JSON.stringify(blocks)).toContain('The table shows the first rows.');
    expect(JSON.stringify(blocks)).not.toContain('More →');
  });

  test('stays within one message when the question is long', async () => {
    const many = [
      'France',
      'Germany',
      'Spain',
      'Italy',
      'Norway',
      'Sweden',
      'Finland',
      'Denmark',
      'Japan',
      'Singapore',
    ];
    const blocks = await assistant.answerBlocks(await asked(`sales by product in ${many.join(' or ')} 2025`));
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(JSON.stringify(blocks).length).toBeLessThan(12_500);
  });
});

test('refusalBlocks() says why, with what may have been meant as buttons', () => {
  const blocks = assistant.refusalBlocks(new UserError('no query is called "slaes"', { suggestions: ['sales'] }));
  expect(checkMessageBlocks(blocks)).toEqual([]);
  expect(JSON.stringify(blocks)).toContain('No query is called');
  expect([...questionsOf(blocks)]).toEqual([['sales', 'sales']]);
});
