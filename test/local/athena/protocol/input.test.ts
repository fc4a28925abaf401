import { describe, expect, test } from 'vitest';

import {
  findNumber,
  findStructure,
  findText,
  findTexts,
  pageOf,
  readText,
} from '../../../../src/local/athena/protocol/input.ts';

describe('readText() and findText()', () => {
  test('take a member that is not there as absent, or as a violation in the words of AWS', () => {
    expect(findText({}, 'Name')).toBe(undefined);
    expect(findText({ Name: null }, 'Name')).toBe(undefined);
    expect(() => readText({}, 'QueryString')).toThrow(
      "1 validation error detected: Value null at 'queryString' failed to satisfy constraint: Member must not be null",
    );
  });

  test('count the length in bytes', () => {
    expect(findText({ Name: 'ü' }, 'Name', { max: 2 })).toBe('ü');
    expect(() => findText({ Name: 'ü' }, 'Name', { max: 1 })).toThrow('length less than or equal to 1');
    expect(() => findText({ Name: '' }, 'Name', { min: 1 })).toThrow('length greater than or equal to 1');
  });

  test('take no other type', () => expect(() => findText({ Name: 5 }, 'Name')).toThrow('Member must be a string'));
});

test('the other types are checked alike', () => {
  expect(findNumber({ MaxResults: 5 }, 'MaxResults')).toBe(5);
  expect(() => findNumber({ MaxResults: 1.5 }, 'MaxResults')).toThrow('Member must be an integer');
  expect(findTexts({ Ids: ['a'] }, 'Ids')).toEqual(['a']);
  expect(() => findTexts({ Ids: ['a', 1] }, 'Ids')).toThrow('Member must be a list of strings');
  expect(findStructure({}, 'Context')).toEqual({});
  expect(() => findStructure({ Context: [] }, 'Context')).toThrow('Member must be a structure');
});

describe('pageOf()', () => {
  const items = Array.from({ length: 120 }, (_, index) => index);

  test('goes through all items, fifty at a time unless told otherwise', () => {
    const pages: number[] = [];
    let token: string | undefined;
    do {
      const page = pageOf(items, { ...(token && { NextToken: token }) });
      pages.push(page.items.length);
      token = page.NextToken;
    } while (token);
    expect(pages).toEqual([50, 50, 20]);
    expect(pageOf(items, { MaxResults: 2 }).items).toEqual([0, 1]);
  });

  test('has no next page when the last one is full', () =>
    expect(pageOf(items.slice(0, 50), {}).NextToken).toBe(undefined));

  test.each([
    [{ MaxResults: 0 }, 'greater than or equal to 1'],
    [{ MaxResults: 51 }, 'less than or equal to 50'],
    [{ NextToken: 'made up' }, 'The nextPageToken is malformed: made up'],
  ])('refuses %j', (input, message) => expect(() => pageOf(items, input)).toThrow(message));
});
