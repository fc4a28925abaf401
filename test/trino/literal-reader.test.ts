import { expect, test } from 'vitest';

import { parseExpression } from '../../src/trino/parse.ts';

test.each([
  ['NULL', { kind: 'null' }],
  ['TRUE', { kind: 'boolean', value: true }],
  ['false', { kind: 'boolean', value: false }],
  ['1_000', { kind: 'integer', text: '1000' }],
  ['1.50', { kind: 'decimal', text: '1.50' }],
  ['1E3', { kind: 'double', text: '1E3' }],
  [`X'65 FF'`, { kind: 'binary', hex: '65FF' }],
  [`DATE '2025-01-01'`, { kind: 'typed', type: 'date', value: '2025-01-01' }],
  [`DOUBLE PRECISION '1.5'`, { kind: 'typed', type: 'double', value: '1.5' }],
  [`INTERVAL '2' DAY`, { kind: 'interval', value: '2', negative: false, from: 'day', to: undefined }],
  [`INTERVAL - '3-1' YEAR TO MONTH`, { kind: 'interval', value: '3-1', negative: true, from: 'year', to: 'month' }],
])('%s', (sql, expected) => expect(parseExpression(sql)?.expression).toMatchObject(expected));
