import { h } from './dom.js';
import { emoji } from './emoji.js';

const INLINE = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    '<(?<link>[^>\\n]+)>',
    '(?<![\\w*])\\*(?<bold>[^\\s*](?:[^*\\n]*[^\\s*])?)\\*(?![\\w*])',
    '(?<![\\w_])_(?<italic>[^\\s_](?:[^\\n]*?[^\\s_])?)_(?![\\w_])',
    '(?<![\\w~])~(?<strike>[^\\s~](?:[^~\\n]*[^\\s~])?)~(?![\\w~])',
    ':(?<emoji>[a-z0-9_+-]+):',
  ].join('|'),
);

/** Returns the nodes of a mrkdwn text; `names` finds people, channels and the reader's time zone: https://docs.slack.dev/messaging/formatting-message-text */
export function mrkdwn(text, names) {
  return text
    .split('```')
    .map((part, index) => (index % 2 ? h('pre', decode(part.replace(/^\n/, ''))) : lines(part, names)));
}

/** Returns the text of a `plain_text` object with its emoji. */
export function plainText({ text, emoji: shown = true }) {
  const decoded = decode(text);
  return shown ? decoded.replace(/:([a-z0-9_+-]+):/g, (_whole, name) => emoji(name)) : decoded;
}

/** Returns the nodes or the text of a text object of either type. */
export function textOf(object, names) {
  return object.type === 'mrkdwn' ? mrkdwn(object.text, names) : plainText(object);
}

/** A link that opens nothing but the web and mail. */
function anchor(address, label) {
  if (!/^(https?:|mailto:)/i.test(address)) return label;
  return h('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, label);
}

/** `<!date^1767225600^{date_short} at {time}|fallback>` by the clocks of the reader's profile. */
function date(seconds, format, fallback, timeZone) {
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return fallback;
  const shown = format.replace(/\{(\w+)\}/g, (whole, token) => DATES[token]?.(moment, timeZone) ?? whole);
  return h('time', { datetime: moment.toISOString(), title: moment.toString() }, shown);
}

function decode(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function lines(text, names) {
  const nodes = [];
  let quote;
  const rows = text.replace(/^\n|\n$/g, '').split('\n');
  rows.forEach((row, index) => {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(row);
    if (quoted) {
      quote ??= nodes[nodes.push(h('blockquote')) - 1];
      if (quote.childNodes.length) quote.append(h('br'));
      quote.append(...inline(quoted[1], names));
      return;
    }
    if (index > 0 && !quote) nodes.push(h('br'));
    quote = undefined;
    nodes.push(...(/^[•◦▪-] /.test(row) ? [h('span.hanging', inline(row, names))] : inline(row, names)));
  });
  return nodes;
}

function inline(text, names) {
  const match = INLINE.exec(text);
  if (!match) return text ? [decode(text)] : [];
  const { code, link, bold, italic, strike, emoji: name } = match.groups;
  const node =
    (code && h('code', decode(code))) ||
    (link && reference(link, names)) ||
    (bold && h('b', inline(bold, names))) ||
    (italic && h('i', inline(italic, names))) ||
    (strike && h('s', inline(strike, names))) ||
    emoji(name);
  return [decode(text.slice(0, match.index)), node, ...inline(text.slice(match.index + match[0].length), names)];
}

function reference(link, names) {
  const [target, label] = [link.split('|')[0], link.includes('|') ? link.slice(link.indexOf('|') + 1) : ''];
  if (target.startsWith('@')) return h('span.mention', `@${names.person(target.slice(1)) ?? label}`);
  if (target.startsWith('#')) return h('span.mention', `#${names.channel(target.slice(1)) ?? label}`);
  if (target.startsWith('!date^')) {
    const [, seconds, format] = target.split('^');
    return date(seconds, format ?? '{date}', decode(label), names.timezone());
  }
  if (target.startsWith('!')) return h('span.mention', `@${target.slice(1)}`);
  return anchor(decode(target), decode(label || target.replace(/^mailto:/, '')));
}

const day = (options) => (moment, timeZone) => moment.toLocaleDateString('en-GB', { ...options, timeZone });
const DATES = {
  date: day({ day: 'numeric', month: 'long', year: 'numeric' }),
  date_short: day({ day: 'numeric', month: 'short', year: 'numeric' }),
  date_long: day({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  date_pretty: day({ day: 'numeric', month: 'long', year: 'numeric' }),
  date_short_pretty: day({ day: 'numeric', month: 'short', year: 'numeric' }),
  date_num: (moment) => moment.toISOString().slice(0, 10),
  time: (moment, timeZone) => moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }),
  time_secs: (moment, timeZone) => moment.toLocaleTimeString('en-GB', { timeZone }),
};
