import { call } from './client.js';

/** Creates the state of the page and the functions that change it. `draw` is called once after the changes of one task. */
export function openStore(settings, draw) {
  const store = {
    settings,
    ready: false,
    version: 0,
    namesVersion: 0,
    me: '',
    bot: '',
    team: {},
    place: { name: 'general', thread: undefined },
    people: new Map(),
    channels: new Map(),
    messages: new Map(),
    modals: [],
    home: null,
    busy: new Set(),
    notices: new Map(),
    drafts: new Map(),
    revisions: new Map(),
    unread: new Set(),
    waiting: false,
    pending: 0,
    sent: false,
  };
  return Object.assign(store, drawing(store, draw), changes(store), queries(store), actions(store));
}

function drawing(store, draw) {
  let isPlanned = false;
  return {
    redraw() {
      store.version += 1;
      if (isPlanned) return;
      isPlanned = true;
      queueMicrotask(() => {
        isPlanned = false;
        draw();
        store.sent = false;
      });
    },
    /** Redraws a message or view, by `ts` or id, whose content is the same. */
    touch(id) {
      store.revisions.set(id, (store.revisions.get(id) ?? 0) + 1);
      store.redraw();
    },
  };
}

function changes(store) {
  return {
    setState(state) {
      const { team, bot, me, people, channels, messages, modals, home } = state;
      Object.assign(store, { team, bot, me, modals, home, ready: true });
      store.people = new Map(people.map((person) => [person.id, person]));
      store.channels = new Map(channels.map((channel) => [channel.id, channel]));
      store.messages = new Map(channels.map(({ id }) => [id, new Map()]));
      for (const message of messages) store.messagesOf(message.channel).set(message.ts, message);
      store.redraw();
    },
    apply(change) {
      if (change.kind === 'message') store.takeMessage(change.message);
      if (change.kind === 'removed') store.messagesOf(change.channel).delete(change.ts);
      if (change.kind === 'channel') {
        store.channels.set(change.channel.id, change.channel);
        store.messagesOf(change.channel.id);
        store.namesVersion += 1;
      }
      if (change.kind === 'views') Object.assign(store, { modals: change.modals, home: change.home });
      store.redraw();
    },
    takeMessage(message) {
      const messages = store.messagesOf(message.channel);
      const isNew = !messages.has(message.ts);
      messages.set(message.ts, message);
      if (isNew && (message.user === store.me || message.ephemeral)) store.sent = true;
      if (isNew && message.user !== store.me && message.channel !== store.channel()?.id)
        store.unread.add(message.channel);
    },
  };
}

function queries(store) {
  const isNamed = ({ kind }) => kind === 'public' || kind === 'private';
  const isWithBot = ({ kind, members }) => kind === 'direct' && members.includes(store.bot);
  return {
    isNamed,
    isWithBot,
    messagesOf(channel) {
      if (!store.messages.has(channel)) store.messages.set(channel, new Map());
      return store.messages.get(channel);
    },
    list: (channel) => [...store.messagesOf(channel).values()].sort((one, other) => Number(one.ts) - Number(other.ts)),
    /** The channel that is shown; undefined on the home tab and in the assistant. */
    channel() {
      const { name } = store.place;
      if (name === 'home' || name === 'assistant') return undefined;
      const isAsked = (channel) => (name === 'direct' ? isWithBot(channel) : [channel.name, channel.id].includes(name));
      return [...store.channels.values()].find(isAsked);
    },
    isDirectUnread: () =>
      [...store.channels.values()].some((channel) => isWithBot(channel) && store.unread.has(channel.id)),
    /** Whether a change in a block of a view is sent to the app at once: in inputs only with `dispatch_action`. */
    isDispatched(id, blockId) {
      const view = [...store.modals, store.home].find((open) => open?.id === id);
      const block = view?.blocks.find(({ block_id }) => block_id === blockId);
      return block?.type !== 'input' || block.dispatch_action === true;
    },
    names: {
      person: (id) => store.people.get(id)?.realName,
      channel: (id) => store.channels.get(id)?.name,
      /** The time zone of the reader's profile. */
      timezone: () => store.people.get(store.me)?.timezone,
    },
    channelOptions: () =>
      [...store.channels.values()]
        .filter(isNamed)
        .map(({ id, name }) => ({ value: id, text: { type: 'plain_text', text: `#${name}`, emoji: false } })),
    personOptions: () =>
      [...store.people.values()]
        .filter(({ id }) => id !== store.bot)
        .map(({ id, realName }) => ({ value: id, text: { type: 'plain_text', text: realName, emoji: false } })),
    /** `#sales`, or the names of those who talk in a conversation. */
    titleOf(channel) {
      if (isNamed(channel)) return `#${channel.name}`;
      const others = channel.members.filter((id) => id !== store.me);
      return others.map((id) => store.people.get(id)?.realName ?? id).join(', ');
    },
    /** The part of the page's address for a channel: its name, or the id of a conversation. */
    addressOf: (channel) => (isNamed(channel) ? channel.name : channel.id),
  };
}

function actions(store) {
  return {
    /** Runs a shortcut of a message, or a global one. */
    async runShortcut(callback, message) {
      const place = message ? { channel: message.channel, ts: message.ts } : {};
      const answer = await call('shortcut', { person: store.me, callback, ...place });
      if (!answer.ok && message) store.notices.set(message.ts, `That did not work: ${answer.reason ?? answer.error}`);
      store.redraw();
    },
    async say(text, thread) {
      const channel = store.channel().id;
      store.pending += 1;
      store.redraw();
      const answer = await call('type', { person: store.me, channel, text, ...(thread ? { thread } : {}) });
      store.pending -= 1;
      store.redraw();
      return answer.ok || ['operation_timeout', 'dispatch_failed'].includes(answer.error);
    },
  };
}
