import { expect, test } from 'vitest';

import type { BotContext } from '../../src/slack/bot-context.ts';

import { greet, greetOnce, skipGreeting } from '../../src/slack/greetings.ts';
import { visitsContext } from '../support/context.ts';

/** A bot in whose conversation with a person so many messages stand. */
function open(said = 0) {
  const texts = new Map<string, string>();
  const posted: string[] = [];
  const context = {
    answerContext: visitsContext(),
    messages: {
      post: async (channel: string, message: object) => void posted.push(`${channel} ${JSON.stringify(message)}`),
    },
    command: { get: () => '/owl', set: () => {} },
    cache: { newNonce: () => 'n' },
    memory: {
      get: async (key: string) => texts.get(key),
      put: async (key: string, text: string) => void texts.set(key, text),
    },
    clients: { reading: { conversations: { history: async () => ({ messages: Array(said).fill({}) }) } } },
  } as unknown as BotContext;
  return { context, posted };
}

const AT = { user: 'U1', channel: 'D1' };

test('greet() says what can be asked, and how the bot is called there', async () => {
  const { context, posted } = open();
  await greet(context, 'C1', '<@UOWL>');
  expect(posted[0]).toMatch(/^C1 /);
  expect(posted[0]).toContain('<@UOWL>');
  expect(posted[0]).toContain('visits');
});

test('greetOnce() greets a person once', async () => {
  const { context, posted } = open();
  await greetOnce(context, AT);
  await greetOnce(context, AT);
  expect(posted).toHaveLength(1);
  await greetOnce(context, { user: 'U2', channel: 'D2' });
  expect(posted).toHaveLength(2);
});

test('greetOnce() does not greet where something was said, nor who has asked already', async () => {
  const { context, posted } = open(1);
  await greetOnce(context, AT);
  const other = open();
  await skipGreeting(other.context, 'U1');
  await greetOnce(other.context, AT);
  expect([...posted, ...other.posted]).toEqual([]);
});
