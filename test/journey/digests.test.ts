import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Digest } from '../../src/digests/digest.ts';
import type { DigestWorld } from '../support/digest-world.ts';
import type { PlaygroundPage } from '../support/playground-page.ts';

import { UserError } from '../../src/error.ts';
import { CHROMIUM, NO_CHROMIUM } from '../support/browser.ts';
import { openDigestWorld } from '../support/digest-world.ts';

if (!CHROMIUM) console.log(NO_CHROMIUM);

const COUNTRIES = { France: 900, Germany: 1400, Spain: 700, USA: 2600 };

const DAY_MS = 86_400_000;

const review: Digest = {
  name: 'monday-review',
  questions: ['sales by country last week', 'orders by day last week', 'sales by day last week vs previous'],
  channel: '#sales',
  cron: '0 9 * * 1',
  timezone: 'UTC',
  owner: 'U0JONAS004',
  onlyIf: [],
};

const DIGESTS: readonly Digest[] = [
  review,
  {
    name: 'daily-sales',
    questions: ['sales by country yesterday'],
    channel: '#marketing',
    cron: '0 8 * * *',
    timezone: 'UTC',
    owner: 'U0JONAS004',
    onlyIf: ['fresh'],
    waitMs: 3_600_000,
    restatedBy: 0.05,
  },
];

/** What comes by itself, from the form that asks for it to the question whether it is still wanted, as people see it in their windows. */
describe.skipIf(!CHROMIUM)('what comes by itself', () => {
  let world: DigestWorld;
  let mira: PlaygroundPage;
  let jonas: PlaygroundPage;

  beforeAll(async () => {
    world = await openDigestWorld(DIGESTS, '2026-11-16T08:30:00Z');
    for (let day = Date.parse('2026-09-28'); day < Date.parse('2026-11-16'); day += DAY_MS) {
      const share = 1 + ((day / DAY_MS) % 7) / 10;
      const sold = Object.entries(COUNTRIES).map(([country, amount]) => [country, Math.round(amount * share)]);
      world.sell(new Date(day).toISOString().slice(0, 10), Object.fromEntries(sold));
    }
    mira = await world.open('mira', 'sales');
    jonas = await world.open('jonas', 'direct');
  }, 60_000);

  afterAll(() => world?.close());

  const sellWeek = (from: string, factor: number) => {
    for (let index = 0; index < 7; index++) {
      const day = new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10);
      const sold = Object.entries(COUNTRIES).map(([country, amount]) => [country, Math.round(amount * factor)]);
      world.sell(day, Object.fromEntries(sold));
    }
  };

  test('several questions come as one message, with what has changed since the last one', async () => {
    await world.goTo('2026-11-16T08:31:00Z');
    await world.goTo('2026-11-16T09:00:00Z');
    await mira.sees(/Monday review/);
    sellWeek('2026-11-16', 1.5);
    await world.goTo('2026-11-23T09:00:00Z');
    await mira.sees(/Monday review · Last week \(16 – 22 Nov 2026\)[\s\S]*Sales \$51K → \$58\.8K \(\+15%\)/);
    await mira.sees(/It comes every Monday at 09:00 \(UTC\): monday-review in digests\.yml\./);
    expect(await mira.latest().getByRole('button', { name: 'Ask by itself' }).count()).toBe(3);
    await mira.pictures('digest-several');
    await mira.latest().getByText('Monday review').scrollIntoViewIfNeeded();
    await mira.picture('digest-several-top');
  });

  test('somebody subscribes in a form that is filled already', async () => {
    await mira.type('/owl sales by country last week');
    await mira.sees(/asked by @Mira/);
    await mira.more('Subscribe…');
    const form = mira.page().getByRole('dialog', { name: 'Subscribe' });
    await form.getByText('Next: ').waitFor();
    await mira.pictures('subscribe-form');
    await form.getByRole('checkbox', { name: /there is something to show/ }).check();
    await form.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await mira.sees(/subscribed this channel to/);
    await mira.pictures('subscribed');
  });

  test('an alert is read back, fires, is silenced and is over', async () => {
    await mira.type('/owl alert any country sales yesterday change < -20%, ignore below 500, remind after 2 hours');
    await mira.sees(/asked to tell this channel/);
    await mira.pictures('alert-made');
    world.sell('2026-11-23', { France: 200, Germany: 2000, Spain: 300, USA: 3600 });
    await world.goTo('2026-11-24T01:00:00Z');
    await mira.sees(/are down by more than 20%/);
    await mira.pictures('alert-firing');
    await world.goTo('2026-11-24T03:00:00Z');
    await mira.sees(/1 reply/);
    await mira.choose(/Silence for/, /1 day/);
    await mira.sees(/silent until/);
    await mira.latest().getByRole('button', { name: 'Acknowledge' }).click();
    await mira.sees(/acknowledged by/);
    await mira.pictures('alert-silenced');
    world.sell('2026-11-23', { France: 1350, Germany: 2000, Spain: 1000, USA: 3600 });
    await world.goTo('2026-11-24T04:00:00Z');
    await mira.sees(/Over: /);
    await mira.pictures('alert-over');
    await mira
      .latest()
      .getByRole('button', { name: /1 reply/ })
      .click();
    await mira.pictures('alert-thread');
    await mira.page().getByRole('button', { name: 'Close thread' }).click();
  });

  test('the list and the home show what is whose', async () => {
    await mira.type('/owl digests');
    await mira.sees(/What comes by itself/);
    await mira.pictures('digests-list');
    await mira.visit('home');
    await mira.page().getByText('What comes to you').waitFor();
    await mira.pictures('digests-home');
    await mira.visit('marketing');
  });

  test('what is late says so, and is replaced when it comes', async () => {
    world.sell('2026-11-24', { France: 1350, Germany: 2000, Spain: 1000, USA: 3600 });
    await world.goTo('2026-11-25T07:59:00Z');
    world.breakAthena(new UserError('Athena cannot be reached', { isTemporary: true }));
    await world.goTo('2026-11-25T08:40:00Z', { everyMinutes: 1 });
    await mira.sees(/is late/);
    await mira.pictures('late-notice');
    await jonas.sees(/is late/);
    await jonas.pictures('late-owner');
    world.breakAthena();
    await mira.latest().getByRole('button', { name: 'Retry' }).click();
    await mira.sees(/Sales by country · Yesterday/);
    await mira.pictures('late-came');
  });

  test('what waits for data comes late, and changes in its place; later data is told in its thread', async () => {
    await world.goTo('2026-11-26T08:00:00Z');
    await world.goTo('2026-11-26T09:00:00Z', { everyMinutes: 10 });
    await mira.sees(/Late: the data ends on 24 Nov 2026/);
    await mira.pictures('late-data');
    world.sell('2026-11-25', { France: 1100, Germany: 1900, Spain: 900, USA: 2500 });
    await world.goTo('2026-11-26T09:45:00Z');
    await mira.sees(/Updated: /);
    await mira.pictures('late-updated');
    world.sell('2026-11-25', { France: 1100, Germany: 2900, Spain: 900, USA: 2500 });
    world.sell('2026-11-26', { France: 1100, Germany: 1900, Spain: 900, USA: 2500 });
    await world.goTo('2026-11-27T09:50:00Z');
    await expect.poll(() => mira.log().innerText()).toMatch(/1 reply/);
    await mira
      .log()
      .getByRole('button', { name: /1 reply/ })
      .first()
      .click();
    await expect.poll(() => mira.page().innerText('body')).toMatch(/Later data changed/);
    await mira.pictures('restated');
    await mira.page().getByRole('button', { name: 'Close thread' }).click();
  });

  test('its owner is asked whether it is still wanted', async () => {
    sellWeek('2027-01-22', 1);
    for (const day of ['2027-01-26', '2027-01-27', '2027-01-28']) await world.goTo(`${day}T08:00:00Z`);
    await world.workspace.bot.askWhetherWanted();
    await jonas.sees(/Is it still wanted/);
    await jonas.pictures('wanted');
    await jonas
      .latest()
      .getByRole('button', { name: /Weekly|Keep/ })
      .first()
      .click();
    await jonas.sees(/says|stays/);
    await jonas.pictures('wanted-decided');
  });
});
