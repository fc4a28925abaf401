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

test.each([
  ['2nd', 'cannot be a name: begin with a letter from a to z'],
  ['größe', 'cannot be a name: begin with a letter from a to z'],
  ['x'.repeat(61), 'is too long for a name: at most 60 characters'],
])('nameOf(%s) is no name', (key, fault) => expect(named(key).messages).toEqual([expect.stringContaining(fault)]));
