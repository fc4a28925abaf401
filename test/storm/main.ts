/**
 * Kills instances at random and at each step of a delivery, and counts what was lost or doubled: `npm run storm [-- KILLS]`, 500 for
 * each store unless told otherwise; at most eight minutes a store, and two until all has ended.
 * `npm run storm -- clicks [CLICKS]` lets people click on answers instead while instances are killed, and counts messages that show
 * something else than their last click asked.
 * `npm run storm -- day [HOURS]` lets Slack answer 429, 500, not at all, and twice, and counts what was lost or doubled.
 * `npm run storm -- year [DIGESTS]` simulates a year of digests in ten zones and checks each delivery against another calculation.
 * `npm run storm -- hostile [TEXTS]` asks hostile texts and sends a tenth as many tampered payloads, and counts what was told that is guarded.
 * SQLite with one instance, Postgres with several, all on loopback. Exit code 1 when anything was lost or doubled.
 */
import { runClicks } from './clicks.ts';
import { runDay } from './day.ts';
import { runHostile } from './hostile.ts';
import { runKills } from './kills.ts';
import { runYear } from './year.ts';

const [kind = '', amount] = process.argv.slice(2);

if (kind === 'clicks') await runClicks(Number(amount ?? 2000));
else if (kind === 'day') await runDay(Number(amount ?? 24));
else if (kind === 'year') await runYear(Number(amount ?? 1000));
else if (kind === 'hostile') await runHostile(Number(amount ?? 100_000));
else await runKills(Number(kind || 500));
