import { expect, test } from 'vitest';

import { findProblems } from '../../../../src/local/slack/rules/problem.ts';
import { anyText, plainText, string } from '../../../../src/local/slack/rules/text.ts';

const messages = (schema: Parameters<typeof findProblems>[0], value: unknown) =>
  findProblems(schema, value, '/text').map(({ pointer, message }) => `${pointer} ${message}`);

test('string() counts what a person sees as one character', () => {
  expect(messages(string(2), '😀😀')).toEqual([]);
  expect(messages(string(2), 'abc')).toEqual(['/text must be less than 3 characters']);
  expect(messages(string(2), '')).toEqual(['/text must be more than 0 characters']);
  expect(messages(string(2, 0), '')).toEqual([]);
});

test('plainText() is no mrkdwn, and has no field of that', () => {
  expect(messages(plainText(5), { type: 'plain_text', text: 'abc', emoji: true })).toEqual([]);
  expect(messages(plainText(5), { type: 'mrkdwn', text: 'abc' })).toEqual(['/text/type must be one of: plain_text']);
  expect(messages(plainText(5), { type: 'plain_text', text: 'abc', verbatim: true })).toEqual([
    '/text invalid additional property: verbatim',
  ]);
});

test('anyText() is either, with its own fields', () => {
  expect(messages(anyText(5), { type: 'mrkdwn', text: 'abc', verbatim: true })).toEqual([]);
  expect(messages(anyText(5), { type: 'mrkdwn', text: 'abcdef' })).toEqual([
    '/text/text must be less than 6 characters',
  ]);
});
