import { describe, expect, test } from 'vitest';

import { parseCommand, takeJustMe } from '../../../src/slack/listeners/chat-commands.ts';

describe('parseCommand()', () => {
  test.each<[string, ReturnType<typeof parseCommand>]>([
    ['settings', { kind: 'settings' }],
    ['Settings ', { kind: 'settings' }],
    ['here', { kind: 'here', filters: '' }],
    ['here country=France', { kind: 'here', filters: 'country=France' }],
    ['here only “New Zealand”', { kind: 'here', filters: 'only "New Zealand"' }],
    ['here nothing', { kind: 'forget here' }],
    ['here off', { kind: 'forget here' }],
    ['here without filters', { kind: 'forget here' }],
    ['forget here', { kind: 'forget here' }],
    ['forget the filters', { kind: 'forget here' }],
    ['save as emea-weekly', { kind: 'save', name: 'emea-weekly' }],
    ['save this as emea-weekly', { kind: 'save', name: 'emea-weekly' }],
    ['save emea weekly', { kind: 'save', name: 'emea weekly' }],
    ['forget emea-weekly', { kind: 'forget', name: 'emea-weekly' }],
    ['owlpost costs', { kind: 'report', report: 'cost' }],
    ['What did Owlpost cost by dataset and week?', { kind: 'report', report: 'cost' }],
    ['owlpost demand', { kind: 'report', report: 'demand' }],
    ['what did owlpost not understand?', { kind: 'report', report: 'demand' }],
    ['costs', undefined],
    ['owlpost costs by country', undefined],
    ['sales here', undefined],
    ['hereford sales', undefined],
    ['settings by country', undefined],
    ['savings by month', undefined],
  ])('%s', (text, command) => expect(parseCommand(text)).toEqual(command));
});

describe('takeJustMe()', () => {
  test.each([
    ['sales by month just me', 'sales by month', true],
    ['sales by month, just for me.', 'sales by month', true],
    ['sales only for me', 'sales', true],
    ['sales by month', 'sales by month', false],
    ['just me', 'just me', false],
    ['sales for just melons', 'sales for just melons', false],
  ])('%s', (text, left, isPrivate) => expect(takeJustMe(text)).toEqual({ text: left, isPrivate }));
});

test.each([
  ['alert sales yesterday < 1000', { text: 'sales yesterday < 1000', isFresh: false }],
  [
    'alert me when sales yesterday < 1000 every hour',
    { text: 'sales yesterday < 1000', when: 'every hour', isFresh: false },
  ],
  [
    'alert any country sales yesterday under 5, every weekday at 8:30, remind every 2 days, only if fresh',
    { text: 'any country sales yesterday under 5, remind every 2 days', when: 'every weekday at 8:30', isFresh: true },
  ],
  [
    'alert sales yesterday < 5 every Monday and Friday at noon',
    { text: 'sales yesterday < 5', when: 'every Monday and Friday at noon', isFresh: false },
  ],
  ['alert sales yesterday < 5 every minute', { text: 'sales yesterday < 5', when: 'every minute', isFresh: false }],
])('%s is read as an alert', (text, parts) => {
  const { kind, ...rest } = parseCommand(text)!;
  expect(kind).toBe('alert');
  expect(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))).toEqual(parts);
});
