import { assistant, sayToAssistant } from './assistant.js';
import { composer } from './composer.js';
import { avatar, fill, h, icon, reconcile } from './dom.js';
import { home } from './home.js';
import { entriesOf } from './message.js';
import { welcome } from './welcome.js';

const NEAR = 80;

/** Draws the channel, home tab or assistant into the middle of the page. */
export function drawMain(store, main) {
  const channel = store.channel();
  const title = titleOf(store);
  main.setAttribute('aria-label', title);
  const body = bodyOf(store, channel);
  reconcile(main, [
    { key: 'head', signature: JSON.stringify([title, channel?.members]), draw: () => head(store) },
    { ...body, signature: `${store.version}` },
    ...(channel ? [composerEntry(store, channel)] : []),
    ...(isAssistant(store) ? [assistantComposer(store)] : []),
  ]);
}

function bodyOf(store, channel) {
  if (channel) return { key: `log ${store.me} ${channel.id}`, draw: (known) => log(store, known) };
  if (isAssistant(store)) return { key: `assistant ${store.me}`, draw: (known) => assistant(store, known) };
  return { key: `home ${store.me}`, draw: (known) => home(store, known) };
}

function isAssistant({ place }) {
  return place.name === 'assistant';
}

function assistantComposer(store) {
  const key = `assistant ${store.me}`;
  const onSend = (text) => sayToAssistant(store, text);
  const plain = { ...store, settings: { ...store.settings, examples: [], shortcuts: [] } };
  const draw = () => h('div.below', composer(plain, { key, label: 'Ask the assistant', onSend }));
  return { key: `composer ${key}`, signature: '', draw };
}

/** Draws the open thread into `aside`, or hides it. */
export function drawThread(store, aside) {
  const { thread } = store.place;
  const channel = store.channel();
  const parent = thread && store.messagesOf(channel?.id).get(thread);
  aside.hidden = !parent;
  if (!parent) {
    if (document.body.dataset.pane === 'thread') document.body.dataset.pane = 'main';
    fill(aside);
    return;
  }
  const replies = store.list(channel.id).filter(({ thread_ts: of, ts }) => of === thread || ts === thread);
  const close = () => store.openThread(undefined);
  const drawHead = () =>
    h(
      'header.head',
      h('div', h('h2', 'Thread'), h('p', titleOf(store))),
      h('button.round', { type: 'button', 'aria-label': 'Close thread', onclick: close }, icon('close')),
    );
  const drawReplies = (known) =>
    scroll(store, known ?? h('div.log', { role: 'log', 'aria-label': 'Replies' }), (list) =>
      reconcile(list, entriesOf(store, replies, { inThread: true })),
    );
  reconcile(aside, [
    { key: 'head', signature: titleOf(store), draw: drawHead },
    { key: `thread ${thread}`, signature: `${store.version}`, draw: drawReplies },
    composerEntry(store, channel, thread),
  ]);
}

/** Returns the title of what the page shows. */
export function titleOf(store) {
  const channel = store.channel();
  if (isAssistant(store)) return 'Assistant';
  return channel ? store.titleOf(channel) : 'Owlpost';
}

function head(store) {
  const channel = store.channel();
  const isNamed = channel && store.isNamed(channel);
  const isDirect = channel && store.isWithBot(channel);
  const topic = isDirect ? 'Your conversation with the app' : channel?.topic;
  const tab = isAssistant(store) ? 'Calls the tools of /mcp' : 'App home';
  const showList = () => store.showList();
  return h(
    'header.head',
    h('button.round.list', { type: 'button', 'aria-label': 'Channels', onclick: showList }, icon('menu')),
    h(
      'div',
      h(
        'h2',
        isNamed && icon(channel.kind === 'private' ? 'lock' : 'hash'),
        isNamed ? channel.name : titleOf(store),
        channel?.isConnected && h('span.tag', 'Slack Connect'),
      ),
      h('p', channel ? topic : tab),
    ),
    isNamed &&
      h(
        'span.faces',
        { title: `${channel.members.length} members` },
        channel.members.slice(0, 4).map((id) => avatar(id, '.small')),
        h('span', String(channel.members.length)),
        !channel.members.includes(store.bot) && h('span.tag', 'Owlpost is not here'),
      ),
  );
}

function log(store, known) {
  const channel = store.channel();
  const label = `Messages in ${titleOf(store)}`;
  const element = known ?? h('div.log', { role: 'log', 'aria-label': label, tabindex: '-1' });
  const messages = store.list(channel.id).filter(({ ts, thread_ts }) => !thread_ts || thread_ts === ts);
  const first = {
    key: 'welcome',
    signature: JSON.stringify([messages.length === 0, channel.members.length]),
    draw: () => welcome(store, channel, messages.length === 0),
  };
  return scroll(store, element, () => reconcile(element, [first, ...entriesOf(store, messages)]));
}

/** Stays at the end if it was there or if something was sent, and where it was otherwise. */
function scroll(store, element, draw) {
  const { scrollHeight, scrollTop, clientHeight } = element;
  const atEnd = !element.isConnected || store.sent || scrollHeight - scrollTop - clientHeight < NEAR;
  draw(element);
  if (atEnd) {
    queueMicrotask(() => {
      element.scrollTop = element.scrollHeight;
    });
  }
  return element;
}

function composerEntry(store, channel, thread) {
  const key = `${store.me} ${channel.id} ${thread ?? ''}`;
  const label = thread ? 'Reply…' : `Message ${titleOf(store)}`;
  const closed = channel.isArchived ? 'This channel is archived.' : 'Only administrators can post here.';
  const onSend = (text) => store.say(text, thread);
  const draw = () =>
    h(
      'div.below',
      channel.isWritable ? composer(store, { key, label, thread, onSend }) : h('p.closed', closed),
      h('p.status', { role: 'status', 'data-status': channel.id }),
    );
  return { key: `composer ${key}`, signature: '', draw };
}
