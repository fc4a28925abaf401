import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { askerOf, readLimit, readMoment, writeNew } from '../../src/commands/command.ts';
import { temporaryFolder } from '../support/program.ts';

describe('readMoment(option, text)', () => {
  test.each([
    ['2025-06-01', '2025-06-01T00:00:00.000Z'],
    ['2025-06-01T12:00:00Z', '2025-06-01T12:00:00.000Z'],
    ['2025-06-01T12:00:00.5+02:00', '2025-06-01T10:00:00.500Z'],
  ])('%s', (text, expected) => expect(readMoment('--now', text).toISOString()).toBe(expected));

  test.each(['', 'yesterday', '2025', '2025-13-01', '1/2/2025'])('refuses %j', (text) =>
    expect(() => readMoment('--now', text)).toThrow(`--now cannot be "${text}"`),
  );
});

test.each([
  [{}, undefined],
  [{ as: 'U1' }, { person: 'U1' }],
  [{ as: 'mira@example.com' }, { person: 'mira@example.com', email: 'mira@example.com' }],
  [{ in: '#emea' }, { channelName: 'emea' }],
  [
    { as: 'U1', in: 'C1' },
    { person: 'U1', channel: 'C1' },
  ],
])('askerOf(%j)', (options, expected) => expect(askerOf(options)).toEqual(expected));

test.each(['20', '9999999'])('readLimit(%s)', (text) => expect(readLimit(text)).toBe(Number(text)));

test.each(['', '0', '-1', '1.5', '10000000', 'many'])('readLimit(%j) is refused', (text) =>
  expect(() => readLimit(text)).toThrow('--limit takes a number from 1 to 9999999'),
);

test('writeNew() writes a file, and with wx does not replace one', async () => {
  const file = join(temporaryFolder(), 'a.yml');
  await writeNew(file, 'one', 'choose another name', 'wx');
  await expect(writeNew(file, 'two', 'choose another name', 'wx')).rejects.toThrow(
    `${file} cannot be written: choose another name`,
  );
  expect(await readFile(file, 'utf8')).toBe('one');
});
