import { h, icon } from './dom.js';

/** How a channel begins; with questions to click while it is empty. */
export function welcome(store, channel, empty) {
  const direct = channel.kind === 'direct';
  const absent = !channel.members.includes(store.bot);
  return h(
    'section',
    { class: `welcome ${empty ? 'empty' : ''}`, 'aria-label': 'Welcome' },
    h(
      'div',
      { class: 'glyph' },
      direct
        ? h('img', { src: `/playground/avatars/${store.bot}.svg`, alt: '' })
        : icon(channel.kind === 'private' ? 'lock' : 'hash'),
    ),
    h('h3', {}, direct ? 'You and Owlpost' : `Welcome to #${channel.name}`),
    h(
      'p',
      {},
      direct ? 'What you ask here, nobody else sees.' : `${channel.topic}.`,
      ' Ask with ',
      h('code', {}, store.settings.command),
      ' and Owlpost answers with a chart.',
    ),
    absent && h('p', {}, 'Owlpost is not a member here. Bring it in with ', h('code', {}, '/invite @owlpost'), '.'),
    empty &&
      store.settings.examples.length > 0 && [
        h('p', { class: 'try' }, 'Try one of these:'),
        h(
          'div',
          { class: 'examples' },
          store.settings.examples.map((text) =>
            h('button', { type: 'button', class: 'button', onclick: () => store.say(text) }, text),
          ),
        ),
      ],
  );
}
