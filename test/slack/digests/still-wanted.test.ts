import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';

import type { Digest } from '../../../src/digests/digest.ts';
import type { Seen, Workspace } from '../../support/workspace.ts';

import { openForge } from '../../support/forged.ts';
import { eventually } from '../../support/person.ts';
import { openPostgres } from '../../support/postgres.ts';
import { controlIds, find, openWorkspace, wordsOf } from '../../support/workspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'owlpost-wanted-'));

const postgres = await openPostgres();

if (typeof postgres === 'string') console.warn(`not tested on Postgres: there is ${postgres}`);

const engines: [name: string, url: string][] = [['SQLite', join(folder, 'wanted.db')]];

if (typeof postgres !== 'string') engines.push(['Postgres', postgres.url]);

let workspace: Workspace;

afterEach(() => workspace.close());

afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (typeof postgres !== 'string') await postgres.close();
});

const DAY = 86_400_000;

const NOW = new Date('2026-11-23T12:00:00Z');

const daily = {
  name: 'daily',
  questions: ['sales by country'],
  channel: '#sales',
  cron: '0 9 * * *',
  timezone: 'UTC',
  owner: 'U0JONAS004',
  onlyIf: [],
} as const satisfies Digest;

const asks = (message: Seen) => controlIds(message).some((id) => id.startsWith('wanted/'));

/** Enters deliveries that were posted, or have failed, on each of so many days before today. */
async function past(name: string, days: number, outcome: 'posted' | 'failed' = 'posted'): Promise<void> {
  const { deliveries } = workspace;
  const moments = Array.from({ length: days }, (_, index) => new Date(NOW.getTime() - (index + 1) * DAY));
  const occurrences = moments.map((dueAt) => ({ dueAt, state: 'due' as const }));
  const schedule = { digest: name, cron: '0 9 * * *', timezone: 'UTC', since: NOW };
  await deliveries.enter([{ schedule, occurrences }], NOW);
  for (const each of await deliveries.claim([name], { now: NOW, leaseMs: 1000, limit: days })) {
    const posted = { channel: 'C0SALES001', message: `1.${each.dueAt.getTime()}`, postedAt: each.dueAt };
    if (outcome === 'posted') await deliveries.finish(each, { state: 'posted', ...posted });
    else await deliveries.finish(each, { state: 'failed', reason: 'no query is called sales.' });
  }
}

/** Looks three times, and returns the only question that a person then sees. */
async function question(person = 'mira'): Promise<Seen> {
  const { bot, until, scene } = workspace;
  for (let looks = 0; looks < 3; looks++) await bot.askWhetherWanted();
  const asked = await until(({ messages }) => messages.find(asks), person);
  expect((await scene(person)).messages.filter(asks), 'it is not asked again').toHaveLength(1);
  return asked;
}

function click(message: Seen, decision: string, person: string) {
  const [block, { action_id }] = find(message, `wanted/${decision}`);
  const { channel, ts } = message;
  return workspace.post('act', { person, channel, ts, block: block.block_id, action: action_id });
}

const later = (message: Seen, words: string, person = 'mira') =>
  workspace.until(
    ({ messages }) => messages.find(({ ts, blocks }) => ts === message.ts && JSON.stringify(blocks).includes(words)),
    person,
  );

describe.each(engines)('on %s', (_, storeUrl) => {
  let count = 0;
  /** A digest under a name of its own, as the store is that of all tests. */
  const own = (more: Partial<Digest> = {}): Digest => ({ ...daily, name: `daily-${++count}`, ...more });
  const open = async (...digests: Digest[]) => {
    workspace = await openWorkspace({ digests, storeUrl });
  };

  test('the owner is asked of what nobody clicked on for 60 days, and has it come weekly', async () => {
    const digest = own();
    await open(digest);
    await past(digest.name, 70);
    const asked = await question('jonas');
    expect(asked.channel).toMatch(/^D/);
    expect(wordsOf(asked)).toContain(
      '“Daily 1” comes every day at 09:00 to #sales, and nobody has clicked on it for 60 days. *Is it still wanted?*',
    );
    await click(asked, 'weekly', 'jonas');
    await later(asked, 'comes every Monday at 09:00 from now on, says <@U0JONAS004>.', 'jonas');
    expect(workspace.bot.due()).toEqual([{ ...digest, cron: '0 9 * * 1' }]);
    const told = await workspace.until(({ messages }) =>
      messages.find(({ channel, text }) => channel === 'C0SALES001' && text.includes('from now on')),
    );
    expect(asks(told)).toBe(false);
    await click(await later(asked, 'Have it back', 'jonas'), 'back', 'jonas');
    await later(asked, 'comes again as it stands in digests.yml', 'jonas');
    expect(workspace.bot.due()).toEqual([digest]);
  });

  test('the channel is asked when the owner has left, and whoever keeps a subscription owns it', async () => {
    await open();
    const { type, until, post, bot } = workspace;
    await type('/owl subscribe to sales by country every day at 9');
    await until(() => bot.subscribed().length === 1);
    await post('deactivate', { person: 'mira' });
    const asked = await question('tomas');
    expect(asked.channel).toBe('C0SALES001');
    expect(wordsOf(asked)).toContain(
      'comes every day at 9 to <#C0SALES001>, and is asked with the rights of <@U0MIRA0001>, who has left.',
    );
    await click(asked, 'keep', 'tomas');
    await later(asked, 'whose it is from now on', 'tomas');
    expect(bot.subscribed()).toMatchObject([{ owner: 'U0TOMAS002', when: 'every day at 9' }]);
    await click(asked, 'stop', 'jonas').catch(() => undefined);
    expect(bot.subscribed(), 'a question is answered once').toHaveLength(1);
    await bot.askWhetherWanted();
    const [{ name } = { name: '' }] = bot.subscribed();
    await workspace.preferences.remove('subscriptions', name);
  });

  test('the channel is asked of what has failed five times in a row and belongs to nobody, and stops it', async () => {
    const digest = own({ owner: undefined } as Partial<Digest>);
    await open(digest);
    await past(digest.name, 5, 'failed');
    const asked = await question();
    expect(wordsOf(asked)).toContain(
      'for #sales has failed five times in a row, the last time because: no query is called sales.',
    );
    await click(asked, 'stop', 'tomas');
    await later(asked, 'does not come any more: <@U0TOMAS002> has stopped it.');
    expect(workspace.bot.due()).toEqual([]);
    await click(await later(asked, 'Have it back'), 'back', 'mira');
    await later(asked, 'comes again');
    expect(workspace.bot.due()).toEqual([digest]);
  });

  test('the owner is asked when the channel is archived', async () => {
    const digest = own({ channel: 'C0SPRING01' });
    await open(digest);
    const asked = await question('jonas');
    expect(wordsOf(asked)).toContain('comes every day at 09:00 to <#C0SPRING01>, which is archived');
    await click(asked, 'keep', 'jonas');
    await later(asked, 'stays, says <@U0JONAS004>.', 'jonas');
    expect(workspace.bot.due()).toEqual([digest]);
  });

  test('the owner of the data is asked when the channel of what belongs to nobody is archived', async () => {
    const digest = own({ channel: 'C0SPRING01', owner: undefined } as Partial<Digest>);
    await open(digest);
    const asked = await question('tomas');
    expect(asked.channel).toBe('C0ANALYT01');
    expect(wordsOf(asked)).toContain('which is archived: nothing can be posted there');
    await click(asked, 'stop', 'tomas');
    await later(asked, 'does not come any more', 'tomas');
    expect(workspace.bot.due()).toEqual([]);
    await workspace.preferences.remove('digests', digest.name);
  });

  test('a payload made by hand decides nothing', async () => {
    const [digest, other] = [own(), own()];
    await open(digest, other);
    await past(digest.name, 70);
    const asked = await question('jonas');
    const { bot, slack, until } = workspace;
    const forge = openForge({ eventsUrl: () => bot.eventsUrl, signingSecret: slack.signingSecret });
    const by = (channel: string) => ({ user: 'U0TOMAS002', channel });
    const stop = (name: string) => ({ action_id: 'wanted/stop', value: `stop unused ${name}` });
    await forge.click(by('C0SALES001'), stop(digest.name), [], asked.ts);
    await forge.click(by('C0SALES001'), stop(digest.name));
    await forge.click(by('C0SALES001'), stop(other.name), [], asked.ts);
    await forge.click(
      by('C0SALES001'),
      { action_id: 'wanted/back', value: `back unused ${digest.name}` },
      [],
      asked.ts,
    );
    await forge.click(by('C0SALES001'), { action_id: 'wanted/stop', value: 'stop everything now' }, [], asked.ts);
    const isRefusal = ({ text }: Seen) => /^This (was answered already|control belongs)/.test(text);
    await until(({ messages }) => messages.filter(isRefusal).length === 5, 'tomas');
    expect(bot.due()).toEqual([digest, other]);
  });

  test('a click on a digest is noted, so that nobody is asked', async () => {
    const digest = own();
    await open(digest);
    await past(digest.name, 70);
    const { bot, until, use, deliveries, scene } = workspace;
    const ask = { now: NOW, signal: new AbortController().signal };
    const posted = await bot.digests.post(digest, await bot.digests.answer(digest, ask), { runId: 'run', notes: [] });
    const dueAt = new Date(NOW.getTime() - 1000);
    const schedule = { digest: digest.name, cron: digest.cron, timezone: 'UTC', since: NOW };
    await deliveries.enter([{ schedule, occurrences: [{ dueAt, state: 'due' }] }], NOW);
    const [delivery] = await deliveries.claim([digest.name], { now: NOW, leaseMs: 1000, limit: 1 });
    await deliveries.finish(delivery!, { state: 'posted', channel: posted.channel, message: posted.ts, postedAt: NOW });
    const shown = await until(({ messages }) => messages.find(({ ts }) => ts === posted.ts));
    await use(shown, 'more', 'details');
    await eventually(async () => (await deliveries.usesOf([digest.name], NOW)).get(digest.name)?.clickedAt);
    await bot.askWhetherWanted();
    expect((await scene('jonas')).messages.filter(asks)).toEqual([]);
  });
});
