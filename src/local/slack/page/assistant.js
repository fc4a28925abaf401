import { drawBlocks } from './block.js';
import { call } from './client.js';
import { avatar, fill, h, icon, reconcile } from './dom.js';

/** The turns of each person's conversation with the assistant, by the person's id; kept while the page is open. */
const talks = new Map();

/** Draws the conversation with the scripted assistant into `known`, or into a new element, and returns it. */
export function assistant(store, known) {
  const element = known ?? h('div.log.assistant', { role: 'log', 'aria-label': 'Assistant', tabindex: '-1' });
  const turns = turnsOf(store);
  const entries = turns.map((turn) => ({
    key: turn.id,
    signature: JSON.stringify([turn, store.namesVersion]),
    draw: (before) => drawTurn(store, turn, before),
  }));
  reconcile(element, [{ key: 'welcome', signature: '', draw: () => welcome(store) }, ...entries]);
  if (turns.length > 0 && store.sent)
    queueMicrotask(() => element.lastElementChild.scrollIntoView({ block: 'nearest' }));
  return element;
}

/** Adds a turn and runs its tool call: that of a scripted line, or `ask` with any other text as the question. */
export async function sayToAssistant(store, text) {
  const line = store.settings.assistant.find(({ says }) => says === text);
  const { tool, arguments: given, isFollowUp } = line ?? { tool: 'ask', arguments: { question: text } };
  const before = turnsOf(store).findLast(({ canonical }) => canonical);
  const after = isFollowUp && before ? { after: before.canonical } : {};
  const turn = { id: `turn ${turnsOf(store).length}`, text, tool, arguments: { ...given, ...after }, isBusy: true };
  turnsOf(store).push(turn);
  await run(store, turn);
  return true;
}

function turnsOf(store) {
  if (!talks.has(store.me)) talks.set(store.me, []);
  return talks.get(store.me);
}

async function run(store, turn) {
  turn.isBusy = true;
  store.sent = true;
  store.redraw();
  const answered = await call('assistant', { person: store.me, tool: turn.tool, arguments: turn.arguments });
  Object.assign(turn, answered, { isBusy: false });
  store.sent = true;
  store.redraw();
}

function welcome(store) {
  const line = ({ says }) => h('button.button', { type: 'button', onclick: () => sayToAssistant(store, says) }, says);
  return h(
    'section.welcome.empty',
    { 'aria-label': 'Welcome' },
    h('div.glyph', icon('idea')),
    h('h3', 'Any assistant can ask Owlpost'),
    h(
      'p',
      'This one is scripted, not a model: it calls the tools of ',
      h('code', '/mcp'),
      ' and shows what they return.',
    ),
    h('p.try', 'Say one of these:'),
    h('div.examples', store.settings.assistant.map(line)),
  );
}

function drawTurn(store, turn, known) {
  const element = known ?? h('article.turn', h('div.said'), h('div.called'), h('div.blocks'), h('div.foot'));
  const [said, called, blocks, foot] = element.children;
  fill(said, avatar(store.me, '.small'), h('p', turn.text));
  fill(called, icon('bolt'), h('code', `${turn.tool}(${JSON.stringify(turn.arguments)})`));
  drawBlocks(blocks, turn.blocks ?? [], surfaceOf(store, turn));
  const isPlain = !turn.isBusy && !turn.blocks?.length;
  fill(
    foot,
    turn.isBusy && h('p.status', { role: 'status' }, 'Asking Owlpost…'),
    isPlain && h('pre.result', turn.ok ? turn.said : turn.error),
  );
  return element;
}

/** A control of the blocks calls the tool again with what it holds, in the place of its answer. */
function surfaceOf(store, turn) {
  const use = (value) => {
    turn.arguments = JSON.parse(value);
    run(store, turn);
  };
  return {
    names: store.names,
    stamp: () => turn.isBusy,
    controlContext: (block, element) => ({
      state: element.initial_option && { selected_option: element.initial_option },
      busy: turn.isBusy,
      focus: `${turn.id} ${block}`,
      press: () => use(element.value),
      change: use,
    }),
  };
}
