import { describe, expect, test } from 'vitest';

import { CHROMIUM, NO_CHROMIUM } from '../support/browser.ts';
import { openPlaygroundPage, WIDTHS } from '../support/playground-page.ts';

if (!CHROMIUM) console.log(NO_CHROMIUM);

describe.skipIf(!CHROMIUM)('links to answers in the playground', () => {
  const { page, latest, type, picture } = openPlaygroundPage();

  test('the link in the details of an answer shows it wherever it is posted, and asks it there', async () => {
    await type('/owl sales by month only France last year');
    await latest().locator('figure img').waitFor();
    await latest().getByRole('button', { name: 'More' }).click();
    await page().getByText('Details…').click();
    const details = page().locator('dialog[open]');
    await details.getByText('post this link').waitFor();
    const [link = ''] = /http\S+\/ask\?\S+/.exec((await details.innerText()).replace(/\n/g, ' ')) ?? [];
    await picture('link-details');
    await page().getByRole('button', { name: 'Close' }).last().click();
    await page().getByRole('button', { name: 'marketing' }).click();
    await type(`Look how France did: ${link}`);
    const shown = latest().locator('.attachment');
    await shown.locator('figure img').waitFor();
    expect(await shown.innerText()).toContain('Country: France');
    await picture('link-shown');
    await page().setViewportSize(WIDTHS.phone);
    await picture('link-shown-phone');
    await page().setViewportSize(WIDTHS.desktop);
    await shown.getByRole('button', { name: 'Ask it here' }).click();
    await latest().getByRole('button', { name: 'Filters' }).waitFor();
    expect(await latest().innerText()).toContain('Country: France');
  });
});
