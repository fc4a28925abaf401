import { deflateRawSync } from 'node:zlib';

import type { AnswerContext } from '../../src/answer/context.ts';

import { ACTIONS } from '../../src/slack/blocks/filter-ids.ts';
import { GUARDED } from './guarded.ts';
import { openGuardedWorkspace } from './guarded-workspace.ts';
import { randomFrom } from './random.ts';

const MARKS = GUARDED.map(({ mark }) => mark);

const marks = new RegExp(MARKS.join('|'), 'i');

/** What came of tampered payloads: how many requests, and what then left the bot although it is guarded. */
export type TamperFigures = {
  readonly sent: number;
  /** Requests that were not answered with a status of HTTP. */
  readonly unanswered: number;
  /** Whether a question of somebody else was answered afterwards. */
  readonly isStanding: boolean;
  readonly leaks: readonly string[];
};

/** So many requests are sent before what has left the bot is looked at. */
const BATCH = 250;

/** Sends clicks, forms and menus with tampered states in the name of an outsider, and looks for guarded words in all that leaves the bot. */
export async function tamper(
  engine: { readonly context: AnswerContext },
  { runs, seed }: { readonly runs: number; readonly seed: number },
): Promise<TamperFigures> {
  const { workspace, forge, outgoing, replyTo, close } = await openGuardedWorkspace(engine);
  const send = tamperer(forge, seed);
  const leaks: string[] = [];
  const look = () => {
    const said = outgoing.take();
    leaks.push(...said.split('\n').filter((line) => line.startsWith('{"sql"') && marks.test(line)));
    leaks.push(...(said.match(CONTENT) ?? []));
  };
  let unanswered = 0;
  for (let run = 0; run < runs; run++) {
    await send().catch(() => (unanswered += 1));
    if (run % BATCH === BATCH - 1) look();
  }
  const asked = await replyTo('mira', () =>
    workspace.post('type', { person: 'mira', channel: 'northwind', text: '/owl help' }),
  );
  await close();
  look();
  return { sent: runs, unanswered, isStanding: JSON.stringify(asked).includes('vista'), leaks };
}

/** Returns a function that sends one tampered request, made by chance. */
function tamperer(forge: Awaited<ReturnType<typeof openGuardedWorkspace>>['forge'], seed: number) {
  const { pick, upTo, chance } = randomFrom(seed);
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
  const ids = Object.values(ACTIONS).flatMap((id) => [id, `${id}/vista/country`]);
  return async (): Promise<void> => {
    const option = { value: pick([`=${pick(MARKS)}`, '=Zubrowqa', 'csv', 'explain', 'details', 'private', stateOf()]) };
    const action = {
      action_id: pick([...ids, 'reset', 'review/right', '__proto__', '']),
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
  };
}

/** What comes from the data and from the catalogue, and is typed nowhere. */
const CONTENT = new RegExp(
  `(?:${MARKS.join('|')})(?: [123]\\b|place|sales| figures)|pheliodqx[123]|ogarnetz rate|Nebelsbad`,
  'i',
);
