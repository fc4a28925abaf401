import { expect, test } from 'vitest';

import { explainStatement } from '../../src/athena/explain.ts';

test.each([
  ['SELECT 1', [], 'EXPLAIN SELECT 1'],
  ['SELECT ?, ?', ["'a ? b'", 'NULL'], "EXPLAIN SELECT 'a ? b', NULL"],
  [`SELECT '?', "?", 'it''s ?' -- ?\n/* ? */, ?`, ['1'], `EXPLAIN SELECT '?', "?", 'it''s ?' -- ?\n/* ? */, 1`],
  ['SELECT ?', [], 'EXPLAIN SELECT ?'],
])('explainStatement(%j, %j)', (sql, parameters, explained) => {
  expect(explainStatement({ sql, parameters }).sql).toBe(explained);
});

const sql = 'SELECT a\nWHERE b = ? AND c = ? AND d';

const parameters = ["DATE '2026-01-01'", "'x'"];

test.each([
  ['line 1:16: no a', 'line 1:8: no a'],
  ['line 2:7: no b', 'line 2:7: no b'],
  ['line 2:13: no such day', 'line 2:11: no such day'],
  ['line 2:33: no c', 'line 2:17: no c'],
  ['line 2:45: no d', 'line 2:27: no d'],
  ['line 1:1: no EXPLAIN', 'line 1:1: no EXPLAIN'],
  ['nothing works', 'nothing works'],
])('translatePosition(%j)', (message, placed) => {
  expect(explainStatement({ sql, parameters }).translatePosition(message)).toBe(placed);
});
