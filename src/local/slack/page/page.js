import { listen, read } from './client.js';
import { fill, h, reconcile } from './dom.js';
import { visitTab } from './home.js';
import { drawModal } from './modal.js';
import { drawMain, drawThread, titleOf } from './pane.js';
import { sidebarEntries } from './sidebar.js';
import { openStore } from './store.js';

/** The page. Its address names the person, the channel and the thread (`#/mira/sales/<ts>`); everything else comes from the server. */
const sidebar = h('aside.sidebar', { 'aria-label': 'Sidebar' });
const main = h('main.main', h('div.loading', { role: 'status' }, 'Opening the playground…'));
const thread = h('aside.thread', { 'aria-label': 'Thread', hidden: true });
const banner = h('div.banner', { role: 'status', hidden: true }, 'The connection was lost. Trying again…');
fill(document.body, banner, h('div.frame', sidebar, main, thread));

const store = openStore(await read('settings'), draw);
let stop = () => undefined;
let listening;

store.go = (name) => visit({ name, thread: undefined });
store.openThread = (ts) => visit({ ...store.place, thread: ts });
store.become = (name) => {
  location.hash = `#/${name}/${store.place.name}`;
};
store.showList = () => {
  document.body.dataset.pane = 'list';
};

addEventListener('hashchange', follow);
await follow();

function visit({ name, thread: ts }) {
  const [, person = store.settings.people[0].name] = location.hash.split('/');
  const address = `#/${person}/${name}${ts ? `/${ts}` : ''}`;
  if (location.hash === address) follow();
  else location.hash = address;
}

async function follow() {
  const [, asked, name = 'general', ts] = location.hash.split('/');
  const person = store.settings.people.find((known) => known.name === asked) ?? store.settings.people[0];
  const before = store.place.name;
  store.place = { name, thread: ts };
  document.body.dataset.pane = ts ? 'thread' : 'main';
  if (listening !== person.name) await connect(person.name);
  store.unread.delete(store.channel()?.id);
  store.redraw();
  if (name === 'home') visitTab(store, 'home');
  else if (name === 'direct') visitTab(store, 'messages');
  if (name !== 'home' && before !== name && matchMedia('(hover: hover)').matches)
    queueMicrotask(() => main.querySelector('textarea')?.focus());
}

function connect(person) {
  stop();
  listening = person;
  store.ready = false;
  store.unread.clear();
  return new Promise((resolve) => {
    stop = listen(person, {
      onState: (state) => {
        store.setState(state);
        resolve();
      },
      onChange: (change) => store.apply(change),
      onConnection: (connected) => {
        banner.hidden = connected;
      },
    });
  });
}

function draw() {
  if (!store.ready) return;
  if (!['home', 'assistant'].includes(store.place.name) && !store.channel())
    store.place = { name: store.channels.values().next().value?.name ?? 'home' };
  reconcile(sidebar, sidebarEntries(store));
  if (main.firstElementChild?.classList.contains('loading')) fill(main);
  drawMain(store, main);
  drawThread(store, thread);
  drawModal(store);
  const status = main.querySelector('[data-status]');
  if (status) fill(status, store.pending ? 'Waiting for Owlpost…' : '');
  document.title = `${titleOf(store)} · ${store.team.name}`;
}
