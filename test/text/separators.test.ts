import { expect, test } from 'vitest';

import { separate, separatorsOf } from '../../src/text/separators.ts';

test.each([
  [undefined, '$1,234,567.5', '$1,234,567.5'],
  ['en-GB', '$1,234,567.5', '$1,234,567.5'],
  ['de-DE', '$1,234,567.5', '$1.234.567,5'],
  ['fr-FR', '1,234,567.5 €', '1\u202f234\u202f567,5 €'],
  ['hi-IN', '1,234,567.5', '12,34,567.5'],
  ['hi-IN', '−₹12,345,678,901', '−₹12,34,56,78,901'],
  ['es-ES', '1,234 and 12,345', '1234 and 12.345'],
  ['de-DE', '1234567.25', '1234567,25'],
  ['de-DE', '90,071,992,547,409,931.07', '90.071.992.547.409.931,07'],
  ['fa-IR', '1,234.5', '1,234.5'],
  ['de-DE', '8.23×10¹⁸', '8,23×10¹⁸'],
])('in %s separate(%s) is %s', (locale, text, expected) => expect(separate(text, locale)).toBe(expected));

test.each([
  ['en-US', { decimal: '.', thousands: ',', grouping: [3, 3, 3, 3, 3, 3] }],
  ['de-DE', { decimal: ',', thousands: '.', grouping: [3, 3, 3, 3, 3, 3] }],
  ['hi-IN', { decimal: '.', thousands: ',', grouping: [3, 2, 2, 2, 2, 2, 2, 2] }],
])('separatorsOf(%s)', (locale, expected) => expect(separatorsOf(locale)).toEqual(expected));
