import { describe, expect, it } from 'vitest';

import { raisedBy } from '../../src/trino/fail.ts';
import { readPath } from '../../src/trino/json-path-reader.ts';

const CONTEXT = { kind: 'context' };

describe('readPath(text)', () => {
  it.each([
    ['lax $', { strict: false, root: CONTEXT }],
    ['strict $."a b"', { strict: true, root: { kind: 'member', base: CONTEXT, name: 'a b' } }],
    ['lax $..name', { strict: false, root: { kind: 'member', base: CONTEXT, name: 'name', deep: true } }],
    ['lax $[*]', { strict: false, root: { kind: 'items', base: CONTEXT } }],
    ['lax $.size()', { strict: false, root: { kind: 'method', base: CONTEXT, name: 'size' } }],
    ['lax -$x', { strict: false, root: { kind: 'negative', operand: { kind: 'variable', name: 'x' } } }],
  ])('reads %s', (text, path) => expect(readPath(text)).toEqual(path));

  it('binds * before +, and && before ||', () => {
    expect(readPath('lax 1 + 2 * 3').root).toMatchObject({ operator: '+', right: { operator: '*' } });
    const { root } = readPath('lax $ ? (@ == 1 || @ == 2 && !(@ == 3))');
    expect(root).toMatchObject({
      kind: 'filter',
      test: { kind: 'or', right: { kind: 'and', right: { kind: 'not' } } },
    });
  });

  it('reads ranges up to the last item', () =>
    expect(readPath('lax $[0, 2 to last]').root).toMatchObject({
      ranges: [{ from: { source: '0' } }, { from: { source: '2' }, to: { kind: 'last' } }],
    }));

  it.each([
    ['$', 'SYNTAX_ERROR', "mismatched input '$' in a JSON path"],
    ['lax $.', 'SYNTAX_ERROR', "mismatched input '<EOF>' in a JSON path"],
    ['lax $ ? (@ = 1)', 'SYNTAX_ERROR', "mismatched input '= 1)' in a JSON path"],
    ['lax $ ? (@ like_regex "a")', 'NOT_SUPPORTED', 'like_regex predicate in JSON path is not yet supported'],
  ])('refuses %s', (text, name, message) => {
    let error: unknown;
    try {
      readPath(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(raisedBy(error)).toEqual({ name, message });
  });
});
