import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { readFont } from '../../src/fonts/font-file.ts';
import { fontFamilies } from '../../src/fonts/fonts.ts';
import { temporaryFolder } from '../support/program.ts';

test('readFont(file) reads the advance of every character', () => {
  const inter = readFont(fontFamilies().ours[0]!.regular);
  expect(inter.get(0x20)).toBeCloseTo(0.28, 1);
  expect(inter.get('W'.charCodeAt(0))!).toBeGreaterThan(inter.get('i'.charCodeAt(0))! * 3);
  expect(inter.has(0x0378)).toBe(false);
});

test('readFont(file) refuses a font without a Unicode character map', () => {
  const file = join(temporaryFolder(), 'empty.ttf');
  const header = Buffer.alloc(200);
  const entries = ['head', 'hhea', 'hmtx', 'cmap'];
  header.writeUInt16BE(entries.length, 4);
  for (const [index, name] of entries.entries()) {
    header.write(name, 12 + index * 16, 'latin1');
    header.writeUInt32BE(100, 12 + index * 16 + 8);
  }
  writeFileSync(file, header);
  expect(() => readFont(file)).toThrow(`${file} has no Unicode character map`);
});
