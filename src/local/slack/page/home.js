import { drawBlocks } from './block.js';
import { call } from './client.js';
import { avatar, fill, h, icon } from './dom.js';
import { surfaceOf } from './surface.js';

/** Draws the person's home tab of the app into `known`, or into a new element, and returns it. */
export function home(store, known) {
  const element = known ?? h('div.log.home', { tabindex: '-1' });
  if (!store.home) {
    const words = store.waiting ? 'Waiting for Owlpost…' : 'Owlpost has not shown a home tab.';
    const empty = [h('div.glyph', avatar(store.bot)), h('h3', 'Nothing here yet'), h('p', { role: 'status' }, words)];
    return fill(element, h('section.welcome.empty', empty));
  }
  const notice = store.notices.get(store.home.id);
  const [body, foot] = element.querySelector('.blocks') ? [...element.children] : [h('div.blocks'), h('div')];
  if (!body.isConnected) fill(element, body, foot);
  drawBlocks(body, store.home.blocks, surfaceOf(store, { view: store.home.id, values: store.home.values }));
  fill(foot, notice && h('p.notice', { role: 'alert' }, icon('alert'), notice));
  return element;
}

/** Tells the app that the person opens its `home` or its `messages` tab. */
export async function visitTab(store, tab) {
  store.waiting = tab === 'home';
  store.redraw();
  await call('home', { person: store.me, tab });
  store.waiting = false;
  store.redraw();
}
