import { expect, test } from 'vitest';

import { PALETTES } from '../../src/chart/palette.ts';
import { FOREIGN_CONFIG, owlpostConfig } from '../../src/vega/theme.ts';

/** All colours in a config. */
const coloursIn = (config: unknown) =>
  [...JSON.stringify(config).matchAll(/#[0-9a-f]{3,8}\b/gi)].map(([colour]) => colour);

test.each(['light', 'dark'] as const)('owlpostConfig(%s) has the colours of its palette alone', (theme) => {
  const own = coloursIn(PALETTES[theme]);
  const used = coloursIn(owlpostConfig(theme));
  expect(used.length).toBeGreaterThan(10);
  expect(used.filter((colour) => !own.includes(colour))).toEqual([]);
  expect(owlpostConfig(theme).background).toBe(PALETTES[theme].background);
});

test('specs of others keep the look of Vega, on white', () => {
  expect(coloursIn(FOREIGN_CONFIG)).toEqual(['#ffffff']);
  expect(Object.keys(FOREIGN_CONFIG)).not.toContain('font');
});

test('no config makes what only a browser could read', () => {
  for (const config of [FOREIGN_CONFIG, owlpostConfig('light')]) expect(config.aria).toBe(false);
});
