import { drawBlocks } from './block.js';
import { call } from './client.js';
import { fill, h, icon } from './dom.js';
import { surfaceOf } from './surface.js';

/** The app's home tab as this person sees it. */
export function home(store, known) {
  const element = known ?? h('div', { class: 'log home', tabindex: '-1' });
  if (!store.home) {
    fill(
      element,
      h(
        'section',
        { class: 'welcome empty' },
        h('div', { class: 'glyph' }, h('img', { src: `/playground/avatars/${store.bot}.svg`, alt: '' })),
        h('h3', {}, 'Nothing here yet'),
        h('p', { role: 'status' }, store.waiting ? 'Waiting for Owlpost…' : 'Owlpost has not shown a home tab.'),
      ),
    );
    return element;
  }
  const notice = store.notices.get(store.home.id);
  const [body, foot] = element.querySelector('.blocks')
    ? [...element.children]
    : [h('div', { class: 'blocks' }), h('div')];
  if (!body.isConnected) fill(element, body, foot);
  drawBlocks(body, store.home.blocks, surfaceOf(store, { view: store.home.id, values: store.home.values }));
  fill(foot, notice && h('p', { class: 'notice', role: 'alert' }, icon('alert'), notice));
  return element;
}

/** Tells the app that its home is looked at. */
export async function visitHome(store) {
  store.waiting = true;
  store.redraw();
  await call('home', { person: store.me });
  store.waiting = false;
  store.redraw();
}
