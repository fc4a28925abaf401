import { describe, expect, test } from 'vitest';

import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { filtersMessage, settingsMessage } from '../../../src/slack/blocks/settings.ts';

const given = { saved: [], command: '/owl', nonce: 'n' };

describe('settingsMessage()', () => {
  test.each([
    ['nothing set', { isPersonPrivate: false, isChannelPrivate: false, filters: undefined }, []],
    ['all set', { isPersonPrivate: true, isChannelPrivate: true, filters: 'country="*<!channel>*"' }, ['emea']],
    [
      'very much',
      { isPersonPrivate: true, isChannelPrivate: true, filters: `city="${'x'.repeat(5000)}"` },
      Array.from({ length: 90 }, (_, index) => `saved-${index}`),
    ],
  ])('stays within what Slack takes: %s', (_, settings, names) => {
    const saved = names.map((name) => ({ name, text: 'sales', words: 'y'.repeat(3000), person: 'U1' }));
    expect(checkMessageBlocks(settingsMessage(settings, { ...given, saved }).blocks)).toEqual([]);
  });

  test('offers the other way for each setting', () => {
    const open = settingsMessage({ isPersonPrivate: false, isChannelPrivate: true, filters: 'country=France' }, given);
    const words = JSON.stringify(open.blocks);
    for (const change of ['set/person-private', 'set/channel-open', 'set/no-filters']) expect(words).toContain(change);
  });
});

test('settingsMessage() marks what is to be typed, and only where it is of use', () => {
  const none = { isPersonPrivate: false, isChannelPrivate: false, filters: undefined };
  const hints = (settings: typeof none | { filters: string }, saved: readonly string[]) => {
    const rows = saved.map((name) => ({ name, text: 'sales', words: 'Sales', person: 'U1' }));
    const { blocks } = settingsMessage({ ...none, ...settings }, { ...given, saved: rows });
    const last = blocks.at(-1)!;
    return last.type === 'context' ? last.elements.map((element) => (element as { text: string }).text) : [];
  };
  const [keep, name] = hints(none, []);
  expect(keep).toMatch(/type `\/owl here only France`\.$/);
  expect(name).toMatch(/type `\/owl save as my-question`\.$/);
  expect(hints({ filters: 'country=France' }, [])).toEqual([name]);
  expect(hints(none, ['emea'])).toEqual([keep]);
  expect(hints({ filters: 'country=France' }, ['emea'])).toEqual([]);
});

test('filtersMessage() lets no filter mention anybody', () => {
  const { text, blocks } = filtersMessage(`note="<!channel> $& ${'z'.repeat(5000)}"`, { user: 'U1', nonce: 'n' });
  expect(checkMessageBlocks(blocks)).toEqual([]);
  expect(`${text}${JSON.stringify(blocks)}`).not.toContain('keep to note="<!channel>');
  expect(text).toContain('&lt;!channel&gt; $&amp;');
});
