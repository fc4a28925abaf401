import { expect, test } from 'vitest';

import { ACCESS, parseAccess, principalsIn } from '../../src/catalogue/access.ts';

test('parseAccess() reads groups, a default and a contact', () =>
  expect(parseAccess('groups: { finance: [U0123456] }\ndefault: { people: finance }\ncontact: "#analytics"')).toEqual({
    rules: {
      groups: { finance: ['U0123456'] },
      default: { people: ['finance'], external: 'never', measures: {}, dimensions: {} },
      contact: '#analytics',
    },
    diagnostics: [],
  }));

test('an empty file opens everything', () => expect(parseAccess('').rules).toEqual({ groups: {} }));

test.each([
  ['groups: { Finance: [U0123456] }', /finance/],
  ['default: { people: [not a principal] }', /must be a person like U0123456/],
  ['defaults: {}', /default/],
  ['groups: [', /a bracket or quote is never closed/],
])('%s has no rules and a diagnostic', (source, message) => {
  const { rules, diagnostics } = parseAccess(source);
  expect(rules).toBeUndefined();
  expect(diagnostics.map((diagnostic) => diagnostic.message).join('\n')).toMatch(message);
});

test('principalsIn() names everybody in an access', () =>
  expect(
    principalsIn(
      ACCESS.parse({
        people: ['U0123456'],
        channels: '#emea',
        measures: { margin: ['finance'] },
        dimensions: { customer: '@example.com' },
        rows: { everyone: { country: 'France' }, S0123456: 'all' },
      }),
    ),
  ).toEqual(['U0123456', '#emea', 'finance', '@example.com', 'everyone', 'S0123456']));
