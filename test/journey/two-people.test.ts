import { beforeAll, describe, expect, test } from 'vitest';

import type { PlaygroundPage } from '../support/playground-page.ts';

import { CHROMIUM, NO_CHROMIUM } from '../support/browser.ts';
import { openPlayground, WIDTHS } from '../support/playground-page.ts';

if (!CHROMIUM) console.log(NO_CHROMIUM);

/** Mira and Tomás in one channel, each in a window of their own: what one does, the other sees, or is not shown. */
describe.skipIf(!CHROMIUM)('two people in one channel', () => {
  const { open } = openPlayground();
  let mira: PlaygroundPage;
  let tomas: PlaygroundPage;

  beforeAll(async () => {
    [mira, tomas] = await Promise.all([open('mira', 'lounge'), open('tomas', 'lounge')]);
  }, 30_000);

  const sees = (who: PlaygroundPage, words: RegExp) => expect.poll(() => who.latest().innerText()).toMatch(words);
  const thread = ({ page }: PlaygroundPage) => page().getByRole('complementary', { name: 'Thread' });
  const lastReply = (who: PlaygroundPage) => thread(who).getByRole('article').last();
  const replies = async (who: PlaygroundPage, text: string) => {
    const field = thread(who).getByRole('combobox');
    await field.fill(text);
    await field.press('Enter');
  };
  const more = async (who: PlaygroundPage, entry: string | RegExp) => {
    await who.latest().getByRole('button', { name: /^More/ }).click();
    await who.page().getByRole('menuitem', { name: entry }).click();
  };
  const chooses = async (who: PlaygroundPage, menu: RegExp, option: RegExp) => {
    await who.latest().getByRole('button', { name: menu }).click();
    const page = who.page();
    await page
      .getByRole('menuitemradio', { name: option })
      .or(page.getByRole('option', { name: option }))
      .first()
      .click();
  };
  const pictures = async (who: PlaygroundPage, name: string) => {
    for (const [width, size] of Object.entries(WIDTHS)) {
      await who.page().setViewportSize(size);
      await who.picture(`two-${name}-${width}`);
    }
    await who.page().setViewportSize(WIDTHS.desktop);
  };
  const visit = (who: PlaygroundPage, name: string) =>
    who.page().goto(
      who
        .page()
        .url()
        .replace(/[^/]+$/, name),
    );

  test('one invites the bot; both are greeted, and the other clicks on an example', async () => {
    await mira.type('/owl sales by country 2025');
    await sees(mira, /I cannot post in this conversation yet\. Type \/invite @owlpost here/);
    await pictures(mira, 'refused');
    await mira.type('/invite @owlpost');
    await sees(tomas, /I am Owlpost\.[\s\S]*What can be asked here: Sales/);
    await pictures(tomas, 'greeting');
    await tomas.latest().getByRole('button', { name: 'sales by month this year' }).click();
    await sees(mira, /Sales by month · This year/);
    await sees(mira, /asked by @Tomás Lindqvist/);
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
    await pictures(tomas, 'thread');
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
    await pictures(mira, 'about');
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
    await visit(mira, 'marketing');
    await visit(tomas, 'marketing');
    await mira.type('/owl sales by country 2025 vs last year');
    await sees(tomas, /\+8% against last year[\s\S]*asked by @Mira Okafor/);
    await more(tomas, 'Details…');
    const details = tomas.page().getByRole('dialog');
    await details.getByText('To ask it again, copy this').waitFor();
    expect(await details.innerText()).toMatch(/Execution[\s\S]*sales period=2025 compare="last year"[\s\S]*SELECT/);
    await pictures(tomas, 'details');
    await details.getByRole('button', { name: 'Number looks wrong' }).click();
    await details.getByRole('button', { name: 'Close' }).last().click();
    await sees(mira, /Under review/);
    await mira
      .page()
      .getByRole('button', { name: /\d repl/ })
      .last()
      .click();
    await expect.poll(() => lastReply(mira).innerText()).toMatch(/#analytics, please have a look/);
    await pictures(mira, 'doubt');
    await lastReply(mira).getByRole('button', { name: /right/i }).first().click();
    await expect.poll(() => lastReply(mira).innerText()).toMatch(/@Mira Okafor[^\n]*right/);
    await sees(tomas, /^(?!.*Under review).*asked by @Mira Okafor/s);
    await thread(mira).getByRole('button', { name: 'Close thread' }).click();
  });

  test('both change the answer in its place, each from what the other has made of it', async () => {
    await chooses(tomas, /^By/, /by product line/);
    await sees(mira, /Sales by product line · 2025/);
    await chooses(mira, /^Period/, /Last quarter/);
    await sees(tomas, /Sales by product line · Last quarter/);
    await tomas
      .latest()
      .getByRole('button', { name: /Remove vs last year|vs last year/ })
      .click();
    await expect.poll(() => mira.latest().innerText()).not.toMatch(/vs last year/);
    await Promise.all([more(mira, 'Show as table'), chooses(tomas, /^By/, /by city/)]);
    await sees(mira, /Sales by city · Last quarter[\s\S]*Page 1 of/);
    await sees(tomas, /Sales by city · Last quarter[\s\S]*Page 1 of/);
    await tomas.page().setViewportSize(WIDTHS.desktop);
    await pictures(tomas, 'table');
    await more(mira, 'Download CSV');
    await expect.poll(() => tomas.latest().innerText()).toMatch(/1 reply/);
  });

  test('one tries something out alone; the other sees what is posted', async () => {
    const before = await tomas.log().getByRole('article').count();
    await mira.type('/owl orders by month in France 2025 just me');
    await sees(mira, /Only visible to you[\s\S]*Orders by month · 2025 · Country: France/);
    await mira.latest().getByRole('button', { name: 'Remove France' }).click();
    await expect.poll(() => mira.latest().innerText()).not.toMatch(/Country: France/);
    await pictures(mira, 'private');
    expect(await tomas.log().getByRole('article').count()).toBe(before);
    await mira.latest().getByRole('button', { name: 'Post to channel' }).click();
    await sees(tomas, /Orders by month · 2025[\s\S]*asked by @Mira Okafor/);
  });

  test('a channel keeps a filter for both, and a question that one saves is asked by the other', async () => {
    await mira.type('/owl here only France');
    await sees(tomas, /now keep to/);
    await tomas.type('/owl sales by city last year');
    await sees(mira, /Sales by city · Last year[^\n]*Country: France[\s\S]*asked by @Tomás/);
    await tomas.type('/owl save as french-cities');
    await sees(tomas, /Everybody can now ask \/owl french-cities/);
    await mira.type('/owl french-cities');
    await sees(tomas, /Sales by city · Last year[^\n]*Country: France[\s\S]*asked by @Mira/);
    await mira.type('/owl forget here');
    await sees(mira, /no filters of its own any more/);
    await visit(tomas, 'home');
    await expect.poll(() => tomas.page().getByRole('main').innerText()).toMatch(/Saved questions[\s\S]*french-cities/);
    await pictures(tomas, 'home');
    await visit(tomas, 'marketing');
  });

  test('one subscribes to an answer, and finds it among what comes to them', async () => {
    await tomas.type('/owl sales by product line last week');
    await sees(mira, /Sales by product line · Last week[\s\S]*asked by @Tomás/);
    await more(mira, 'Subscribe…');
    const form = mira.page().getByRole('dialog');
    await form.getByText('To me alone, as a message').click();
    await pictures(mira, 'subscribe');
    await form.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await visit(mira, 'home');
    const home = mira.page().getByRole('main');
    await expect
      .poll(() => home.innerText())
      .toMatch(
        /What comes to you by itself\s+Sales by product line · Last week[\s\S]*to you alone\s+Next: \d+ \w+ \d{4}, \d\d:\d\d/,
      );
    await pictures(mira, 'home-mira');
    await home.getByRole('button', { name: /^More/ }).first().click();
    await mira.page().getByRole('menuitem', { name: 'Pause' }).click();
    await expect.poll(() => home.innerText()).toMatch(/to you alone\s+Paused/);
    await visit(mira, 'marketing');
  });

  test('what Slack does not allow is said where it was asked, with the answer a click away', async () => {
    const asksIn = async (name: string) => {
      await mira.page().getByRole('button', { name }).first().click();
      await mira.type('/owl sales by country 2025');
    };
    await asksIn('Tomás Lindqvist');
    await sees(mira, /I cannot post in a conversation between people\. I can answer you alone here/);
    await mira.latest().getByRole('button', { name: 'sales by country 2025 just me' }).click();
    await sees(mira, /Only visible to you[\s\S]*Sales by country · 2025/);
    await pictures(mira, 'refused-direct');
    await asksIn('board');
    await sees(mira, /I cannot post in this conversation yet\. Type \/invite @owlpost here/);
    await mira.latest().getByRole('button', { name: 'sales by country 2025 just me' }).click();
    await sees(mira, /Only visible to you[\s\S]*Sales by country · 2025/);
    await pictures(mira, 'refused-board');
  });
});
