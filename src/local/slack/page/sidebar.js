import { h, icon } from './dom.js';
import { openMenu } from './menu.js';

/** Channels, the app, and who one is, for `reconcile`. */
export function sidebarEntries(store) {
  const signature = JSON.stringify([store.me, store.place.name, [...store.channels.keys()], [...store.unread]]);
  return [{ key: 'sidebar', signature, draw: () => h('div', {}, draw(store)) }];
}

function draw(store) {
  const channels = [...store.channels.values()].filter(({ kind }) => kind !== 'direct');
  const me = store.people.get(store.me);
  return [
    h(
      'header',
      { class: 'workspace' },
      h('img', { src: `/playground/avatars/${store.bot}.svg`, alt: '' }),
      h('h1', {}, store.team.name),
    ),
    h(
      'nav',
      { 'aria-label': 'Workspace' },
      h('h2', {}, 'Channels'),
      h(
        'ul',
        {},
        channels.map((channel) =>
          item(store, {
            name: channel.name,
            glyph: channel.kind === 'private' ? 'lock' : 'hash',
            label: channel.name,
            unread: store.unread.has(channel.id),
          }),
        ),
      ),
      h('h2', {}, 'Owlpost'),
      h(
        'ul',
        {},
        item(store, { name: 'home', glyph: 'home', label: 'App home' }),
        item(store, { name: 'direct', glyph: 'message', label: 'Messages', unread: store.isDirectUnread() }),
      ),
      h('h2', {}, 'People'),
      h(
        'ul',
        {},
        store.settings.people.map((person) => other(store, person)),
      ),
    ),
    h('footer', {}, switcher(store, me)),
  ];
}

function item(store, { name, glyph, label, unread }) {
  const current = store.place.name === name;
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: unread ? 'unread' : '',
        'aria-current': current ? 'page' : undefined,
        'aria-label': unread ? `${label}, unread` : label,
        'data-focus': `place ${name}`,
        onclick: () => store.go(name),
      },
      icon(glyph),
      h('span', {}, label),
      unread && h('i', { class: 'dot' }),
    ),
  );
}

function other(store, { id, name, realName, title }) {
  const mine = id === store.me;
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        'aria-label': mine ? `${realName}, you` : `Become ${realName}`,
        'aria-pressed': String(mine),
        title: mine ? 'You' : `Use the workspace as ${realName}, ${title}`,
        'data-focus': `person ${name}`,
        onclick: () => store.become(name),
      },
      h('img', { src: `/playground/avatars/${id}.svg`, alt: '', class: 'avatar small' }),
      h('span', {}, realName, mine && h('small', {}, 'you')),
    ),
  );
}

function switcher(store, me) {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'switcher',
      'aria-haspopup': 'menu',
      'aria-label': `You are ${me.realName}. Switch person`,
      'data-focus': 'switcher',
    },
    h('img', { src: `/playground/avatars/${me.id}.svg`, alt: '', class: 'avatar' }),
    h('span', {}, h('b', {}, me.realName), h('small', {}, 'Switch person')),
    icon('down'),
  );
  button.addEventListener('click', () =>
    openMenu(
      button,
      'Switch person',
      store.settings.people.map(({ id, name, realName, title }) => ({
        label: realName,
        detail: title,
        picture: `/playground/avatars/${id}.svg`,
        current: id === store.me,
        onChoose: () => store.become(name),
      })),
    ),
  );
  return button;
}
