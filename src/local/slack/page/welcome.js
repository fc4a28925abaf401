import { avatar, h, icon } from './dom.js';

/** Creates the introduction at the top of a channel, with examples to click while it is empty. */
export function welcome(store, channel, isEmpty) {
  const { command, examples } = store.settings;
  const isDirect = store.isWithBot(channel);
  const isAbsent = !channel.members.includes(store.bot);
  const isNamed = store.isNamed(channel);
  const glyph = channel.kind === 'private' ? 'lock' : 'hash';
  const example = (text) => h('button.button', { type: 'button', onclick: () => store.say(text) }, text);
  return h(
    `section.welcome${isEmpty ? '.empty' : ''}`,
    { 'aria-label': 'Welcome' },
    h('div.glyph', isDirect ? avatar(store.bot) : icon(isNamed ? glyph : 'people')),
    h('h3', isDirect ? 'You and Owlpost' : `${isNamed ? 'Welcome to ' : ''}${store.titleOf(channel)}`),
    h('p', isDirect ? 'What you ask here, nobody else sees.' : channel.topic && `${channel.topic}.`),
    !isAbsent && channel.isWritable && h('p', 'Ask with ', h('code', command), ' and Owlpost answers with a chart.'),
    isAbsent &&
      isNamed &&
      h('p', 'Owlpost is not a member here. Bring it in with ', h('code', '/invite @owlpost'), '.'),
    isEmpty && !isAbsent && channel.isWritable && examples.length > 0
      ? [h('p.try', 'Try one of these:'), h('div.examples', examples.map(example))]
      : undefined,
  );
}
