import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

import { findPackage, fontFamilies } from '../../src/fonts/fonts.ts';

test.each(['ours', 'guests'] as const)('fontFamilies().%s are installed', (whose) => {
  const files = fontFamilies()[whose].flatMap(({ regular, bold, folders }) => [regular, bold, ...folders]);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

test.each([
  ['売', '売', 'noto-sans-sc'],
  ['売上カ', 'カ', 'noto-sans-jp'],
  ['韓한', '한', 'noto-sans-kr'],
  ['xক', 'ক', 'noto-sans-bengali'],
])('findPackage(%s) is for %s in %s', (text, character, name) => {
  const missing = Array.from(text, (each) => each.codePointAt(0)!);
  expect(findPackage(missing)).toEqual({ character, name: `@expo-google-fonts/${name}` });
});

test('findPackage(missing): nothing draws what is no character', () => {
  expect(findPackage([0x0378])).toBeUndefined();
});
