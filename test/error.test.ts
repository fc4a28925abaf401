import { expect, test } from 'vitest';

import { CostError, messageOf, offering, UserError, undefinedIfRefused } from '../src/error.ts';

test('a UserError has no suggestions and is not temporary unless it says so', () => {
  expect(new UserError('no such query')).toMatchObject({
    name: 'UserError',
    message: 'no such query',
    suggestions: [],
    isTemporary: false,
  });
  const cause = new Error('reset');
  const near = { word: 'salse', matches: ['sales'] };
  expect(new UserError('try again', { suggestions: ['sales'], near, isTemporary: true, cause })).toMatchObject({
    suggestions: ['sales'],
    near,
    isTemporary: true,
    cause,
  });
});

test('the full message of a UserError is its message unless another is given, and nothing that lists its fields has it', () => {
  expect(new UserError('no such query').fullMessage).toBe('no such query');
  const error = new UserError('a value is wrong', { fullMessage: 'the value "Mira" is wrong' });
  expect(error.fullMessage).toBe('the value "Mira" is wrong');
  expect(JSON.stringify({ ...error }) + String(error) + error.stack).not.toContain('Mira');
});

test('a CostError is a UserError that suggests what costs less', () => {
  const error = new CostError('it reads 4 TB', {
    confirmable: 'sales period="all time"',
    cheaper: { text: 'sales', label: 'Last 12 months' },
  });
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ name: 'CostError', suggestions: ['sales'], confirmable: 'sales period="all time"' });
  expect(new CostError('no room today', { cheaper: undefined }).suggestions).toEqual([]);
});

test.each<[unknown, string]>([
  [new UserError('no such country'), 'no such country'],
  [new TypeError('x is not a function'), 'x is not a function'],
  ['a text', 'a text'],
  [undefined, 'undefined'],
])('messageOf(%o) is %j', (thrown, message) => expect(messageOf(thrown)).toBe(message));

test('offering(error, change) keeps all of a refusal but the questions that it offers', () => {
  const alone = (question: string) => `${question} just me`;
  const near = { word: 'salse', matches: ['sales'] };
  const unread = new UserError('no such query', {
    suggestions: ['sales'],
    near,
    isTemporary: true,
    fullMessage: 'all',
  });
  const offered = offering(unread, alone) as UserError;
  expect(offered).toMatchObject({ message: 'no such query', suggestions: ['sales just me'], near, isTemporary: true });
  expect(offered.fullMessage).toBe('all');
  const cheaper = { text: 'sales', label: 'Last 12 months' };
  const costly = new CostError('it reads 4 TB', { confirmable: 'sales period="all time"', cheaper });
  expect(offering(costly, alone)).toMatchObject({
    name: 'CostError',
    confirmable: 'sales period="all time" just me',
    cheaper: { text: 'sales just me', label: 'Last 12 months' },
    suggestions: ['sales just me'],
  });
  for (const error of [new UserError('ask for less'), new TypeError('a bug')])
    expect(offering(error, alone)).toBe(error);
});

test('undefinedIfRefused(work) passes on everything but a UserError', async () => {
  expect(await undefinedIfRefused(Promise.resolve(3))).toBe(3);
  expect(await undefinedIfRefused(Promise.reject(new UserError('no such country')))).toBeUndefined();
  await expect(undefinedIfRefused(Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
});
