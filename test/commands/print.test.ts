import { expect, test } from 'vitest';

import { toHelp } from '../../src/commands/print.ts';

test('toHelp() sets names in a column, and ends with what to try', () =>
  expect(
    toHelp({
      title: 'Owlpost',
      text: 'Ask for numbers.',
      queries: [
        { name: 'sales', title: 'Sales', description: 'Orders', example: 'sales' },
        { name: 'customers', title: 'Customers', description: 'Who buys', example: 'customers' },
      ],
      params: [],
      parts: [],
      examples: ['sales by month'],
    }),
  ).toBe('Owlpost\nAsk for numbers.\n\n  sales      Orders\n  customers  Who buys\n\nTry\n  sales by month\n'));
