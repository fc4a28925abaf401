import { avatar, h, icon } from './dom.js';
import { openMenu } from './menu.js';

/** Returns the entries for `reconcile` of the sidebar: channels, conversations, the app, and the menu that switches the person. */
export function sidebarEntries(store) {
  const signature = JSON.stringify([store.me, store.place.name, [...store.channels.keys()], [...store.unread]]);
  return [{ key: 'sidebar', signature, draw: () => h('div', draw(store)) }];
}

function draw(store) {
  const all = [...store.channels.values()];
  const place = (channel, label, glyph) =>
    item(store, { name: store.addressOf(channel), glyph, label, unread: store.unread.has(channel.id) });
  const named = all.filter(store.isNamed);
  const conversations = all.filter((channel) => !named.includes(channel) && !store.isWithBot(channel));
  return [
    h('header.workspace', avatar(store.bot), h('h1', store.team.name)),
    h(
      'nav',
      { 'aria-label': 'Workspace' },
      h('h2', 'Channels'),
      h(
        'ul',
        named.map((channel) => place(channel, channel.name, channel.kind === 'private' ? 'lock' : 'hash')),
      ),
      conversations.length > 0 && h('h2', 'Direct messages'),
      h(
        'ul',
        conversations.map((channel) => place(channel, store.titleOf(channel), 'people')),
      ),
      h('h2', 'Owlpost'),
      h(
        'ul',
        store.settings.hasHome && item(store, { name: 'home', glyph: 'home', label: 'App home' }),
        item(store, { name: 'direct', glyph: 'message', label: 'Messages', unread: store.isDirectUnread() }),
        store.settings.assistant.length > 0 && item(store, { name: 'assistant', glyph: 'idea', label: 'Assistant' }),
      ),
    ),
    h('footer', switcher(store, store.people.get(store.me))),
  ];
}

function item(store, { name, glyph, label, unread }) {
  const attributes = {
    type: 'button',
    class: unread ? 'unread' : '',
    'aria-current': store.place.name === name ? 'page' : undefined,
    'aria-label': unread ? `${label}, unread` : label,
    'data-focus': `place ${name}`,
    onclick: () => store.go(name),
  };
  return h('li', h('button', attributes, icon(glyph), h('span', label), unread && h('i.dot')));
}

function switcher(store, me) {
  const button = h(
    'button.switcher',
    {
      type: 'button',
      'aria-haspopup': 'menu',
      'aria-label': `You are ${me.realName}. Switch person`,
      'data-focus': 'switcher',
    },
    avatar(me.id),
    h('span', h('b', me.realName), h('small', 'Switch person')),
    icon('down'),
  );
  const people = store.settings.people.map(({ id, name, realName, title }) => ({
    label: realName,
    detail: title,
    picture: id,
    current: id === store.me,
    onChoose: () => store.become(name),
  }));
  button.addEventListener('click', () => openMenu(button, 'Switch person', people));
  return button;
}
