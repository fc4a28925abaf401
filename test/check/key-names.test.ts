import { expect, test } from 'vitest';

import { isKeyName, withoutKeyEnding } from '../../src/check/key-names.ts';

test.each([
  ['customerNumber', true, 'customer'],
  ['product_id', true, 'product'],
  ['start_station_no', true, 'start_station'],
  ['postalcode', true, 'postal'],
  ['id', true, ''],
  ['zip', true, 'zip'],
  ['phone', true, 'phone'],
  ['quantity', false, 'quantity'],
  ['orderno', false, 'order'],
])('%s: isKeyName() is %s and withoutKeyEnding() is %j', (name, isKey, rest) => {
  expect(isKeyName(name)).toBe(isKey);
  expect(withoutKeyEnding(name)).toBe(rest);
});
