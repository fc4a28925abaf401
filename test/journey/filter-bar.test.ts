import { describe, expect, test } from 'vitest';

import { CHROMIUM, NO_CHROMIUM } from '../support/browser.ts';
import { openPlaygroundPage, WIDTHS } from '../support/playground-page.ts';

if (!CHROMIUM) console.log(NO_CHROMIUM);

const QUESTIONS = [
  'sales by country 2025 vs last year',
  'sales by month in France split by product line 2025 vs last year',
  'sales by city in France 2025 top 3',
  'sales by customer in USA, France 2025-Q1 top 5 vs previous',
  'sales by product line in Paris last quarter over 1000',
  'average order by country 2024-12-01..2025-11-30 in Germany vs last year',
  'sales in France by product 2025 split by year',
  'why sales last month in France',
];

describe.skipIf(!CHROMIUM)('the controls under an answer', () => {
  const { page, log, latest, type, picture } = openPlaygroundPage();

  test.each(QUESTIONS)('fill at most two rows of a phone: %s', async (question) => {
    const before = await log().getByRole('article').count();
    await page().setViewportSize(WIDTHS.phone);
    await type(`/owl ${question}`);
    await expect.poll(() => log().getByRole('article').count()).toBe(before + 1);
    await latest()
      .getByRole('button', { name: /^Filters/ })
      .waitFor();
    const tops = await latest()
      .locator('.actions > *')
      .evaluateAll((controls) => controls.map((control) => control.getBoundingClientRect().top));
    expect(tops.length).toBeGreaterThan(3);
    expect(new Set(tops).size).toBeLessThanOrEqual(2);
    await latest().evaluateAll(([message]) => message?.scrollIntoView({ block: 'end' }));
    await picture(`bar-${QUESTIONS.indexOf(question)}`);
  });
});
