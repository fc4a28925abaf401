import { expect, test } from 'vitest';

import { writeHelp } from '../../src/mcp/help-text.ts';

test('writeHelp(help)', () =>
  expect(
    writeHelp({
      title: 'Sales',
      text: 'What was ordered.',
      queries: [{ name: 'sales', title: 'Sales', description: 'Orders', example: 'sales' }],
      params: [{ name: 'by', label: 'By', takes: 'country, month' }],
      parts: [],
      examples: ['sales by month'],
    }),
  ).toBe('Sales\nWhat was ordered.\n\n- sales: Orders\n- by: country, month\n\nTry: sales by month'));
