import { expect, test } from 'vitest';

import { isInAuthorOrder } from '../../src/answer/author-order.ts';
import { tryParseQuery } from '../../src/trino/parse.ts';
import { tableOf } from '../charts/demo.ts';

const TABLE = tableOf(['Step', 'Order amount: bigint'], []);

const SELECT = 'SELECT step AS "Step", SUM(t.n) AS "Order amount" FROM t GROUP BY 1, t.place';

test.each([
  [`${SELECT} ORDER BY t.place`, true],
  [`${SELECT} ORDER BY t.place DESC`, true],
  [`${SELECT} ORDER BY 1`, true],
  [`${SELECT} ORDER BY step DESC`, true],
  [`${SELECT} ORDER BY length(step) DESC`, true],
  [`${SELECT} ORDER BY 2`, true],
  [`${SELECT} ORDER BY 2 DESC`, false],
  [`${SELECT} ORDER BY "Order amount" DESC`, false],
  [`${SELECT} ORDER BY "order amount" DESC, 1`, false],
  [`${SELECT} ORDER BY SUM( t.n ) DESC LIMIT 3`, false],
  [SELECT, false],
  [`SELECT * FROM (${SELECT} ORDER BY t.place)`, false],
  [`${SELECT} ORDER BY`, false],
])('%s: %s', (sql, expected) => {
  expect(isInAuthorOrder(tryParseQuery(sql), TABLE)).toBe(expected);
});
