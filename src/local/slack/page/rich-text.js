import { h } from './dom.js';
import { emoji } from './emoji.js';
import { anchor, date } from './mrkdwn.js';

/** A `rich_text` block: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function richText({ elements }, names) {
  return h(
    'div',
    { class: 'rich-text' },
    elements.map((element) => part(element, names)),
  );
}

function part(element, names) {
  const content = () => (element.elements ?? []).map((entry) => leaf(entry, names));
  switch (element.type) {
    case 'rich_text_list':
      return h(
        element.style === 'ordered' ? 'ol' : 'ul',
        { start: element.offset ? element.offset + 1 : undefined, 'data-indent': element.indent },
        (element.elements ?? []).map((entry) =>
          h(
            'li',
            {},
            (entry.elements ?? []).map((each) => leaf(each, names)),
          ),
        ),
      );
    case 'rich_text_quote':
      return h('blockquote', {}, content());
    case 'rich_text_preformatted':
      return h('pre', {}, content());
    default:
      return h('div', {}, content());
  }
}

function leaf(element, names) {
  switch (element.type) {
    case 'text':
      return styled(element.text, element.style);
    case 'link':
      return styled(anchor(element.url, element.text ?? element.url), element.style);
    case 'emoji':
      return emoji(element.name);
    case 'user':
      return h('span', { class: 'mention' }, `@${names.person(element.user_id) ?? element.user_id}`);
    case 'channel':
      return h('span', { class: 'mention' }, `#${names.channel(element.channel_id) ?? element.channel_id}`);
    case 'broadcast':
      return h('span', { class: 'mention' }, `@${element.range}`);
    case 'date':
      return date(element.timestamp, element.format ?? '{date}', element.fallback ?? '');
    default:
      return h('span', { class: 'unknown' }, element.type);
  }
}

function styled(content, style = {}) {
  const tags = { code: 'code', strike: 's', italic: 'i', bold: 'b', underline: 'u' };
  return Object.entries(tags).reduce((node, [name, tag]) => (style[name] ? h(tag, {}, node) : node), content);
}
