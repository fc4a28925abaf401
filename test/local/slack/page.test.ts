import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { LocalSlack } from '../../../src/local/slack/server.ts';

import { openSlack } from '../../../src/local/slack/server.ts';
import { openBot } from '../../support/bot.ts';
import { CHROMIUM, NO_CHROMIUM, openBrowser } from '../../support/browser.ts';
import { actAs, apiOf, eventually } from '../../support/person.ts';

if (!CHROMIUM) console.log(NO_CHROMIUM);

describe.skipIf(!CHROMIUM)('the page', () => {
  let slack: LocalSlack;
  let bot: Awaited<ReturnType<typeof openBot>>;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    const questions = ['sales by country', 'sales by month'];
    slack = await openSlack({
      fileDelay: 0,
      examples: ['/owl hello'],
      manifest: {
        shortcuts: [
          { name: 'Ask about this', type: 'message', callback_id: 'ask_about' },
          { name: 'Ask anything', type: 'global', callback_id: 'ask' },
        ],
      },
      completions: async (text) => questions.filter((question) => question.startsWith(text)),
    });
    bot = await openBot(slack);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await bot.close();
    await slack.close();
    expect(complaints).toEqual([]);
  });

  async function visit(address: string, options: object = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(`${slack.url}/${address}`);
    await page.getByRole('main').getByRole('region').first().waitFor();
    return page;
  }

  test('a question is completed, asked, answered and refined', async () => {
    const page = await visit('#/mira/sales');
    const field = page.getByRole('combobox', { name: 'Message #sales' });
    await field.fill('/o');
    await page.getByRole('option', { name: 'Ask a question' }).click();
    await field.pressSequentially('sales by m');
    await page.getByRole('option', { name: '/owl sales by month' }).waitFor();
    await field.press('Tab');
    expect(await field.inputValue()).toBe('/owl sales by month');
    await field.fill('/owl chart');
    await field.press('Enter');
    const answer = page.getByRole('article', { name: /^Owlpost/ }).last();
    await answer.getByText('Sales by country: $4.2M').waitFor();

    await answer.getByRole('button', { name: 'By: country' }).click();
    await page.getByRole('option', { name: 'month' }).click();
    await page.getByText('Sales by month in all countries').waitFor();
    await answer.getByRole('button', { name: 'Country' }).click();
    await page.getByRole('option', { name: 'France' }).click();
    await page.getByRole('option', { name: 'Japan' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('in France, Japan from 2025-01-01').waitFor();
    await answer.getByLabel('Date').fill('2024-02-03');
    await page.getByText('from 2024-02-03').waitFor();

    await answer.getByRole('button', { name: 'Enlarge picture' }).click();
    await page.getByRole('dialog', { name: 'Enlarged picture' }).click();
    await page.reload();
    await page.getByText('from 2024-02-03').waitFor();
    expect(await answer.getByRole('button', { name: 'Country: France, Japan' }).isVisible()).toBe(true);
    await page.close();
  });

  test('a modal complains, keeps what was typed, and is submitted', async () => {
    const page = await visit('#/mira/marketing');
    const field = page.getByRole('combobox', { name: 'Message #marketing' });
    await field.fill('/owl modal');
    await field.press('Enter');
    const modal = page.getByRole('dialog', { name: 'Subscribe' });
    await modal.getByLabel('Name').fill('ab');
    await modal.getByRole('button', { name: 'Customer' }).click();
    await page.getByRole('combobox', { name: 'Search Customer' }).fill('caf');
    await page.getByRole('option', { name: 'Café Lumière' }).click();
    await modal.getByRole('button', { name: 'Subscribe' }).click();
    await modal.getByText('Please write at least 3 characters.').waitFor();
    expect(await modal.getByLabel('Name').inputValue()).toBe('ab');
    expect(await modal.getByRole('button', { name: 'Customer: Café Lumière' }).isVisible()).toBe(true);
    await modal.getByLabel('Name').fill('Mondays');
    await modal.getByRole('button', { name: 'Subscribe' }).click();
    await modal.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Messages, unread' }).click();
    await page.getByText('Subscribed to Mondays').waitFor();
    await page.close();
  });

  test('what others do arrives while a field is being used', async () => {
    const page = await visit('#/jonas/general');
    const field = page.getByRole('combobox', { name: 'Message #general' });
    await field.fill('half a sentence');
    const call = apiOf(slack);
    const { ts, channel } = await call('chat.postMessage', { channel: 'general', text: 'Working on it' });
    await page.getByText('Working on it').waitFor();
    await call('chat.update', { channel, ts, text: 'Done with it' });
    await page.getByText('Done with it (edited)').waitFor();
    expect(await field.inputValue()).toBe('half a sentence');
    expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.close();
  });

  test('a data table is sorted by its numbers and turned page by page', async () => {
    const cell = (text: string, value?: number) =>
      value === undefined ? { type: 'raw_text', text } : { type: 'raw_number', text, value };
    const rows = [
      [cell('Country'), cell('Orders')],
      ...[9, 80, 700].map((count) => [cell('X'), cell(`${count}`, count)]),
    ];
    const blocks = [{ type: 'data_table', caption: 'Orders by country', page_size: 2, rows }];
    await apiOf(slack)('chat.postMessage', { channel: 'general', text: 'x', blocks });
    const page = await visit('#/mira/general');
    const table = page.getByRole('region', { name: 'Orders by country' });
    expect(await table.locator('th.right').allTextContents(), 'a head stands over its numbers').toEqual(['Orders']);
    const numbers = () => table.locator('td.right').allTextContents();
    expect(await numbers()).toEqual(['9', '80']);
    await table.getByRole('button', { name: 'Orders' }).click();
    await table.getByRole('button', { name: 'Orders' }).click();
    expect(await numbers()).toEqual(['700', '80']);
    await table.getByRole('button', { name: 'Next' }).click();
    expect(await numbers()).toEqual(['9']);
    await page.close();
  });

  test('shortcuts are offered at a message and anywhere, and people talk without the bot', async () => {
    const used: string[] = [];
    bot.app.shortcut(/^ask/, async ({ ack, shortcut }) => {
      used.push(shortcut.callback_id);
      await ack();
    });
    await actAs(slack, 'mira').types('D0MIRATOM1', 'Only between us');
    const page = await visit('#/tomas/general');
    await page.getByRole('button', { name: 'Mira Okafor', exact: true }).click();
    const message = page.getByRole('article').getByText('Only between us');
    await message.hover();
    await page.getByRole('article').getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: 'Ask about this' }).click();
    await eventually(async () => used.length === 1);
    await page.getByRole('button', { name: 'Shortcuts' }).last().click();
    await page.getByRole('menuitem', { name: 'Ask anything' }).click();
    await eventually(async () => used.length === 2);
    expect(used).toEqual(['ask_about', 'ask']);
    await page.close();
  });

  test('nobody types where Slack does not let them', async () => {
    const page = await visit('#/mira/spring-launch');
    await page.getByText('This channel is archived.').waitFor();
    await page.getByRole('button', { name: 'announcements' }).click();
    await page.getByText('Only administrators can post here.').waitFor();
    expect(await page.getByRole('combobox').count()).toBe(0);
    await page.close();
  });

  test('a moment is told by the clocks of whoever reads it, as their profile says', async () => {
    const text = 'Next: <!date^1767225600^{date_short}, {time}|soon>'; // midnight, in UTC
    await apiOf(slack)('chat.postMessage', { channel: 'marketing', text });
    for (const [person, words] of [
      ['mira', 'Next: 1 Jan 2026, 01:00'],
      ['priya', 'Next: 1 Jan 2026, 05:30'],
      ['jonas', 'Next: 31 Dec 2025, 19:00'],
    ]) {
      const page = await visit(`#/${person}/marketing`);
      await page.getByText(words!).waitFor();
      await page.close();
    }
  });

  test('text of others is never markup', async () => {
    const page = await visit('#/mira/general');
    const text = '<img src=x onerror=alert(1)> <javascript:alert(1)|click me> *<https://example.com|bold link>*';
    await apiOf(slack)('chat.postMessage', { channel: 'general', text });
    await page.getByText('click me').waitFor();
    expect(await page.getByRole('link', { name: 'click me' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'bold link' }).getAttribute('href')).toBe('https://example.com');
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    await page.close();
  });

  test('a phone shows one thing at a time', async () => {
    await actAs(slack, 'priya').types('ops', 'Hello from the warehouse');
    const page = await visit('#/priya/ops', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await page.getByRole('button', { name: 'Reply in thread' }).tap();
    await page.getByRole('combobox', { name: 'Reply…' }).fill('Hello back');
    await page.getByRole('complementary', { name: 'Thread' }).getByRole('button', { name: 'Send' }).tap();
    await page.getByRole('log', { name: 'Replies' }).getByText('Hello back').waitFor();
    await page.getByRole('button', { name: 'Close thread' }).tap();
    await page.getByRole('button', { name: '1 reply' }).waitFor();
    await page.getByRole('button', { name: 'Channels' }).tap();
    await page.getByRole('button', { name: 'App home' }).tap();
    await page.getByText('Welcome home').waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
    await page.close();
  });
});
