import { describe, expect, test } from 'vitest';

import { CHROMIUM, NO_CHROMIUM } from '../support/browser.ts';
import { openPlaygroundPage, WIDTHS } from '../support/playground-page.ts';

if (!CHROMIUM) console.log(NO_CHROMIUM);

describe.skipIf(!CHROMIUM)('the scripted assistant of the playground', () => {
  const { page, picture } = openPlaygroundPage();
  const turn = () => page().locator('article.turn').last();
  const say = (line: string) => page().getByRole('button', { name: line, exact: true }).click();
  const headline = (words: RegExp) => turn().locator('.section').filter({ hasText: words }).first().waitFor();

  test('calls the tools of /mcp and shows the blocks that they return', async () => {
    await page().getByRole('button', { name: 'Assistant' }).click();
    await picture('assistant-welcome');
    await say('How did we sell last year?');
    await headline(/\$[\d.]+[MK]/);
    expect(await turn().locator('.called').innerText()).toContain('ask({"question":"sales by month last year"})');
    await turn().locator('figure img').waitFor();
    await picture('assistant-answer');
  });

  test('a filter asks the changed question in the place of the answer', async () => {
    await turn()
      .getByRole('button', { name: /^By:? .*month|month/i })
      .first()
      .click();
    await page()
      .getByRole('option', { name: /country/i })
      .first()
      .click();
    await expect.poll(() => turn().locator('.called').innerText()).toContain('sales period=\\"last year\\"');
    await headline(/leads|country/i);
    await expect.poll(() => page().locator('article.turn').count()).toBe(1);
    await picture('assistant-filter');
  });

  test('a follow-up changes the answer before, and a refusal says what can be asked', async () => {
    await say('And only in France?');
    await headline(/./);
    expect(await turn().locator('.called').innerText()).toContain('"after":"sales');
    await say('What will we sell next year?');
    await turn().getByText('forecasts nothing').first().waitFor();
    await page().setViewportSize(WIDTHS.phone);
    await picture('assistant-phone');
    await page().setViewportSize(WIDTHS.desktop);
  });

  test('what is typed is asked as it is, and a list of datasets comes as text', async () => {
    await say('What can I ask about?');
    await turn().locator('pre.result').filter({ hasText: 'measures:' }).waitFor();
    const field = page().getByRole('combobox', { name: 'Ask the assistant' });
    await field.fill('orders by city 2025');
    await field.press('Enter');
    await headline(/orders|leads/i);
    await page().setViewportSize(WIDTHS.phone);
    await turn().locator('figure img').waitFor();
    await picture('assistant-phone-answer');
  });
});
