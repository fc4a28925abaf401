import { expect, test } from 'vitest';

import { openPreparedStatements } from '../../../../src/local/athena/queries/prepared-statements.ts';

const STATEMENT = { workgroup: 'primary', name: 'sales', sql: 'SELECT ?', description: '' };

test('statements are kept by workgroup and name, and listed by name', () => {
  const statements = openPreparedStatements();
  for (const name of ['b', 'a']) statements.save({ ...STATEMENT, name }, { isNew: true });
  statements.save({ ...STATEMENT, workgroup: 'other', name: 'a', sql: 'SELECT 2' }, { isNew: true });
  expect(statements.list('primary').map(({ name }) => name)).toEqual(['a', 'b']);
  expect(statements.find('other', 'a').sql).toBe('SELECT 2');
});

test('save() refuses a name that is taken only where it must be new', () => {
  const statements = openPreparedStatements();
  statements.save(STATEMENT, { isNew: true });
  expect(() => statements.save(STATEMENT, { isNew: true })).toThrow('already exists in workGroup primary');
  statements.save({ ...STATEMENT, sql: 'SELECT 2' }, { isNew: false });
  expect(statements.find('primary', 'sales').sql).toBe('SELECT 2');
});

test.each(['', '1a', 'a-b', 'x'.repeat(257)])('save() refuses the name %j', (name) =>
  expect(() => openPreparedStatements().save({ ...STATEMENT, name }, { isNew: true })).toThrow(
    'must match the pattern',
  ),
);

test('find() and remove() say in the words of Athena what is not there', () => {
  const statements = openPreparedStatements();
  statements.save(STATEMENT, { isNew: true });
  statements.remove('primary', 'sales');
  for (const look of [statements.find, statements.remove])
    expect(() => look('primary', 'sales')).toThrow('PreparedStatement sales was not found in workGroup primary');
});
