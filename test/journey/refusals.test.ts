import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { PlaygroundPage } from '../support/playground-page.ts';
import type { Program } from '../support/program.ts';

import { CHROMIUM, NO_CHROMIUM } from '../support/browser.ts';
import { openPlayground } from '../support/playground-page.ts';
import { pointedAt, startProgram, temporaryFolder } from '../support/program.ts';

if (!CHROMIUM) console.log(NO_CHROMIUM);

/** Members, a guest and somebody of another company, where some may not see, not post or not be answered. */
describe.skipIf(!CHROMIUM)('what is refused to one of two people', () => {
  const data = temporaryFolder();
  const queries = temporaryFolder();
  let athena: Program;

  beforeAll(async () => {
    cpSync('queries', queries, { recursive: true });
    writeFileSync(join(queries, '_access.yml'), 'contact: "#analytics"\ndefault: { external: never }\n');
    athena = await startProgram(['athena'], { OWLPOST_DATA: data }, /^Athena and S3 on (\S+)$/);
  }, 60_000);

  afterAll(async () => {
    await athena?.stop();
  });

  const { open } = openPlayground(() => ({
    OWLPOST_DATA: data,
    OWLPOST_QUERIES: queries,
    ...pointedAt(athena.url),
  }));
  const slow = (slowMs: number) => fetch(`${athena.url}/_faults`, { method: 'PUT', body: JSON.stringify({ slowMs }) });
  let mira: PlaygroundPage;
  let tomas: PlaygroundPage;
  let lena: PlaygroundPage;
  let sam: PlaygroundPage;

  beforeAll(async () => {
    [mira, tomas, lena, sam] = (await Promise.all([
      open('mira', 'marketing'),
      open('tomas', 'marketing'),
      open('lena', 'marketing'),
      open('sam', 'northwind'),
    ])) as [PlaygroundPage, PlaygroundPage, PlaygroundPage, PlaygroundPage];
  }, 30_000);

  const button = (who: PlaygroundPage, name: string | RegExp) => who.latest().getByRole('button', { name });

  test('Cancel stops a question for both, whoever presses it, and the question stays a click away', async () => {
    await mira.type('/owl sales in France'); // from now on the values of filters are known
    await tomas.sees(/Country: France/);
    await slow(600_000);
    for (const [asker, other] of [
      [mira, tomas],
      [tomas, tomas],
    ] as const) {
      await asker.type('/owl sales by vendor');
      await other.sees(/Looking up .*Sales by vendor/i);
      await button(other, 'Cancel').click();
      for (const who of [mira, tomas]) await who.sees(/Cancelled/);
      await button(asker, 'sales by vendor').waitFor();
    }
    await mira.pictures('refused-cancelled');
    await slow(0);
    await button(mira, 'sales by vendor').click();
    await tomas.sees(/Sales by vendor[\s\S]*asked by @Mira Okafor/);
  });

  test('Cancel of a change by the other shows the answer that stood there', async () => {
    await slow(600_000);
    await mira.choose(/^Period/, /Last quarter/);
    await tomas.sees(/Updating/);
    await button(tomas, 'Cancel').click();
    for (const who of [mira, tomas]) await who.sees(/^(?!.*Updating)(?!.*Last quarter).*Sales by vendor/s);
    await button(mira, 'Filters').waitFor();
    await slow(0);
    await mira.choose(/^Period/, /Last quarter/);
    await tomas.sees(/Sales by vendor · Last quarter/);
  });

  test('a link shows its answer when a member posts it; a guest is told alone why there is none', async () => {
    await mira.type('/owl sales by month 2025');
    await mira.sees(/Sales by month · 2025/);
    await mira.more('Details…');
    const details = mira.page().getByRole('dialog');
    await details.getByText('post this link').waitFor();
    const [link = ''] = /http\S+\/ask\?\S+/.exec((await details.innerText()).replace(/\n/g, ' ')) ?? [];
    await details.getByRole('button', { name: 'Close' }).last().click();
    await tomas.type(`Look: ${link}`);
    await lena.latest().locator('.attachment figure img').waitFor();
    expect(await lena.latest().innerText()).toContain('Sales by month · 2025');
    await lena.type(`Mine, too? ${link}`);
    await lena.sees(/Only visible to you[\s\S]*You may not ask anything here: ask #analytics/);
    await lena.pictures('refused-link');
    await tomas.sees(/Mine, too\?/);
    expect(await tomas.latest().locator('.attachment').count()).toBe(0);
    await mira.visit('northwind');
    await mira.type(`Look: ${link}`);
    await mira.sees(/Only visible to you[\s\S]*You may not ask anything here: ask #analytics/);
    await sam.sees(/Look: /);
    expect(await sam.latest().locator('.attachment').count()).toBe(0);
    await mira.visit('lounge');
    await tomas.visit('lounge');
    await mira.type(`Look: ${link}`);
    await tomas.sees(/Look: /);
    expect(await tomas.latest().locator('.attachment').count()).toBe(0);
  });

  test('a guest is told alone that they may not ask, and whom to ask; people of other companies have no command', async () => {
    await lena.type('/owl sales by country 2025');
    await lena.sees(/Only visible to you[\s\S]*You may not ask anything here: ask #analytics/);
    await tomas.visit('marketing');
    await tomas.sees(/Mine, too\?/);
    await button(lena, 'help').click();
    await lena.sees(/What you can ask/);
    expect(await lena.latest().innerText()).not.toMatch(/Sales/);
    await lena.pictures('refused-guest');
    await sam.type('/owl sales by country 2025');
    await sam.sees(/Only visible to you\s+Slackbot/); // Slack has no commands of apps for them
    await sam.pictures('refused-partner');
  });

  test('where the bot may not post, its asker gets the answer alone', async () => {
    const jonas = await open('jonas', 'announcements');
    await tomas.visit('announcements');
    await jonas.type('/owl sales by country 2025');
    await jonas.sees(/Only visible to you[\s\S]*Not everybody may post in this channel, and neither may I/);
    await jonas.pictures('refused-announcements');
    await button(jonas, 'sales by country 2025 just me').click();
    await jonas.sees(/Only visible to you[\s\S]*Sales by country · 2025/);
    expect(await tomas.log().getByRole('article').count()).toBe(0);
    await tomas.page().getByText('Only administrators can post here.').waitFor();
    await tomas.visit('spring-launch');
    await tomas.page().getByText('This channel is archived.').waitFor();
    await tomas.pictures('refused-archived');
    await jonas.visit('board');
    await jonas.type('/owl sales by country 2025');
    await jonas.sees(/Only visible to you[\s\S]*You may not ask anything here: ask #analytics/); // Slack does not tell who reads there
    await jonas.type('/invite @owlpost');
    await mira.visit('board');
    await jonas.type('/owl sales by country 2025');
    await mira.sees(/Sales by country · 2025[\s\S]*asked by @Jonas/);
  });
});
