import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Engine } from '../../src/engine/engine.ts';
import type { Seen, Workspace } from '../support/workspace.ts';

import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { temporaryFolder } from '../support/program.ts';
import { filledModal, find, isAnswer, openWorkspace, wordsOf } from '../support/workspace.ts';

/** So often somebody clicks on an answer that is posted anew just then. */
const ATTEMPTS = 20;

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine(readConfig({ OWLPOST_DATA: temporaryFolder() }), { isWatching: false });
}, 60_000);

afterAll(() => engine.close());

/** The conversation as Mira and Tomás have it, by JSON calls: what one does is looked at as the other sees it. */
describe.each([
  ['over HTTP, with pictures on an own host', { isPublic: true }],
  ['over Socket Mode, with pictures uploaded', { isSocket: true }],
])('two people %s', (_, mode) => {
  let workspace: Workspace;

  beforeAll(async () => {
    const { context } = engine;
    context.forget?.('sales'); // an answer that is used again has nothing to explain
    workspace = await openWorkspace({ ...mode, own: context, now: () => new Date('2026-11-23T12:00:00Z') });
  }, 60_000);

  afterAll(() => workspace.close());

  const say = (person: string, text: string, channel = 'marketing', thread?: string) =>
    workspace.post('type', { person, channel, text, ...(thread && { thread }) });
  const sees = (person: string, isWanted: (message: Seen) => boolean) =>
    workspace.until(({ messages }) => messages.findLast(isWanted), person);
  const shows = (words: RegExp) => (message: Seen) => isAnswer(message) && words.test(wordsOf(message));
  const says = (words: RegExp) => (message: Seen) => !isAnswer(message) && words.test(wordsOf(message));
  /** Uses a control of the latest such message, which another click may just be posting anew. */
  const use = async (person: string, isWanted: (message: Seen) => boolean, control: string, value?: unknown) => {
    for (let attempt = 1; ; attempt++) {
      const message = await sees(person, isWanted);
      const [block, element] = find(message, control);
      const { channel, ts } = message;
      const place = { person, channel, ts, block: block.block_id, action: element.action_id };
      const reply = await workspace.post('act', { ...place, value });
      if (reply.ok) return message;
      if (attempt === ATTEMPTS) throw new Error(`${control} could not be used: ${JSON.stringify(reply)}`);
    }
  };
  const form = (person: string) => workspace.until(filledModal, person);
  /** What a form says; it is closed again, as it must be before its reader can use another control. */
  const readForm = async (person: string) => {
    const read = await form(person);
    await workspace.post('close', { person, view: read.id });
    return JSON.stringify(read);
  };
  const privately = async (person: string) =>
    (await workspace.scene(person)).messages.filter(({ ephemeral }) => ephemeral).length;

  test('the bot greets who writes to it, and where it is invited', async () => {
    await workspace.post('home', { person: 'mira', tab: 'messages' });
    await sees('mira', says(/I am Owlpost\..*What can be asked here: Sales/));
    await say('mira', '/invite @owlpost', 'lounge');
    const hello = await use('tomas', says(/I am Owlpost\./), 'ask/0');
    expect((await sees('mira', shows(/Sales by month · This year/))).channel).toBe(hello.channel);
  });

  test('a mention is answered in its thread, and half sentences of the other go on from there', async () => {
    await say('mira', '@owlpost sales by month 2025');
    const { thread_ts: thread } = await sees('tomas', shows(/Sales by month · 2025/));
    for (const [text, next] of [
      ['and by product line?', 'Sales by month and product line · 2025'],
      ['without the USA', 'Sales by month and product line · 2025 · Country: not USA'],
      ['same for last year', 'Sales by month and product line · Last year · Country: not USA'],
      ['reset', 'Sales by country · Last 12 months'],
      ['top 5', 'Sales by country · Last 12 months · Top: 5'],
      ['as table', 'Sales by country · Last 12 months · Top: 5 · as a table'],
      ['why?', 'Why sales changed · Last 12 months · as a table'],
    ] as const) {
      await say('tomas', text, 'marketing', thread);
      const answer = await sees('mira', shows(new RegExp(`Now it is “${next.replaceAll('·', '.')}”`)));
      expect([answer.thread_ts, /Follows “[^”]+”/.test(wordsOf(answer))]).toEqual([thread, true]);
    }
  });

  test('/owl and … follows up one’s own question, not the one of the other', async () => {
    await say('mira', '/owl orders by month 2025');
    await sees('tomas', shows(/Orders by month · 2025/));
    await say('tomas', '/owl units by country 2024');
    await sees('mira', shows(/Units sold by country · 2024/));
    await say('mira', '/owl and only France');
    await sees('tomas', shows(/Orders by month · 2025 · Country: France/));
  });

  test('the menu of a message and the shortcut from anywhere ask by a form', async () => {
    await say('tomas', 'margin by vendor 2025');
    const said = await sees('mira', ({ text }) => text.startsWith('margin by vendor'));
    await workspace.post('shortcut', {
      person: 'mira',
      callback: 'ask_about_message',
      channel: 'marketing',
      ts: said.ts,
    });
    const about = await form('mira');
    const values = { 'ask/question': { 'ask/question': 'margin by vendor 2025' } };
    await workspace.post('submit', { person: 'mira', view: about.id, values });
    expect((await sees('tomas', shows(/Margin by vendor · 2025/))).thread_ts).toBe(said.ts);
    await workspace.post('shortcut', { person: 'tomas', callback: 'ask_owlpost' });
    const anywhere = await form('tomas');
    await workspace.post('submit', { person: 'tomas', view: anywhere.id, values });
    await sees('tomas', (message) => message.channel.startsWith('D') && shows(/Margin by vendor · 2025/)(message));
  });

  test('filters, chips and forms of both change one answer in its place', async () => {
    await say('mira', '/owl sales by country 2025 vs last year');
    await use('tomas', shows(/Sales by country · 2025 · vs last year/), 'filter/sales/by', '=city');
    await use('mira', shows(/Sales by city · 2025 · vs last year/), 'remove/sales');
    await use('tomas', shows(/Sales by city · 2025"/), 'filter/sales/period', '?');
    const dates = await form('tomas');
    await workspace.post('submit', {
      person: 'tomas',
      view: dates.id,
      values: { 'form/from': { 'form/from': '2025-03-01' }, 'form/to': { 'form/to': '2025-03-31' } },
    });
    await use('mira', shows(/Sales by city · 1 – 31 Mar 2025/), 'filters');
    const filters = await form('mira');
    const { options, option_groups: groups } = await workspace.post('suggest', {
      person: 'mira',
      view: filters.id,
      block: 'param/customer',
      action: 'filter/sales/customer',
      query: 'gifts',
    });
    expect(JSON.stringify(groups ?? options)).toMatch(/\d+ of \d+ match/);
    await workspace.post('submit', {
      person: 'mira',
      view: filters.id,
      values: { 'param/country': { 'filter/sales/country': ['=France'] } },
    });
    await sees('tomas', shows(/Sales by city · 1 – 31 Mar 2025 · Country: France/));
  });

  test('one looks into a row, the other goes back up, asks why, has it explained and takes the rows', async () => {
    await say('mira', '/owl sales by country 2024');
    await use('tomas', shows(/Sales by country · 2024"/), 'drill/', '=France');
    await use('mira', shows(/Sales by city · 2024 · Country: France/), 'up');
    await use('tomas', shows(/Sales by country · 2024"/), 'filter/sales/period', 'vs:last year');
    const isCompared = shows(/"Sales by country · 2024 · vs last year/);
    await use('tomas', isCompared, 'why');
    expect(wordsOf(await sees('mira', shows(/Why sales \w+ · 2024/)))).toMatch(/explains? most/);
    await use('mira', isCompared, 'more', 'explain');
    expect(await readForm('mira')).toContain('Rows behind it');
    await use('tomas', isCompared, 'more', 'table');
    const isTable = (message: Seen) => isCompared(message) && message.blocks!.some(({ type }) => type === 'data_table');
    const table = await use('mira', isTable, 'more', 'csv');
    const isCsv = ({ files, thread_ts: thread }: Seen) =>
      thread === table.ts && JSON.stringify(files ?? '').includes('.csv');
    await sees('tomas', isCsv);
    await use('mira', isTable, 'more', 'details');
    const details = await readForm('mira');
    for (const words of ['Owner', 'Execution', 'To ask it again', 'SELECT', 'sales.yml'])
      expect(details).toContain(words);
  });

  test('one doubts a number; the other says that it is right', async () => {
    await say('mira', '/owl orders by vendor 2024');
    await use('tomas', shows(/Orders by vendor · 2024/), 'more', 'details');
    const details = await form('tomas');
    const block = details.blocks.find(({ elements = [] }) => elements.some(({ action_id }) => action_id === 'doubt'))!;
    await workspace.post('act', { person: 'tomas', view: details.id, block: block.block_id, action: 'doubt' });
    await sees('mira', shows(/Under review/));
    await use('mira', says(/thinks that this number looks wrong/), 'review/right');
    await sees('tomas', (message) => shows(/Orders by vendor/)(message) && !/Under review/.test(wordsOf(message)));
  });

  test('what one tries alone the other does not see, until it is posted', async () => {
    const before = await privately('tomas');
    await say('mira', '/owl margin by city 2025 just me');
    const isOwn = (words: RegExp) => (message: Seen) => message.ephemeral && shows(words)(message);
    await use('mira', isOwn(/Margin by city · 2025/), 'filter/sales/by', '=vendor');
    await sees('mira', isOwn(/Margin by vendor · 2025/));
    expect(await privately('tomas')).toBe(before);
    await use('mira', isOwn(/Margin by vendor · 2025/), 'share');
    await sees('tomas', shows(/Margin by vendor · 2025/));
  });

  test('a channel keeps filters and a name for a question, for both', async () => {
    await say('mira', '/owl here only France', 'general');
    await sees('tomas', says(/now keep to/));
    await say('tomas', '/owl orders by city 2025', 'general');
    const first = await sees('mira', shows(/Orders by city · 2025 · Country: France/));
    await say('tomas', '/owl save as french-orders', 'general');
    await sees('tomas', says(/Everybody can now ask \/owl french-orders/));
    await say('mira', '/owl forget here', 'general');
    await say('mira', '/owl french-orders', 'general');
    await sees(
      'tomas',
      (message) => message.ts !== first.ts && shows(/Orders by city · 2025 · Country: France/)(message),
    );
    await workspace.post('home', { person: 'tomas' });
    await workspace.until(({ home }) => JSON.stringify(home ?? '').includes('french-orders'), 'tomas');
    await say('tomas', '/owl settings', 'general');
    await use('tomas', says(/My answers/), 'set/person-private');
    await say('tomas', '/owl units 2025', 'general');
    await sees('tomas', (message) => message.ephemeral && shows(/Units sold/)(message));
  });

  test('clicks of both at once end in what the last one asked; a repeated one counts once', async () => {
    await say('mira', '/owl customers by country 2025');
    await sees('tomas', shows(/Customers by country · 2025/));
    await workspace.fault({ method: 'delivery', duplicates: 1 });
    await use('mira', shows(/Customers by/), 'filter/sales/by', '=vendor');
    await use('tomas', shows(/Customers by/), 'filter/sales/period', '=last quarter');
    for (const person of ['mira', 'tomas']) await sees(person, shows(/Customers by vendor · Last quarter/));
    const { messages } = await workspace.scene('mira');
    expect(messages.filter(shows(/Customers by/))).toHaveLength(1);
  });

  test('what Slack refuses is said to who asked, and nobody else', async () => {
    const before = await privately('tomas');
    await say('mira', '/owl orders 2025', 'board');
    await use('mira', says(/Type \/invite @owlpost here/), 'ask/1');
    await sees('mira', (message) => message.ephemeral && shows(/Orders · 2025/)(message));
    await workspace.fault({ method: 'chat.postMessage', error: 'missing_scope', times: 9 });
    await say('mira', '/owl orders by weekday 2025');
    await sees('mira', says(/I lack a permission in this workspace/));
    expect(await privately('tomas')).toBe(before);
  });
});
