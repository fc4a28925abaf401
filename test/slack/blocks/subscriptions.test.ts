import { describe, expect, test } from 'vitest';

import type { Subscription } from '../../../src/digests/subscriptions.ts';

import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { digestsMessage, rowBlocks, subscribedMessage, whenOfDigest } from '../../../src/slack/blocks/subscriptions.ts';
import { MONDAY } from '../../support/claimed-delivery.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

const OWN: Subscription = { ...MONDAY, owner: 'U1', channel: 'C1', when: 'every Monday at 09:00', isPaused: false };

describe('subscribedMessage()', () => {
  const told = (given: Partial<Subscription>, words = 'Sales') =>
    subscribedMessage({ ...OWN, ...given }, { words, now: NOW, nonce: 'n' });

  test('tells a channel who asked for what, and how to change it', () => {
    const { text, blocks } = told({ onlyIf: ['changed'] });
    expect(text).toBe('Subscribed to “Sales”');
    expect(blocks[0]).toMatchObject({
      text: { text: '<@U1> subscribed this channel to “Sales”: it comes every Monday at 09:00 (UTC).' },
      accessory: { text: { text: 'Adjust' } },
    });
    expect(blocks[1]).toMatchObject({
      elements: [
        { text: 'Only when the numbers have changed' },
        { text: expect.stringMatching(/^Next: <!date.*\(UTC\)>$/) },
      ],
    });
  });

  test('tells a person that they are alone', () =>
    expect(told({ channel: 'U1' }).blocks[0]).toMatchObject({
      text: { text: expect.stringMatching(/^You are subscribed to “Sales”/) },
    }));

  test('lets no question mention anybody, and is what Slack takes', () => {
    const { text, blocks } = told({}, `<!channel> ${'x'.repeat(5000)}`);
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(text + JSON.stringify(blocks)).not.toContain('<!channel>');
  });
});

describe('digestsMessage()', () => {
  const listed = (count: number) =>
    digestsMessage(
      Array.from({ length: count }, () => ({ digest: OWN, words: 'Sales' })),
      { user: 'U1', now: NOW, command: '/owl', nonce: 'n' },
    );

  test('of none says how to subscribe', () =>
    expect(JSON.stringify(listed(0).blocks)).toContain('type /owl subscribe every Monday at 09:00'));

  test('of many shows twenty and counts the others', () => {
    const { blocks } = listed(23);
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(blocks).toHaveLength(1 + 2 * 20 + 1);
    expect(JSON.stringify(blocks.at(-1))).toContain('And 3 more.');
  });
});

describe('rowBlocks()', () => {
  const linesOf = (digest: Parameters<typeof rowBlocks>[0]['digest'], user: string) => {
    const [section, context] = rowBlocks({ digest, words: 'Sales' }, { user, now: NOW, id: '0/n' });
    const { elements } = context as { elements: { text: string }[] };
    const { text: title } = (section as { text: { text: string } }).text;
    return { title, hasMenu: section !== undefined && 'accessory' in section, lines: elements.map(({ text }) => text) };
  };

  test('has a menu for its owner alone, and names the owner to others', () => {
    expect(linesOf(OWN, 'U1')).toMatchObject({
      hasMenu: true,
      lines: ['Every Monday at 09:00 in <#C1>', expect.any(String)],
    });
    expect(linesOf(OWN, 'U2')).toMatchObject({
      hasMenu: false,
      lines: ['Every Monday at 09:00 (UTC) in <#C1> · by <@U1>', expect.any(String)],
    });
  });

  test('says that it is paused instead of when it comes next', () =>
    expect(linesOf({ ...OWN, isPaused: true }, 'U1').lines[1]).toBe('Paused'));

  test('says where a declared digest is written', () => {
    const { hasMenu, lines, title } = linesOf(MONDAY, 'U0000001');
    expect(title).toBe('*Monday*  Sales');
    expect(hasMenu).toBe(false);
    expect(lines[0]).toBe('Every Monday at 09:00 (UTC) in #sales');
    expect(lines.slice(1)).toEqual([expect.stringMatching(/^Next: <!date/), 'monday in digests.yml']);
  });

  test('says of a subscription in a direct message that it comes to its owner', () =>
    expect(linesOf({ ...OWN, channel: 'D1' }, 'U1').lines[0]).toBe('Every Monday at 09:00 to you alone'));
});

test('whenOfDigest() has words for every schedule', () => {
  expect(whenOfDigest(OWN)).toBe('every Monday at 09:00');
  expect(whenOfDigest({ ...MONDAY, cron: '*/7 3 1,15 * *' })).toBe('on days of its own');
});
