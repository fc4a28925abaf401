import { deflateRawSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';

import type { Asker } from '../../src/answer/access.ts';
import type { Statement } from '../../src/answer/statement.ts';

import { answer } from '../../src/answer/answer.ts';
import { openAccess } from '../../src/answer/restricted.ts';
import { UserError } from '../../src/error.ts';
import { help } from '../../src/question/help.ts';
import { GUARDED, openGuardedEngine } from '../support/guarded.ts';
import { openGuardedWorkspace } from '../support/guarded-workspace.ts';
import { randomFrom } from '../support/random.ts';

/** So many texts are asked, and a tenth as many payloads tampered with. */
const RUNS = Number(process.env.OWLPOST_HOSTILE_RUNS ?? 1500);

/** In milliseconds: a large run takes as long as it does. */
const TIMEOUT = 120_000 + 20 * RUNS;

const SEED = Number(process.env.OWLPOST_HOSTILE_SEED ?? 20261127);

const engine = await openGuardedEngine();

afterAll(() => engine.close());

const MARKS = GUARDED.map(({ mark }) => mark);

const marks = new RegExp(MARKS.join('|'), 'i');

const NOBODY: Asker = { person: 'U0MIRA0001', channel: 'C0MARKET01', channelName: 'marketing', isExternal: true };

/** What hostile texts are made of: the guarded words whole, cut and mangled, with all that has a meaning beside them. */
const PIECES: readonly string[] = [
  ...MARKS.flatMap((mark) => [
    mark,
    mark.slice(0, -1),
    mark.toUpperCase(),
    `${mark}place`,
    `${mark}sales`,
    `${mark} 3`,
    `${mark}x1`,
  ]),
  ...[
    'vista',
    'sales',
    'orders',
    'country',
    'city',
    'France',
    'Spain',
    'Madrid',
    'Nebelsbad',
    'pheliodqs',
    'unknown',
    'all',
  ],
  ...[
    'by',
    'per',
    'split',
    'split=',
    'measure=',
    'by=',
    'country=',
    'country!=',
    'city=',
    'pheliodq=',
    'having=',
    'over=',
    'show=',
  ],
  ...[
    'why',
    'explain',
    'rows',
    'top 2',
    'bottom 1',
    'vs',
    'versus',
    'not',
    'without',
    'except',
    'only',
    'and',
    'or',
    ',',
    'in',
  ],
  ...[
    '2025',
    '2025-02',
    'last year',
    'all time',
    'by month',
    'as table',
    'as pie',
    'share of',
    'average',
    'number of',
    'rate',
  ],
  ...[
    'help',
    'settings',
    'digests',
    'save x',
    'just me',
    '"',
    "'",
    '`',
    '“',
    '=',
    '!=',
    '--',
    ';',
    '%',
    '*',
    '{{by}}',
    '[[',
    '}}',
  ],
  ...[
    '\u202e',
    '\u200b',
    '\u00a0',
    '\ud83e',
    '\0',
    '__proto__',
    'constructor',
    'toString',
    '<@U0JONAS004>',
    'rows=all',
    'everyone',
  ],
];

test(`of ${RUNS} hostile texts, none tells an outsider what is guarded`, { timeout: TIMEOUT }, async () => {
  const { pick, upTo } = randomFrom(SEED);
  const statements: Statement[] = [];
  const own = openAccess({
    ...engine.context,
    run: (statement, signal, options) => {
      statements.push(statement);
      return engine.context.run(statement, signal, options);
    },
    draw: async (chart) => ({ png: Buffer.from(JSON.stringify(chart)), width: 1, height: 1 }),
  })(NOBODY);
  expect(JSON.stringify(help(own.catalogue()))).not.toMatch(marks);
  const outcomes = { answered: 0, refused: 0 };
  for (let run = 0; run < RUNS; run++) {
    const begun = pick(['', 'vista ', 'vista by country ', 'why vista ']);
    const text = begun + Array.from({ length: 1 + upTo(7) }, () => pick(PIECES)).join(pick([' ', ' ', ' ', '']));
    const told = await tellOf(text, own);
    outcomes[told.isAnswered ? 'answered' : 'refused']++;
    const said = told.isAnswered ? told.said : withoutTyped(told.said, text);
    expect(said, `seed ${SEED}, run ${run}: ${JSON.stringify(text)}`).not.toMatch(marks);
    expect(JSON.stringify(statements.splice(0)), text).not.toMatch(marks);
  }
  expect(Math.min(outcomes.answered, outcomes.refused)).toBeGreaterThan(RUNS / 100);
});

/** What somebody is told in answer to a text, as one string. */
async function tellOf(text: string, context: Parameters<typeof answer>[1]) {
  try {
    const now = new Date('2025-03-01T12:00:00Z');
    const answered = await answer(text, context, { now, signal: new AbortController().signal });
    const { query: _, ...shown } = answered;
    return { isAnswered: true, said: JSON.stringify({ ...shown, png: answered.picture?.png.toString() }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { isAnswered: false, said: JSON.stringify([error.message, error.suggestions, error.near]) };
  }
}

/** What is said beside the asker's own words, which come back in a refusal. */
function withoutTyped(said: string, text: string): string {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 4);
  const whole = said.replaceAll(/[\p{L}\p{N}]+…/gu, ''); // the last word of a long quotation is cut
  const longestFirst = words.sort((left, right) => right.length - left.length);
  return longestFirst.reduce((rest, word) => rest.replaceAll(new RegExp(word, 'gi'), ''), whole);
}

test(`of ${Math.ceil(RUNS / 10)} tampered payloads, none makes the bot tell it, or fall`, {
  timeout: TIMEOUT,
}, async () => {
  const { pick, upTo, chance } = randomFrom(SEED + 1);
  const { workspace, forge, outgoing, replyTo, close } = await openGuardedWorkspace(engine);
  await replyTo('mira', () => workspace.post('type', { person: 'mira', channel: 'northwind', text: '/owl help' }));
  const by = { user: 'U0PARTNR06', channel: 'C0NORTHW01' };
  const endings = ['', ' by country', ' by pheliodq', ' ogarnetz', ' country=Zubrowqa', ' 2025'];
  const text = () => pick(['vista', ...MARKS]) + pick(endings);
  const stateOf = (): string => {
    const state: object = pick<object>([
      { text: text() },
      { text: text(), asker: 'U0JONAS004', isPrivate: chance(2) },
      { text: text(), runId: 'x'.repeat(upTo(300)), executionId: 'x', doubtedBy: 'U1' },
      { text: [text()] },
      { __proto__: null, text: text(), constructor: 1 },
      [text()],
    ]);
    const json = JSON.stringify(state);
    return pick([
      json,
      `~${deflateRawSync(json).toString('base64url')}`,
      json.slice(0, upTo(json.length)),
      `~${json}`,
      text(),
    ]);
  };
  const refs = ['C0OPS00001', 'C0BOARD001', 'C0SALES001', 'C0NORTHW01', 'D0MIRA0001', 'x', '', '{', '../'];
  const metadataOf = () =>
    pick([
      `${pick(refs)} 1700000000.000001 ${stateOf()}`,
      `${pick(refs)} ${stateOf()}`,
      JSON.stringify({ channel: pick(refs), ts: '1.2' }),
      '{"channel":',
      stateOf(),
    ]);
  const ids = [
    'ask',
    'instead',
    'up',
    'why',
    'share',
    'refresh',
    'filters',
    'schedule',
    'takeover',
    'subscription',
    'drill/vista/country',
  ];
  const more = [
    'filter/vista/country',
    'remove/vista/country',
    'reset',
    'more',
    'doubt',
    'review/right',
    'set',
    'cancel',
    'list',
    'find',
    '__proto__',
    '',
  ];
  for (let run = 0; run < RUNS / 10; run++) {
    const option = { value: pick([`=${pick(MARKS)}`, '=Zubrowqa', 'csv', 'explain', 'details', 'private', stateOf()]) };
    const action = {
      action_id: pick([...ids, ...more]),
      value: pick([stateOf(), text()]),
      selected_option: option,
      selected_options: [option],
    };
    const blocks = [
      { type: 'actions', block_id: 'bar/x', elements: [{ type: 'button', action_id: 'filters', value: stateOf() }] },
    ];
    const view = { private_metadata: metadataOf(), callback_id: pick(['form', 'ask', 'subscribe', 'handover']) };
    const values = { 'ask/question': { 'ask/question': { value: text() } } };
    await pick([
      () => forge.click(by, action, blocks),
      () => forge.use(by, action, view),
      () => forge.submit(by, { ...view, state: { values } }),
      () => forge.suggest(by, action.action_id, pick(['', 'Zub', text()])),
    ])();
  }
  await replyTo('mira', () => workspace.post('type', { person: 'mira', channel: 'northwind', text: '/owl help' }));
  await close();
  const said = outgoing.take();
  expect(said.split('\n').filter((line) => line.startsWith('{"sql"') && marks.test(line))).toEqual([]);
  expect(said).not.toMatch(CONTENT);
});

/** What comes from the data and from the catalogue, and is typed nowhere. */
const CONTENT = new RegExp(
  `(?:${MARKS.join('|')})(?: [123]\\b|place|sales| figures)|pheliodqx[123]|ogarnetz rate|Nebelsbad`,
  'i',
);
