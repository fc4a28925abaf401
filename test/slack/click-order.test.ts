import { afterEach, describe, expect, test } from 'vitest';

import type { Store } from '../../src/store/store.ts';
import type { Seen, Workspace } from '../support/workspace.ts';

import { abortable } from '../../src/answer/abortable.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { parseState } from '../../src/slack/blocks/state.ts';
import { openStore } from '../../src/store/store.ts';
import { openLoadBalancer } from '../storm/load-balancer.ts';
import { storeEngines } from '../support/store-engines.ts';
import { answerTable, find, isAnswer, openWorkspace, SALES_QUERY } from '../support/workspace.ts';

const engines = await storeEngines('the order of clicks');

let workspace: Workspace | undefined;

let store: Store | undefined;

afterEach(async () => {
  await workspace?.close();
  await store?.close();
});

/** A workspace whose instances share a store, and a first answer in it. */
async function openShared(url: string, options: Parameters<typeof openWorkspace>[0] = {}) {
  store = await openStore(url, { log: { warn() {} } });
  const { intents, questions, moves, seen } = store;
  workspace = await openWorkspace({ isPublic: true, intents, questions, moves, claim: seen.claim, ...options });
  const { type, until } = workspace;
  await type('/owl sales');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  return { ...workspace, answer };
}

/** Lets Slack send to both of two instances, to one or the other by chance. */
async function balance({ slack, bot, another }: Workspace, different: Parameters<Workspace['another']>[0] = {}) {
  const other = await another(different);
  const balancer = await openLoadBalancer();
  for (const { eventsUrl } of [bot, other]) balancer.add(new URL(eventsUrl).origin);
  await slack.connect(`${balancer.url}${new URL(bot.eventsUrl).pathname}`);
  return { other, close: balancer.close };
}

const textOf = (message: Seen) => parseState(find(message, 'filters')[1].value)?.text ?? '';

/** Waits until a message shows the answer to a question. */
const shows = ({ until }: Workspace, { ts }: Seen, text: string) =>
  until(({ messages }) => messages.find((one) => one.ts === ts && isAnswer(one) && textOf(one) === text));

/** Holds runs by city until they are let go. */
function holdCities() {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let runs = 0;
  const run: typeof answerTable = async (statement) => {
    runs += 1;
    if (statement.sql.includes('AS "City"')) await held;
    return answerTable(statement);
  };
  return { run, release: () => release(), runs: () => runs };
}

describe.each(engines)('on %s', (_, url) => {
  test('two people who click at once get both of what they chose', async () => {
    const shared = await openShared(url);
    const { use, post, answer } = shared;
    const balanced = await balance(shared);
    const [block, element] = find(answer, 'filter/sales/period');
    const place = { channel: answer.channel, ts: answer.ts, block: block.block_id, action: element.action_id };
    await Promise.all([
      use(answer, 'filter/sales/by', '=city'),
      post('act', { person: 'tomas', ...place, value: '=last month' }),
    ]);
    await shows(shared, answer, 'sales by=city period="last month"');
    balanced.close();
  });

  test('a slow run that a later click has overtaken at another instance is never shown', async () => {
    const { run, release } = holdCities();
    const shared = await openShared(url, { run });
    const { slack, bot, use, until, another, scene, calls, answer } = shared;
    const other = await another();
    slack.connect(bot.eventsUrl);
    await use(answer, 'filter/sales/by', '=city');
    const working = await until(({ messages }) => messages.find((one) => one.ts === answer.ts && !isAnswer(one)));
    slack.connect(other.eventsUrl);
    await use(working, 'filter/sales/by', '=country');
    await shows(shared, answer, 'sales');
    release();
    await Promise.all([bot.stop(), other.stop()]); // all that was begun has ended
    const stands = (await scene()).messages.find(({ ts }) => ts === answer.ts)!;
    expect(textOf(stands)).toBe('sales');
    const written = (await calls()).filter(({ method }) => method === 'chat.update');
    expect(written.filter(({ arguments: { text } }) => text?.includes('Sales by city'))).toEqual([]);
  });

  test('a click on what was changed or removed in the meantime is answered with a sentence', async () => {
    const of = (text: string) => buildCatalogue([parseQueryFile('sales.sql', text).query!]);
    let catalogue = of(SALES_QUERY);
    const shared = await openShared(url, { own: { catalogue: () => catalogue } });
    const { use, until, scene, answer } = shared;
    const told = (count: number) =>
      until(({ messages }) => {
        const sentences = messages.filter(({ ephemeral }) => ephemeral);
        return sentences.length === count && sentences.at(-1);
      });
    catalogue = of(SALES_QUERY.replace(/,\n +city: \{ sql: city, label: City \}/, ''));
    await use(answer, 'filter/sales/by', '=city');
    expect((await told(1)).text).toContain('city');
    catalogue = buildCatalogue([]);
    const again = async () => use(await shows(shared, answer, 'sales'), 'filter/sales/period', '=last month');
    await expect.poll(async () => (await again()).ok, { timeout: 20_000 }).toBe(true); // it was just written anew
    expect((await told(2)).text).toContain('There are no queries');
    expect(textOf((await scene()).messages.find(({ ts }) => ts === answer.ts)!)).toBe('sales');
  });

  test('a click that an instance was at when it was restarted is answered by the next one', async () => {
    const { run, release } = holdCities();
    const shared = await openShared(url, { run: (statement, signal) => abortable(signal, run(statement)) });
    const { bot, use, until, another, answer } = shared;
    await use(answer, 'filter/sales/by', '=city');
    await until(({ messages }) => messages.find((one) => one.ts === answer.ts && !isAnswer(one)));
    await bot.stop();
    release();
    await another();
    await shows(shared, answer, 'sales by=city');
  });

  test('a click that Slack delivers to two instances is run once', async () => {
    const { run, release, runs } = holdCities();
    const shared = await openShared(url, { run });
    const balanced = await balance(shared);
    const before = runs();
    await shared.fault({ method: 'delivery', duplicates: 3 });
    await shared.use(shared.answer, 'filter/sales/by', '=city');
    release();
    await shows(shared, shared.answer, 'sales by=city');
    await Promise.all([shared.bot.stop(), balanced.other.stop()]); // all that was begun has ended
    expect(runs() - before).toBe(1);
    balanced.close();
  });
});
