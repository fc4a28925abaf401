import { beforeAll, describe, expect, test } from 'vitest';

import type { PlaygroundPage } from '../support/playground-page.ts';

import { CHROMIUM, NO_CHROMIUM } from '../support/browser.ts';
import { openPlayground } from '../support/playground-page.ts';

if (!CHROMIUM) console.log(NO_CHROMIUM);

/** Mira and Tomás in one channel, each in a window of their own: what one does, the other sees, or is not shown. */
describe.skipIf(!CHROMIUM)('two people in one channel', () => {
  const { open } = openPlayground();
  let mira: PlaygroundPage;
  let tomas: PlaygroundPage;

  beforeAll(async () => {
    [mira, tomas] = await Promise.all([open('mira', 'lounge'), open('tomas', 'lounge')]);
  }, 30_000);

  const thread = ({ page }: PlaygroundPage) => page().getByRole('complementary', { name: 'Thread' });
  const lastReply = (who: PlaygroundPage) => thread(who).getByRole('article').last();
  const replies = async (who: PlaygroundPage, text: string) => {
    const field = thread(who).getByRole('combobox');
    await field.fill(text);
    await field.press('Enter');
  };
  test('one invites the bot; both are greeted, and the other clicks on an example', async () => {
    await mira.type('/owl sales by country 2025');
    await mira.sees(/I cannot post in this conversation yet\. Type \/invite @owlpost here/);
    await mira.pictures('refused');
    await mira.type('/invite @owlpost');
    await tomas.sees(/I am Owlpost\.[\s\S]*What can be asked here: Sales/);
    await tomas.pictures('greeting');
    await tomas.latest().getByRole('button', { name: 'sales by month this year' }).click();
    await mira.sees(/Sales by month · This year/);
    await mira.sees(/asked by @Tomás Lindqvist/);
  });

  test('a mention is answered in its thread, where the other follows up in half sentences', async () => {
    await mira.type('@owlpost sales by month 2025');
    await tomas
      .page()
      .getByRole('button', { name: /1 reply/ })
      .click();
    await expect.poll(() => lastReply(tomas).innerText()).toMatch(/Sales by month · 2025/);
    for (const [text, follows] of [
      [
        'and by product line?',
        /Follows “Sales by month · 2025”\. Now it is “Sales by month and product line · 2025”\./,
      ],
      ['same for last year', /Now it is “Sales by month and product line · Last year”\./],
      ['as table', /Now it is “[^”]*as a table”\./],
      ['why?', /Follows “Sales by month[^”]*”\. Now it is “Why sales changed/],
    ] as const) {
      await replies(tomas, text);
      await expect.poll(() => lastReply(tomas).innerText()).toMatch(follows);
    }
    await tomas.pictures('thread');
    await thread(tomas).getByRole('button', { name: 'Close thread' }).click();
  });

  test('one asks about what the other has said, by the menu of the message', async () => {
    await tomas.type('How many orders by country in 2024?');
    const said = mira.latest();
    await expect.poll(() => said.innerText()).toContain('How many orders');
    await said.hover();
    await said.getByRole('button', { name: /shortcuts/i }).click();
    await mira.page().getByRole('menuitem', { name: 'Ask Owlpost about this' }).click();
    const form = mira.page().getByRole('dialog');
    await form.getByRole('textbox').first().waitFor();
    await mira.pictures('about');
    await form.getByRole('button', { name: 'Ask', exact: true }).click();
    await tomas
      .page()
      .getByRole('button', { name: /1 reply/ })
      .last()
      .click();
    await expect.poll(() => lastReply(tomas).innerText()).toMatch(/Orders by country · 2024[\s\S]*asked by @Mira/);
    await thread(tomas).getByRole('button', { name: 'Close thread' }).click();
  });

  test('one doubts a number, which both see under review until the other says that it is right', async () => {
    await mira.visit('marketing');
    await tomas.visit('marketing');
    await mira.type('/owl sales by country 2025 vs last year');
    await tomas.sees(/\+8% against last year[\s\S]*asked by @Mira Okafor/);
    await tomas.more('Details…');
    const details = tomas.page().getByRole('dialog');
    await details.getByText('To ask it again, copy this').waitFor();
    expect(await details.innerText()).toMatch(/Execution[\s\S]*sales period=2025 compare="last year"[\s\S]*SELECT/);
    await tomas.pictures('details');
    await details.getByRole('button', { name: 'Number looks wrong' }).click();
    await details.getByRole('button', { name: 'Close' }).last().click();
    await mira.sees(/Under review/);
    await mira
      .page()
      .getByRole('button', { name: /\d repl/ })
      .last()
      .click();
    await expect.poll(() => lastReply(mira).innerText()).toMatch(/#analytics, please have a look/);
    await mira.pictures('doubt');
    await lastReply(mira).getByRole('button', { name: /right/i }).first().click();
    await expect.poll(() => lastReply(mira).innerText()).toMatch(/@Mira Okafor[^\n]*right/);
    await tomas.sees(/^(?!.*Under review).*asked by @Mira Okafor/s);
    await thread(mira).getByRole('button', { name: 'Close thread' }).click();
  });

  test('both change the answer in its place, each from what the other has made of it', async () => {
    await tomas.choose(/^By/, /by product line/);
    await mira.sees(/Sales by product line · 2025/);
    await mira.choose(/^Period/, /Last quarter/);
    await tomas.sees(/Sales by product line · Last quarter/);
    await tomas
      .latest()
      .getByRole('button', { name: /Remove vs last year|vs last year/ })
      .click();
    await expect.poll(() => mira.latest().innerText()).not.toMatch(/vs last year/);
    await Promise.all([mira.more('Show as table'), tomas.choose(/^By/, /by city/)]);
    await mira.sees(/Sales by city · Last quarter[\s\S]*Page 1 of/);
    await tomas.sees(/Sales by city · Last quarter[\s\S]*Page 1 of/);
    await tomas.pictures('table');
    await mira.more('Download CSV');
    await expect.poll(() => tomas.latest().innerText()).toMatch(/2 replies/); // the doubt is the first
  });

  test('one tries something out alone; the other sees what is posted', async () => {
    const before = await tomas.log().getByRole('article').count();
    await mira.type('/owl orders by month in France 2025 just me');
    await mira.sees(/Only visible to you[\s\S]*Orders by month · 2025 · Country: France/);
    await mira.latest().getByRole('button', { name: 'Remove France' }).click();
    await expect.poll(() => mira.latest().innerText()).not.toMatch(/Country: France/);
    await mira.pictures('private');
    expect(await tomas.log().getByRole('article').count()).toBe(before);
    await mira.latest().getByRole('button', { name: 'Post to channel' }).click();
    await tomas.sees(/Orders by month · 2025[\s\S]*asked by @Mira Okafor/);
  });

  test('a channel keeps a filter for both, and a question that one saves is asked by the other', async () => {
    await mira.type('/owl here only France');
    await tomas.sees(/now keep to/);
    await tomas.type('/owl sales by city last year');
    await mira.sees(/Sales by city · Last year[^\n]*Country: France[\s\S]*asked by @Tomás/);
    await tomas.type('/owl save as french-cities');
    await tomas.sees(/Everybody can now ask \/owl french-cities/);
    await mira.type('/owl french-cities');
    await tomas.sees(/Sales by city · Last year[^\n]*Country: France[\s\S]*asked by @Mira/);
    await mira.type('/owl forget here');
    await mira.sees(/no filters of its own any more/);
    await tomas.visit('home');
    await expect.poll(() => tomas.page().getByRole('main').innerText()).toMatch(/Saved questions[\s\S]*french-cities/);
    await tomas.pictures('home');
    await tomas.visit('marketing');
  });

  test('one subscribes to an answer, and finds it among what comes to them', async () => {
    await tomas.type('/owl sales by product line last week');
    await mira.sees(/Sales by product line · Last week[\s\S]*asked by @Tomás/);
    await mira.more('Subscribe…');
    const form = mira.page().getByRole('dialog');
    await form.getByText('To me alone, as a message').click();
    await mira.pictures('subscribe');
    await form.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await mira.visit('home');
    const home = mira.page().getByRole('main');
    await expect
      .poll(() => home.innerText())
      .toMatch(
        /What comes to you by itself\s+Sales by product line · Last week[\s\S]*to you alone\s+Next: \d+ \w+ \d{4}, 09:00/,
      );
    await mira.pictures('home-mira');
    await home.getByRole('button', { name: /^More/ }).first().click();
    await mira.page().getByRole('menuitem', { name: 'Pause' }).click();
    await expect.poll(() => home.innerText()).toMatch(/to you alone\s+Paused/);
    await mira.visit('marketing');
  });

  test('what Slack does not allow is said where it was asked, with the answer a click away', async () => {
    const asksIn = async (name: string) => {
      await mira.page().getByRole('button', { name }).first().click();
      await mira.type('/owl sales by country 2025');
    };
    await asksIn('Tomás Lindqvist');
    await mira.sees(/I cannot post in a conversation between people\. I can answer you alone here/);
    await mira.latest().getByRole('button', { name: 'sales by country 2025 just me' }).click();
    await mira.sees(/Only visible to you[\s\S]*Sales by country · 2025/);
    await mira.pictures('refused-direct');
    await asksIn('board');
    await mira.sees(/I cannot post in this conversation yet\. Type \/invite @owlpost here/);
    await mira.latest().getByRole('button', { name: 'sales by country 2025 just me' }).click();
    await mira.sees(/Only visible to you[\s\S]*Sales by country · 2025/);
    await mira.pictures('refused-board');
  });
});
