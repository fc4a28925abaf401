import { describe, expect, it } from 'vitest';

import { expressionsOf, nodesOf } from '../../src/trino/nodes.ts';
import { parseQuery } from '../../src/trino/parse.ts';

const { query } = parseQuery(`
  WITH w AS (SELECT sum(a) AS total FROM t)
  SELECT avg(w.total), CASE WHEN count(*) > (SELECT max(b) FROM u) THEN 1 END
  FROM w WHERE w.x IN (?, CAST(? AS integer)) ORDER BY min(c)
`);

const namesOf = (...args: Parameters<typeof nodesOf>) =>
  [...expressionsOf(args[0], 'call', args[1])].map(({ name }) => name).sort();

describe('nodesOf(root, entersBelow)', () => {
  it('finds what stands anywhere below', () => {
    expect(namesOf(query)).toEqual(['avg', 'count', 'max', 'min', 'sum']);
  });

  it('leaves out what is below a node that is not entered', () => {
    expect(namesOf(query, (node) => node === query || !('body' in node))).toEqual(['avg', 'count', 'min']);
  });

  it('yields parents before children', () => {
    const kinds = [...nodesOf(query)].map((node) => ('kind' in node ? node.kind : ''));
    expect(kinds.indexOf('in')).toBeLessThan(kinds.indexOf('parameter'));
  });
});
