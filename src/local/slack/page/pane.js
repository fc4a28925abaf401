import { composer } from './composer.js';
import { fill, h, icon, reconcile } from './dom.js';
import { home } from './home.js';
import { entriesOf } from './message.js';
import { welcome } from './welcome.js';

const NEAR = 80;

/** The channel, conversation or home tab in the middle of the page. */
export function drawMain(store, main) {
  const { place } = store;
  main.setAttribute('aria-label', titleOf(store));
  reconcile(main, [
    { key: 'head', signature: JSON.stringify([titleOf(store), store.channel()?.members]), draw: () => head(store) },
    place.name === 'home'
      ? { key: `home ${store.me}`, signature: `${store.version}`, draw: (known) => home(store, known) }
      : {
          key: `log ${store.me} ${store.channel().id}`,
          signature: `${store.version}`,
          draw: (known) => log(store, known),
        },
    ...(place.name === 'home' ? [] : [composerEntry(store, { channel: store.channel().id })]),
  ]);
}

/** The thread beside it; nothing when none is open. */
export function drawThread(store, aside) {
  const { thread } = store.place;
  const parent = thread && store.messagesOf(store.channel()?.id).get(thread);
  aside.hidden = !parent;
  if (!parent) {
    if (document.body.dataset.pane === 'thread') document.body.dataset.pane = 'main';
    fill(aside);
    return;
  }
  const replies = store
    .list(store.channel().id)
    .filter((message) => message.thread_ts === thread || message.ts === thread);
  reconcile(aside, [
    {
      key: 'head',
      signature: titleOf(store),
      draw: () =>
        h(
          'header',
          { class: 'head' },
          h('div', {}, h('h2', {}, 'Thread'), h('p', {}, titleOf(store))),
          h(
            'button',
            {
              type: 'button',
              class: 'round',
              'aria-label': 'Close thread',
              onclick: () => store.openThread(undefined),
            },
            icon('close'),
          ),
        ),
    },
    {
      key: `thread ${thread}`,
      signature: `${store.version}`,
      draw: (known) =>
        scroll(store, known ?? h('div', { class: 'log', role: 'log', 'aria-label': 'Replies' }), (list) =>
          reconcile(list, entriesOf(store, replies, { inThread: true })),
        ),
    },
    composerEntry(store, { channel: store.channel().id, thread }),
  ]);
}

export function titleOf(store) {
  const channel = store.channel();
  if (!channel) return 'Owlpost';
  return channel.kind === 'direct' ? 'Owlpost' : `#${channel.name}`;
}

function head(store) {
  const channel = store.channel();
  const member = !channel || channel.members.includes(store.bot);
  const topic = channel ? (channel.kind === 'direct' ? 'Your conversation with the app' : channel.topic) : 'App home';
  return h(
    'header',
    { class: 'head' },
    h(
      'button',
      { type: 'button', class: 'round list', 'aria-label': 'Channels', onclick: () => store.showList() },
      icon('menu'),
    ),
    h(
      'div',
      {},
      h(
        'h2',
        {},
        channel && channel.kind !== 'direct' && icon(channel.kind === 'private' ? 'lock' : 'hash'),
        channel && channel.kind !== 'direct' ? channel.name : 'Owlpost',
      ),
      h('p', {}, topic),
    ),
    channel &&
      channel.kind !== 'direct' &&
      h(
        'span',
        { class: 'faces', title: `${channel.members.length} members` },
        channel.members
          .slice(0, 4)
          .map((id) => h('img', { src: `/playground/avatars/${id}.svg`, alt: '', class: 'avatar small' })),
        h('span', {}, String(channel.members.length)),
        !member && h('span', { class: 'tag' }, 'Owlpost is not here'),
      ),
  );
}

function log(store, known) {
  const channel = store.channel();
  const element =
    known ?? h('div', { class: 'log', role: 'log', 'aria-label': `Messages in ${titleOf(store)}`, tabindex: '-1' });
  const messages = store
    .list(channel.id)
    .filter(({ ts, thread_ts, subtype }) => !thread_ts || thread_ts === ts || subtype === 'thread_broadcast');
  return scroll(store, element, () =>
    reconcile(element, [
      {
        key: 'welcome',
        signature: JSON.stringify([messages.length === 0, channel.members.length]),
        draw: () => welcome(store, channel, messages.length === 0),
      },
      ...entriesOf(store, messages),
    ]),
  );
}

/** Stays at the end if it was there or if something was sent, and where it was otherwise. */
function scroll(store, element, draw) {
  const atEnd =
    !element.isConnected || store.sent || element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
  draw(element);
  if (atEnd) {
    queueMicrotask(() => {
      element.scrollTop = element.scrollHeight;
    });
  }
  return element;
}

function composerEntry(store, { channel, thread }) {
  const key = `${store.me} ${channel} ${thread ?? ''}`;
  const label = thread ? 'Reply…' : `Message ${titleOf(store)}`;
  return {
    key: `composer ${key}`,
    signature: '',
    draw: () =>
      h(
        'div',
        { class: 'below' },
        composer(store, {
          key,
          label,
          examples: thread ? [] : store.settings.examples,
          onSend: (text) => store.say(text, thread),
        }),
        h('p', { class: 'status', role: 'status', 'data-status': channel }),
      ),
  };
}
