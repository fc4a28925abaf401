import { expect, test } from 'vitest';

import { nameOf } from '../../src/catalogue/dataset-context.ts';
import { readYaml } from '../../src/catalogue/yaml.ts';

function named(key: string) {
  const messages: string[] = [];
  const yaml = readYaml(`measures: { "${key}": 1 }`, 'sales.yml');
  return { name: nameOf(key, ['measures', key], yaml, (_, message) => messages.push(message)), messages };
}

test.each([
  ['Product line', 'product_line'],
  ['margin %', 'margin_percent'],
  ['orders', 'orders'],
])('nameOf(%s) → %s', (key, name) => expect(named(key)).toEqual({ name, messages: [] }));

test.each(['2nd', 'größe', 'x'.repeat(61)])('nameOf(%s) is no name', (key) =>
  expect(named(key).messages).toEqual([expect.stringContaining('cannot be a name: begin with a letter from a to z')]),
);
