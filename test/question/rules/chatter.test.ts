import { expect, test } from 'vitest';

import { readChatter } from '../../../src/question/rules/chatter.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['I was wondering if sales by country', 4],
  ['just curious, how many customers', 2],
  ['good morning, sales', 2],
  ['any idea how many customers', 2],
  ['sales by country| thanks a lot', 3],
  ['sales by country| please and thank you', 4],
  ['sales by country| for my boss, asap', 3],
  ['thank you very much, sales', 4],
])('readChatter(%s) reads %i words', (text, count) => expect(readWith(readChatter, text)).toEqual([count, {}]));

test.each([
  ['sales| for the team in France'], // more than politeness follows
  ['sales'],
  ['looking'],
  ['sales| for customers'],
])('readChatter(%s) leaves what says something', (text) => expect(readWith(readChatter, text)).toBeUndefined());
