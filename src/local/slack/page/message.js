import { drawBlocks, picture } from './block.js';
import { avatar, fill, h, icon } from './dom.js';
import { openMenu } from './menu.js';
import { mrkdwn } from './mrkdwn.js';
import { surfaceOf } from './surface.js';

const GROUPED_WITHIN = 5 * 60;

const PARTS = ['gutter', 'note', 'author', 'content', 'foot', 'tools'];

/** Returns the entries for `reconcile` of the messages of a channel or thread, with separators between days. */
export function entriesOf(store, messages, { inThread = false } = {}) {
  const entries = [];
  let previous;
  for (const message of messages) {
    const day = dayOf(message.ts);
    if (!inThread && day !== (previous && dayOf(previous.ts))) {
      const draw = () => h('div.day', { role: 'separator' }, h('span', day));
      entries.push({ key: `day ${day}`, signature: day, draw });
      previous = undefined;
    }
    const grouped = isGrouped(previous, message);
    const { ts } = message;
    const state = [message, grouped, store.revisions.get(ts), store.notices.get(ts), store.namesVersion];
    entries.push({
      key: ts,
      signature: JSON.stringify(state),
      draw: (known) => draw(known, store, message, { grouped, inThread }),
    });
    previous = message;
  }
  return entries;
}

/** `10:32` in the reader's own time. */
function timeOf(ts) {
  return new Date(Number(ts) * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

function draw(known, store, message, { grouped, inThread }) {
  const { ts, user } = message;
  const parts = () => PARTS.map((name) => h(`div.${name}`));
  const article = known ?? h('article.message', { 'data-ts': ts }, parts());
  const [gutter, note, author, body, foot, tools] = PARTS.map((name) => article.querySelector(`:scope > .${name}`));
  const person = store.people.get(user);
  article.setAttribute('aria-label', `${person?.realName ?? 'Someone'}, ${timeOf(ts)}`);
  article.classList.toggle('grouped', grouped);
  article.classList.toggle('ephemeral', message.ephemeral);
  fill(gutter, grouped ? h('time', timeOf(ts)) : avatar(user));
  fill(note, message.ephemeral && [icon('eye'), 'Only visible to you']);
  fill(author, !grouped && [h('b', person?.realName ?? user), tagOf(store, person), time(ts)]);
  drawBody(body, store, message);
  const notice = store.notices.get(ts);
  fill(foot, notice && h('p.notice', { role: 'alert' }, icon('alert'), notice), !inThread && thread(store, message));
  const isRepliable = !message.ephemeral && message.subtype !== 'tombstone';
  if (!tools.firstChild && isRepliable) tools.append(...toolsOf(store, message, { inThread }));
  return article;
}

function time(ts) {
  return h('time', { datetime: new Date(Number(ts) * 1000).toISOString() }, timeOf(ts));
}

function tagOf(store, person) {
  if (person?.isBot) return h('span.tag', 'APP');
  if (person?.isGuest) return h('span.tag', 'Guest');
  return person && person.team !== store.team.id && h('span.tag', person.title);
}

/** What can be done with a message: reply, and the app's shortcuts. */
function toolsOf(store, message, { inThread }) {
  const tool = (label, glyph, onclick) =>
    h('button', { type: 'button', 'aria-label': label, title: label, onclick }, icon(glyph));
  const shortcuts = store.settings.shortcuts.filter(({ type }) => type === 'message');
  const items = shortcuts.map(({ name, callback_id: callback }) => ({
    label: name,
    onChoose: () => store.runShortcut(callback, message),
  }));
  const openShortcuts = ({ currentTarget }) => openMenu(currentTarget, 'Shortcuts', items);
  return [
    ...(inThread ? [] : [tool('Reply in thread', 'message', () => store.openThread(message.ts))]),
    ...(items.length > 0 ? [tool('Shortcuts', 'bolt', openShortcuts)] : []),
  ];
}

function drawBody(body, store, message) {
  const surface = (blocks) => surfaceOf(store, { message: { ...message, blocks }, values: message.values });
  if (message.blocks) {
    if (body.dataset.kind !== 'blocks') fill(body);
    body.dataset.kind = 'blocks';
    drawBlocks(body, message.blocks, surface(message.blocks));
  } else {
    body.dataset.kind = 'text';
    const edited = message.edited && h('span.edited', ' (edited)');
    const quiet = message.subtype === 'tombstone' ? '.quiet' : '';
    fill(body, h(`div.text${quiet}`, mrkdwn(message.text, store.names), edited));
  }
  for (const { blocks } of message.attachments ?? []) {
    const attachment = h('div.attachment');
    drawBlocks(attachment, blocks, surface(blocks));
    body.append(attachment);
  }
  if (message.files) body.append(...message.files.map(file));
}

function file({ title, src, image, ...rest }) {
  if (image) return h('figure', h('figcaption', title), picture({ src, ...rest }));
  return h('div.file', icon('file'), src ? h('a', { href: src, download: title }, title) : title);
}

function thread(store, { ts, reply_count: count, reply_users: users = [], latest_reply: latest }) {
  if (!count) return undefined;
  return h(
    'button.replies',
    { type: 'button', 'data-focus': `${ts} replies`, onclick: () => store.openThread(ts) },
    users.slice(0, 4).map((id) => avatar(id, '.small')),
    h('b', count === 1 ? '1 reply' : `${count} replies`),
    h('span', `Last reply at ${timeOf(latest)}`),
  );
}

function isGrouped(previous, message) {
  if (!previous || previous.user !== message.user || previous.reply_count) return false;
  if (previous.ephemeral || message.ephemeral || previous.blocks || message.blocks) return false;
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
