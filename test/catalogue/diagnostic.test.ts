import { expect, test } from 'vitest';

import { collectDiagnostics } from '../../src/catalogue/diagnostic.ts';

test('collectDiagnostics(file) keeps what is diagnosed, with the name of the file', () => {
  const { diagnostics, diagnose } = collectDiagnostics('sales.yml');
  expect(diagnostics).toEqual([]);
  diagnose({ line: 2, column: 5 }, 'write something else');
  expect(diagnostics).toEqual([{ file: 'sales.yml', line: 2, column: 5, message: 'write something else' }]);
});
