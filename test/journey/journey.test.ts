import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Program } from '../support/program.ts';

import { CHROMIUM, NO_CHROMIUM } from '../support/browser.ts';
import { openPlaygroundPage, WIDTHS } from '../support/playground-page.ts';
import { pointedAt, startProgram, temporaryFolder } from '../support/program.ts';

if (!CHROMIUM) console.log(NO_CHROMIUM);

/** A newcomer with nothing but a browser: the real program, its Slack on loopback, its Athena on DuckDB. */
describe.skipIf(!CHROMIUM)('a newcomer’s first minutes', () => {
  const { page, log, latest, type, picture } = openPlaygroundPage();

  test('asks and reads the answer', async () => {
    await picture('1-welcome');
    await type('/owl orders by month in France 2025');
    await latest()
      .getByRole('img', { name: /Orders by month/i })
      .waitFor();
    await expect.poll(() => latest().innerText()).toMatch(/Orders by month · 2025 · Country: France/);
    const text = await latest().innerText();
    expect(text).toMatch(/Data to \d+ \w+ \d{4} · 12 rows · .+ scanned .+ sales@[0-9a-f]{7}/);
    await picture('2-answer');
  });

  test('changes filters; the answer changes in place', async () => {
    const before = await log().getByRole('article').count();
    await latest().getByRole('button', { name: 'Filters', exact: true }).click();
    const form = page().getByRole('dialog', { name: 'Filters' });
    await form.getByRole('button', { name: /Orders/ }).click();
    await page()
      .getByRole('option', { name: /Units sold/ })
      .click();
    await page()
      .getByRole('option', { name: /Orders/ })
      .click();
    await page().getByRole('button', { name: 'Done' }).click();
    await picture('3-form');
    await form.getByRole('button', { name: 'Show', exact: true }).click();
    await expect.poll(() => latest().innerText()).toMatch(/Units sold by month · 2025/);
    await latest()
      .getByRole('button', { name: /^Period/ })
      .click();
    await page()
      .getByRole('menuitemradio', { name: /vs last year/ })
      .or(page().getByRole('option', { name: /vs last year/ }))
      .click();
    await expect
      .poll(() => latest().innerText())
      .toMatch(/Units sold by month · 2025 .* vs last year \(1 Jan – 31 Dec 2024\)/);
    await picture('3-filtered');
    await latest().getByRole('button', { name: 'Remove France' }).click();
    await expect.poll(() => latest().innerText()).not.toMatch(/Country: France/);
    expect(await log().getByRole('article').count()).toBe(before);
  });

  test('enlarges the picture', async () => {
    await latest()
      .getByRole('button', { name: /^Enlarge picture/ })
      .click();
    await page().getByRole('button', { name: 'Close picture' }).waitFor();
    await picture('4-enlarged');
    await page().getByRole('button', { name: 'Close picture' }).click();
  });

  test('asks for themselves alone, and posts it when it is right', async () => {
    await type('/owl sales by city in Spain just me');
    await expect
      .poll(() => latest().innerText())
      .toMatch(/Only visible to you(?:.|\n)*Sales by city · .* · Country: Spain/);
    await picture('4-private');
    await latest().getByRole('button', { name: 'Post to channel' }).click();
    await expect.poll(() => log().innerText()).not.toMatch(/Only visible to you/);
    await expect.poll(() => latest().innerText()).toMatch(/Sales by city · .* · Country: Spain/);
  });

  test('mistypes, is asked back in a sentence, and takes the suggestion', async () => {
    await type('/owl sales by month in Frnace');
    await expect.poll(() => latest().innerText()).toMatch(/sales does not understand "Frnace": did you mean France\?/i);
    await picture('5-mistyped');
    await latest()
      .getByRole('button', { name: /country=France/ })
      .click();
    await expect.poll(() => latest().innerText()).toMatch(/Sales by month · .* · Country: France/);
  });

  test('asks for help and runs an example', async () => {
    await type('/owl');
    await expect.poll(() => latest().innerText()).toMatch(/What you can ask/);
    await picture('6-help');
  });

  test('reloads the page and finds everything as it was', async () => {
    await expect.poll(() => log().innerText()).toMatch(/Country: France/);
    const before = (await log().innerText()).match(/vs last year/g)?.length;
    await page().reload();
    await expect.poll(async () => (await log().innerText()).match(/vs last year/g)?.length).toBe(before);
  });

  test('finds the digest in its channel', async () => {
    await page()
      .getByRole('button', { name: /^sales/ })
      .or(page().getByRole('link', { name: /^sales/ }))
      .first()
      .click();
    await expect.poll(() => latest().innerText()).toMatch(/Sales by country · Last week/);
    await picture('7-digest');
  });

  test('asks in the app’s home, and finds what was asked before', async () => {
    await page()
      .getByRole('button', { name: /App home/ })
      .or(page().getByRole('link', { name: /App home/ }))
      .first()
      .click();
    const field = page().getByRole('textbox', { name: /^Ask a question/ });
    await field.waitFor();
    await expect.poll(() => page().getByRole('main').innerText()).toMatch(/Asked lately/);
    await picture('8-home');
    await field.fill('sales by city in Spain');
    await field.press('Enter');
    await page()
      .getByRole('button', { name: /^Messages/ })
      .or(page().getByRole('link', { name: /^Messages/ }))
      .first()
      .click();
    await expect.poll(() => latest().innerText()).toMatch(/Sales by city · .* · Country: Spain/);
  });

  test('reads it all on a phone', async () => {
    await page().setViewportSize(WIDTHS.phone);
    await latest().waitFor();
    await picture('8-phone');
    expect(await page().evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await page().setViewportSize(WIDTHS.desktop);
  });
});

describe.skipIf(!CHROMIUM)('with an Athena elsewhere that is slow or away', () => {
  const data = temporaryFolder();
  let athena: Program;

  beforeAll(async () => {
    athena = await startProgram(['athena'], { OWLPOST_DATA: data }, /^Athena and S3 on (\S+)$/);
  }, 60_000);

  afterAll(async () => {
    await athena?.stop();
  });

  const { latest, type, picture } = openPlaygroundPage(() => ({
    OWLPOST_DATA: data,
    LOG_LEVEL: 'silent',
    ...pointedAt(athena.url),
  }));
  const fault = (faults: object) => fetch(`${athena.url}/_faults`, { method: 'PUT', body: JSON.stringify(faults) });

  test('cancels a question that takes long', async () => {
    await fault({ slowMs: 600_000 });
    await type('/owl sales by vendor');
    await latest().getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => latest().innerText()).toMatch(/cancelled/i);
    await picture('9-cancelled');
  });

  test('a failed query is one sentence with a next step', async () => {
    await fault({ fail: 'user' });
    await type('/owl sales by city');
    await expect.poll(() => latest().innerText(), { timeout: 25_000 }).toMatch(/INVALID_FUNCTION_ARGUMENT/); // the lists of values hang, too
    await fault({});
    await type('/owl sales by city');
    await latest()
      .getByRole('img', { name: /Sales by city/ })
      .waitFor();
  });

  test('when Athena is away, it says so', async () => {
    await athena.stop('SIGKILL');
    await type('/owl sales by product last year');
    await expect.poll(() => latest().innerText(), { timeout: 25_000 }).toMatch(/Athena/);
    await picture('10-away');
  });
});
