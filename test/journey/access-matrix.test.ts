import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import type { GuardedRule } from '../support/guarded.ts';
import type { Seen } from '../support/workspace.ts';

import { openCompletions } from '../../src/answer/completions.ts';
import { ACTIONS } from '../../src/slack/blocks/filter-ids.ts';
import { submitForms } from '../support/forged-forms.ts';
import { GUARDED, openGuardedEngine } from '../support/guarded.ts';
import { openGuardedWorkspace } from '../support/guarded-workspace.ts';
import { IS_THOROUGH } from '../support/thorough.ts';
import { isAnswer } from '../support/workspace.ts';

type World = Awaited<ReturnType<typeof openGuardedWorkspace>>;

/** Somebody who may not see everything: by which rules they may not, and where they are. */
type Kind = {
  readonly kind: string;
  readonly name: string;
  readonly user: string;
  readonly channel: string;
  readonly channelId: string;
  /** The rules that let this person through. */
  readonly passes: readonly string[];
  /** Those that do in the app's home and where else no channel is; the same unless it is given. */
  readonly passesAtHome?: readonly string[];
  /** Another workspace that requests say the person is of; they are made by hand. */
  readonly team?: string;
  readonly isRemoved?: boolean;
};

const MARKETING = { channel: 'marketing', channelId: 'C0MARKET01' };

const NORTHWIND = { channel: 'northwind', channelId: 'C0NORTHW01' };

const MIRA = { name: 'mira', user: 'U0MIRA0001' };

const KINDS: readonly Kind[] = [
  { kind: 'a member', ...MIRA, ...MARKETING, passes: ['domains', 'external'] },
  {
    kind: 'a member in a channel with another company',
    ...MIRA,
    ...NORTHWIND,
    passes: [],
    passesAtHome: ['domains', 'external'],
  },
  { kind: 'a guest', name: 'lena', user: 'U0GUEST005', ...MARKETING, passes: [] },
  { kind: 'an outsider', name: 'sam', user: 'U0PARTNR06', ...NORTHWIND, passes: [] },
  { kind: 'somebody of another team', ...MIRA, ...MARKETING, team: 'T0OTHER001', passes: [] },
  { kind: 'somebody removed since', name: 'priya', user: 'U0PRIYA003', ...MARKETING, isRemoved: true, passes: [] },
];

const engine = await openGuardedEngine();

afterAll(() => engine.close());

const blind = (text: string, { mark, twin }: GuardedRule) => text.replaceAll(new RegExp(`${mark}|${twin}`, 'gi'), '…');

/** All words of a message that people read. */
function wordsIn(message: Seen): string {
  const words: string[] = [];
  const said = message.attachments ?? [message.text, message.blocks];
  JSON.stringify(said, (key, value) => {
    if (key === 'text' && typeof value === 'string') words.push(value);
    return value;
  });
  return words.join('\n');
}

/** Where words stand in what has left the bot, with what stands around them; not in a message that is being worked on, which shows what stood there. */
function leaks(bytes: string, words: RegExp): readonly string[] {
  const sent = bytes
    .split('\n')
    .filter((call) => !/^POST \/api\/chat\.update .*action_id\\?":\\?"cancel/.test(call))
    .join('\n');
  return [...sent.matchAll(new RegExp(words.source, 'gi'))].map(({ index }) =>
    sent.slice(Math.max(0, index - 150), index + 50),
  );
}

/** What was said, with each call once: a call that Slack's rate limit refuses is sent again. */
const once = (bytes: string) => [...new Set(bytes.split('\n'))].join('\n');

const timesIn = (bytes: string, word: string) => bytes.toLowerCase().split(word.toLowerCase()).length - 1;

describe.each(KINDS)('$kind', (asker) => {
  const { name: person, user, channel, channelId, passes, passesAtHome = passes, team, isRemoved = false } = asker;
  const by = { user, channel: channelId, ...(team && { team }) };
  const forbidden = GUARDED.filter(({ rule }) => !passes.includes(rule));
  const marksOf = (rules: readonly GuardedRule[]) => new RegExp(rules.map(({ mark }) => mark).join('|'), 'i');
  const marks = marksOf(forbidden);
  let world: World;
  /** What somebody who may see it has asked in the channel before. */
  const posted: Seen[] = [];

  beforeAll(async () => {
    world = await openGuardedWorkspace(engine);
    const { workspace, replyTo } = world;
    await workspace.post('leave', { person, channel: 'ops' });
    if (isRemoved) await replyTo(person, () => workspace.post('type', { person, channel, text: '/owl jzmberix' }));
    for (const text of channel === 'northwind' ? [] : BEFORE) {
      const answered = await replyTo('jonas', () => workspace.post('type', { person: 'jonas', channel, text }));
      if (isAnswer(answered))
        expect(JSON.stringify(answered), text).toMatch(/jzmberix|kberyllq|ogarnetz|pheliodq|Zubrowqa/);
      if (isAnswer(answered)) posted.push(answered);
    }
    if (isRemoved) {
      await workspace.post('deactivate', { person });
      await world.changeInstance();
    }
    const isKnown = async () => expect((await world.bot().assistant.askerOf(by)).isUnknown).toBeUndefined();
    await vi.waitFor(isKnown, { timeout: 60_000 }); // Slack has told of them
    await world.settled();
    world.outgoing.take();
  });

  afterAll(() => world.close());

  /** Types a line by one of the doors of lines, and waits for what is said to it. */
  const say = (door: string, text: string): Promise<Seen> => {
    const { workspace, forge, replyTo } = world;
    const type = (line: string, where: object) => workspace.post('type', { person, channel, text: line, ...where });
    const lines = new Map<string, () => Promise<unknown>>([
      ['command', () => (team ? forge.command(by, text) : type(`/owl ${text}`, {}))],
      ['mention', () => type(`@Owlpost ${text}`, {})],
      ['direct message', () => type(text, { channel: 'direct' })],
      ['link', () => type(linkTo(world, text), {})],
      ['thread', () => type(`@Owlpost ${text}`, { thread: posted[0]?.ts })],
    ]);
    return replyTo(person, lines.get(door)!);
  };

  const doors = doorsOf(asker);

  test.each(forbidden)('is told of $mark, which $rule guard, as of a word that means nothing', async (guarded) => {
    for (const [index, question] of guarded.questions.entries()) {
      const door = doors[index % doors.length]!;
      const said = new Map<string, { readonly words: string; readonly bytes: string }>();
      for (const word of [guarded.mark, guarded.twin]) {
        const message = await say(door, question.replaceAll('%', word));
        said.set(word, { words: wordsIn(message), bytes: world.outgoing.take() });
      }
      const [told, twin] = [said.get(guarded.mark)!, said.get(guarded.twin)!];
      expect(blind(told.words, guarded), `${door}: ${question}`).toBe(blind(twin.words, guarded));
      expect(timesIn(told.bytes, guarded.mark), `${door}: ${question}`).toBe(timesIn(twin.bytes, guarded.twin));
    }
  });

  test('is told of none of it by a word that is nearly one, by help, or by settings', async () => {
    const near = forbidden.map(({ mark }) => mark.slice(0, -1));
    const nearly = [...near, ...near.map((word) => `vista by ${word}`)];
    for (const [turn, door] of doors.entries()) {
      const isHere = (index: number) => IS_THOROUGH || index % doors.length === turn;
      const texts = [
        'help',
        'help vista',
        'settings',
        'digests',
        'vista',
        'sold',
        'forget sold',
        'here',
        'owlpost demand',
        'explain vista',
        'rows vista',
        'alert any country sales under 9999 every hour',
        'alert vista any city sales over 0',
        ...nearly,
      ];
      for (const text of texts.filter((_, index) => isHere(index))) {
        await say(door, text);
        const bytes = near.reduce(
          (rest, word) => rest.replaceAll(new RegExp(`${word}(?!\\w)`, 'gi'), ''),
          world.outgoing.take(),
        );
        expect(leaks(bytes, marks), `${door}: ${text}`).toEqual([]);
      }
    }
  });

  test('is told of none of it by the home, a shortcut or a menu', async () => {
    const { workspace, forge, outgoing } = world;
    const menus = GUARDED.flatMap(({ filters }) => filters).flatMap((filter) => [
      `filter/${filter}`,
      `drill/${filter}`,
    ]);
    for (const menu of [...menus, 'find']) {
      for (const typed of ['', 'Zub']) outgoing.note(await forge.suggest(by, menu, typed));
    }
    await world.settled();
    expect(leaks(outgoing.take(), marks)).toEqual([]);
    if (team) return;
    await workspace.post('home', { person });
    await workspace.post('shortcut', { person, callback: 'ask_owlpost' });
    await world.settled();
    const atHome = GUARDED.filter(({ rule }) => !passesAtHome.includes(rule));
    expect(leaks(outgoing.take(), marksOf(atHome))).toEqual([]);
  });

  test('is told of none of it by what others keep in the channel, or by completions', async () => {
    const { workspace, bot, outgoing, callAssistant: _, replyTo } = world;
    const complete = openCompletions(engine.context, (id) => bot().assistant.askerOf({ user: id, channel: channelId }));
    const all = engine.context.catalogue().queries.map(({ name }) => name);
    const near = forbidden.map(({ mark }) => mark.slice(0, 4));
    for (const typed of ['', 'v', 'vista ', ...near, ...all.map((name) => name.slice(0, 2))])
      if (!team) outgoing.note(await complete(typed, user));
    const keep = (text: string) => replyTo('jonas', () => workspace.post('type', { person: 'jonas', channel, text }));
    if (channel !== 'northwind') await keep('/owl here only Zubrowqa');
    await world.settled();
    const kept = outgoing.take();
    expect(leaks(kept.split('/chat.post')[0] ?? '', marks)).toEqual([]);
    for (const [turn, door] of doors.entries()) {
      for (const [index, text] of ['settings', 'here', 'vista', 'vista by city'].entries())
        if (IS_THOROUGH || index % 2 === turn % 2) await say(door, text);
    }
    await world.settled();
    expect(leaks(outgoing.take(), marks)).toEqual([]);
    if (channel !== 'northwind') await keep('/owl forget here');
    await world.settled();
    outgoing.take();
  });

  test('is told of none of it by any control of an answer that stands there', async () => {
    const { workspace, forge, outgoing } = world;
    for (const message of posted) {
      for (const { block_id, elements = [], accessory } of message.blocks ?? []) {
        for (const element of [...elements, ...(accessory ? [accessory] : [])].filter(({ action_id }) => action_id)) {
          for (const value of element.options?.map((option) => option.value) ?? [undefined]) {
            const at = { person, channel, ts: message.ts, block: block_id, action: element.action_id };
            const option = { value, text: { type: 'plain_text', text: '…' } };
            if (!team) outgoing.note(await workspace.post('act', { ...at, value }));
            else {
              const used = { ...element, block_id, ...(value !== undefined && { selected_option: option }) };
              await forge.click(by, used, message.blocks, message.ts);
            }
          }
        }
      }
    }
    await world.settled();
    expect(leaks(outgoing.take(), marks)).toEqual([]);
  });

  test('gains nothing by a state, a form or a control that is made by hand', async () => {
    const { outgoing } = world;
    for (const word of ['mark', 'twin'] as const) {
      for (const [turn, guarded] of forbidden.entries()) {
        const texts = guarded.questions.filter((text) => !/^help|^subscribe/.test(text));
        for (const question of texts.slice(0, IS_THOROUGH ? texts.length : 1))
          await forge(world, by, question.replaceAll('%', guarded[word]), turn);
      }
    }
    await world.settled();
    const said = once(outgoing.take());
    for (const { mark, twin, rule } of forbidden) expect(timesIn(said, mark), rule).toBe(timesIn(said, twin));
  });

  test('gains nothing by a form that is filled in by hand', async () => {
    const { forge, outgoing, bot } = world;
    const before = bot().subscribed();
    const others = before.filter(({ owner }) => owner !== user);
    await world.settled();
    outgoing.take();
    for (const word of ['mark', 'twin'] as const) {
      for (const [index, guarded] of forbidden.entries()) {
        const texts = guarded.questions.filter((text) => !/^help|^subscribe/.test(text));
        for (const question of texts.slice(0, IS_THOROUGH ? texts.length : 1)) {
          const forged = {
            ...(!IS_THOROUGH && { turn: index }),
            word: guarded[word],
            question: question.replaceAll('%', guarded[word]),
            others,
            newTs: madeUpTs,
          };
          for (const answered of await submitForms(forge, by, forged)) outgoing.note(answered);
        }
      }
    }
    await world.settled();
    const said = once(outgoing.take());
    for (const { mark, twin, rule } of forbidden) expect(timesIn(said, mark), rule).toBe(timesIn(said, twin));
    const after = bot().subscribed();
    expect(after.filter(({ owner }) => owner !== user)).toEqual(others); // none is changed, or another one's
    expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
  });

  const byAssistant = async () => {
    const { callAssistant, outgoing } = world;
    await callAssistant(by, 'list_datasets', {});
    for (const { mark, filters } of forbidden) {
      const near = mark.slice(0, -1);
      await callAssistant(by, 'list_datasets', { word: near });
      await callAssistant(by, 'describe', { name: 'vista' });
      await callAssistant(by, 'find_values', { dimension: 'country', text: '' });
      await callAssistant(by, 'find_values', { dimension: filters[0]?.split('/')[1] ?? 'city', text: '' });
      await callAssistant(by, 'ask', { question: near });
      await callAssistant(by, 'ask', { question: `vista by ${near}`, after: 'vista' });
      const bytes = outgoing.take().replaceAll(new RegExp(`${near}(?!\\w)|(?<=filtered by \\W+)${mark}\\w*`, 'gi'), '');
      expect(leaks(bytes, marks), mark).toEqual([]);
    }
  };
  if (!team) test('is told of none of it by an assistant', byAssistant); // of a caller, Slack names no team

  test('gets no digest of it', async () => {
    const { bot, outgoing } = world;
    for (const { questions, mark } of forbidden) {
      const text = questions[0]!.replaceAll('%', mark);
      const digest = {
        name: 'd',
        questions: [text] as const,
        channel: channelId,
        cron: '0 9 * * 1',
        timezone: 'UTC',
        onlyIf: [],
        owner: user,
      };
      const options = { now: new Date(), signal: new AbortController().signal };
      if (!team) await expect(bot().digests.answer(digest, options), text).rejects.toThrow();
      expect(leaks(outgoing.take(), marks)).toEqual([]);
    }
  });
});

/** What stands in the channel before. */
const BEFORE = [
  '/owl vista by pheliodq',
  '/owl vista ogarnetz by country',
  '/owl why vista 2025-02 vs 2025-01',
  '/owl jzmberix',
  '/owl kberyllq by month',
  '/owl save sold',
  '/owl vista',
  '/owl subscribe vista by pheliodq every Monday at 9',
];

/** The doors by which somebody types lines. */
function doorsOf({ team, channel, name }: Kind): readonly string[] {
  if (team) return ['command'];
  if (name === 'sam') return ['mention', 'link'];
  const everywhere = ['command', 'mention', 'link'];
  return channel === 'northwind' ? everywhere : [...everywhere, 'direct message', 'thread'];
}

/** A link to the answer of a question, as anybody can write one. */
function linkTo({ bot }: World, question: string): string {
  return `${bot().url}/ask?${new URLSearchParams({ question })}`;
}

let made = 0;

/** The id of a message of which the bot knows nothing yet. */
function madeUpTs(): string {
  made += 1;
  return `1700000000.${String(made).padStart(6, '0')}`;
}

/**
 * Puts a text wherever a request of Slack can carry one, all at once: each time at a message of its own. Where tests are not to
 * be thorough it is put into each third place, into others by each of three turns.
 */
async function forge(world: World, by: Parameters<World['forge']['click']>[0], text: string, turn: number) {
  const { click: clickOn, use, submit, event } = world.forge;
  const state = JSON.stringify({ text });
  const filters = { type: 'button', action_id: 'filters', value: state };
  const blocks = [{ type: 'actions', block_id: 'bar/x', elements: [filters] }];
  const selected_option = { value: `=${text.split(/[ =]/).at(-1)}` };
  const click = (control: object) => () => clickOn(by, control, blocks, madeUpTs());
  const metadata = () => `${by.channel} ${madeUpTs()} ${state}`;
  const link = {
    type: 'link_shared',
    user: by.user,
    ...(by.team && { user_team: by.team }),
    channel: by.channel,
    is_bot_user_member: true,
    source: 'conversations_history',
    links: [{ domain: '127.0.0.1', url: linkTo(world, text) }],
  };
  const search = {
    callback_id: 'ask',
    private_metadata: JSON.stringify({ channel: 'C0OPS00001', ts: '1.2' }),
    state: { values: { 'ask/question': { 'ask/question': { value: text } } } },
  };
  const requests: readonly (() => Promise<unknown>)[] = [
    ...Object.values(ACTIONS).map((action_id) => {
      const value = ['share', 'filters', 'cancel'].includes(action_id) ? state : text;
      return click({ action_id, value, selected_option });
    }),
    ...['filter/vista/country', 'filter/vista/pheliodq', 'drill/vista/country'].map((action_id) =>
      click({ action_id, type: 'external_select', selected_option }),
    ),
    ...['table', 'private', 'csv', 'explain', 'details', 'refresh'].map((value) =>
      click({ action_id: 'more', type: 'overflow', selected_option: { value } }),
    ),
    ...['refresh', 'doubt', 'reset', 'print', 'private', 'review/corrected'].map(
      (action_id) => () => use(by, { action_id, value: state }, { private_metadata: metadata() }),
    ),
    () => submit(by, { callback_id: 'form', private_metadata: metadata() }),
    () => event({ ...link, message_ts: madeUpTs() }),
    () => submit(by, search),
  ];
  const taken = requests.filter((_, index) => IS_THOROUGH || (index + turn) % 3 === 0);
  await Promise.all(taken.map((send) => send()));
}
