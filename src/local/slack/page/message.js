import { drawBlocks, picture } from './block.js';
import { fill, h, icon } from './dom.js';
import { mrkdwn } from './mrkdwn.js';
import { surfaceOf } from './surface.js';

const GROUPED_WITHIN = 5 * 60;

/** The messages of a channel or a thread as a list for `reconcile`, with the days between them. */
export function entriesOf(store, messages, { inThread = false } = {}) {
  const entries = [];
  let previous;
  for (const message of messages) {
    const day = dayOf(message.ts);
    if (!inThread && day !== (previous && dayOf(previous.ts))) {
      entries.push({
        key: `day ${day}`,
        signature: day,
        draw: () => h('div', { class: 'day', role: 'separator' }, h('span', {}, day)),
      });
      previous = undefined;
    }
    const grouped = isGrouped(previous, message);
    const state = [
      message,
      grouped,
      store.revisions.get(message.ts),
      store.notices.get(message.ts),
      store.namesVersion,
    ];
    entries.push({
      key: message.ts,
      signature: JSON.stringify(state),
      draw: (known) => draw(known, store, message, { grouped, inThread }),
    });
    previous = message;
  }
  return entries;
}

/** `10:32` in the reader's own time. */
export function timeOf(ts) {
  return new Date(Number(ts) * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

function draw(known, store, message, { grouped, inThread }) {
  const article =
    known ??
    h(
      'article',
      { class: 'message', 'data-ts': message.ts },
      PARTS.map((name) => h('div', { class: name })),
    );
  const [gutter, note, author, body, foot, tools] = PARTS.map((name) => article.querySelector(`:scope > .${name}`));
  const person = store.people.get(message.user);
  article.setAttribute('aria-label', `${person?.realName ?? 'Someone'}, ${timeOf(message.ts)}`);
  article.classList.toggle('grouped', grouped);
  article.classList.toggle('ephemeral', message.ephemeral);

  fill(
    gutter,
    grouped
      ? h('time', {}, timeOf(message.ts))
      : h('img', { src: `/playground/avatars/${message.user}.svg`, alt: '', class: 'avatar' }),
  );
  fill(note, message.ephemeral && [icon('eye'), 'Only visible to you']);
  fill(
    author,
    !grouped && [
      h('b', {}, person?.realName ?? message.user),
      person?.isBot && h('span', { class: 'tag' }, 'APP'),
      h('time', { datetime: new Date(Number(message.ts) * 1000).toISOString() }, timeOf(message.ts)),
    ],
  );
  drawBody(body, store, message);
  const notice = store.notices.get(message.ts);
  fill(
    foot,
    notice && h('p', { class: 'notice', role: 'alert' }, icon('alert'), notice),
    !inThread && thread(store, message),
  );
  const repliable = !inThread && !message.ephemeral && message.subtype !== 'tombstone';
  if (!tools.firstChild && repliable) {
    tools.append(
      h(
        'button',
        {
          type: 'button',
          'aria-label': 'Reply in thread',
          title: 'Reply in thread',
          onclick: () => store.openThread(message.ts),
        },
        icon('message'),
      ),
    );
  }
  return article;
}

function drawBody(body, store, message) {
  if (message.blocks) {
    if (body.dataset.kind !== 'blocks') fill(body);
    body.dataset.kind = 'blocks';
    drawBlocks(body, message.blocks, surfaceOf(store, { message, values: message.values }));
  } else {
    body.dataset.kind = 'text';
    const quiet = message.subtype === 'tombstone' ? 'quiet' : '';
    fill(
      body,
      h(
        'div',
        { class: `text ${quiet}` },
        mrkdwn(message.text, store.names),
        message.edited && h('span', { class: 'edited' }, ' (edited)'),
      ),
    );
  }
  if (message.files) body.append(...message.files.map(file));
}

function file({ title, src, image, ...rest }) {
  if (image) return h('figure', {}, h('figcaption', {}, title), picture({ src, ...rest }));
  return h('div', { class: 'file' }, icon('file'), src ? h('a', { href: src, download: title }, title) : title);
}

function thread(store, { ts, reply_count: count, reply_users: users = [], latest_reply: latest }) {
  if (!count) return undefined;
  return h(
    'button',
    { type: 'button', class: 'replies', 'data-focus': `${ts} replies`, onclick: () => store.openThread(ts) },
    users.slice(0, 4).map((id) => h('img', { src: `/playground/avatars/${id}.svg`, alt: '', class: 'avatar small' })),
    h('b', {}, count === 1 ? '1 reply' : `${count} replies`),
    h('span', {}, `Last reply at ${timeOf(latest)}`),
  );
}

function isGrouped(previous, message) {
  if (!previous || previous.user !== message.user || previous.ephemeral || message.ephemeral || previous.reply_count)
    return false;
  if (previous.blocks || message.blocks) return false;
  return Number(message.ts) - Number(previous.ts) < GROUPED_WITHIN;
}

function dayOf(ts) {
  const moment = new Date(Number(ts) * 1000);
  const today = new Date();
  if (moment.toDateString() === today.toDateString()) return 'Today';
  today.setDate(today.getDate() - 1);
  if (moment.toDateString() === today.toDateString()) return 'Yesterday';
  return moment.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
}

const PARTS = ['gutter', 'note', 'author', 'content', 'foot', 'tools'];
