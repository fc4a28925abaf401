import { describe, expect, test } from 'vitest';

import { CHROMIUM, NO_CHROMIUM } from '../support/browser.ts';
import { openPlaygroundPage, WIDTHS } from '../support/playground-page.ts';

if (!CHROMIUM) console.log(NO_CHROMIUM);

/** A person who looks inside an answer: why it changed, what is below a row, and back up again. */
describe.skipIf(!CHROMIUM)('looking inside an answer', () => {
  const { page, log, latest, type, picture } = openPlaygroundPage();

  const choose = async (menu: RegExp, row: RegExp) => {
    await latest().getByRole('button', { name: menu }).click();
    await page()
      .getByRole('menuitemradio', { name: row })
      .or(page().getByRole('option', { name: row }))
      .first()
      .click();
  };
  const pictures = async (name: string) => {
    for (const [width, size] of Object.entries(WIDTHS)) {
      await page().setViewportSize(size);
      await latest().scrollIntoViewIfNeeded();
      await picture(`${name}-${width}`);
    }
    await page().setViewportSize(WIDTHS.desktop);
  };

  test('asks why under an answer that compares, and is answered by a message of its own', async () => {
    await type('/owl sales by country 2025 vs last year');
    await expect.poll(() => latest().innerText()).toMatch(/Sales by country · 2025 · vs last year/);
    const before = await log().getByRole('article').count();
    await latest().getByRole('button', { name: 'Why?' }).click();
    await latest()
      .getByRole('img', { name: /Waterfall chart: Why sales (?:rose|fell)/ })
      .waitFor();
    const text = await latest().innerText();
    expect(text).toMatch(/Sales (?:rose|fell) by \$[\d.]+M \([+−]\d+%\), from \$[\d.]+M to \$[\d.]+M\. By \w+/);
    expect(text).toContain('Follows “Sales by country · 2025 · vs last year”');
    expect(await log().getByRole('article').count()).toBe(before + 1);
    await pictures('11-why');
  });

  test('looks for the reasons within one row of them', async () => {
    await choose(/^Look into/, /\w/);
    await expect
      .poll(() => latest().innerText())
      .toMatch(/Why sales (?:rose|fell) · 2025 · [\w ]+: [^·]+ · vs last year/);
    await expect.poll(() => latest().innerText()).toMatch(/ ✕/);
  });

  test('follows up with why? in the same words', async () => {
    await type('/owl orders by month in France 2025');
    await expect.poll(() => latest().innerText()).toMatch(/Orders by month · 2025 · Country: France/);
    await type('/owl and why?');
    await expect
      .poll(() => latest().innerText())
      .toMatch(/Why orders (?:rose|fell) · 2025 · Country: France · vs the period before/);
  });

  test('asks why under an answer of their own, and nobody else sees the reasons', async () => {
    await type('/owl orders 2025 vs last year just me');
    await expect.poll(() => latest().innerText()).toMatch(/Only visible to you[\s\S]*Orders · 2025 · vs last year/);
    await latest().getByRole('button', { name: 'Why?' }).click();
    await expect
      .poll(() => latest().innerText())
      .toMatch(/Only visible to you[\s\S]*Why orders (?:rose|fell) · 2025 · vs last year/);
  });

  test('goes down into a row and back up, in the place of the answer', async () => {
    await type('/owl sales by country 2025');
    await expect.poll(() => latest().innerText()).toMatch(/Sales by country · 2025/);
    const before = await log().getByRole('article').count();
    await choose(/^Look into/, /^France/);
    await expect.poll(() => latest().innerText()).toMatch(/Sales by city · 2025 · Country: France/);
    await pictures('12-drill');
    await choose(/^Look into/, /^Paris/);
    await expect
      .poll(() => latest().innerText())
      .toMatch(/Sales by product line · 2025 · Country: France · City: Paris/);
    await latest().getByRole('button', { name: 'Back to all cities' }).click();
    await expect.poll(() => latest().innerText()).toMatch(/Sales by city · 2025 · Country: France/);
    await latest().getByRole('button', { name: 'Back to all countries' }).click();
    await expect.poll(() => latest().innerText()).toMatch(/Sales by country · 2025\n/);
    expect(await log().getByRole('article').count()).toBe(before);
  });

  test('has a number explained, in a form', async () => {
    await type('/owl average order in France 2025');
    await expect.poll(() => latest().innerText()).toMatch(/Average order · 2025 · Country: France/);
    await latest().getByRole('button', { name: /^More/ }).click();
    await page().getByRole('menuitem', { name: 'Explain this number' }).click();
    const form = page().getByRole('dialog');
    await expect.poll(() => form.innerText()).toMatch(/Counted as\s+Average order = sales ÷ orders/);
    expect(await form.innerText()).toMatch(/Filters\s+2025 · Country: France/);
    expect(await form.innerText()).toMatch(/Sales\s+\$[\d,]{7,}\s+Orders\s+\d+\s+Rows behind it\s+[\d,]+/);
    await picture('13-explained-desktop');
    await page().setViewportSize(WIDTHS.phone);
    await picture('13-explained-phone');
  });
});
