import type { FunctionTable } from '../function-table.ts';

/** Trino's window functions, which need OVER. https://trino.io/docs/current/functions/window.html */
export const WINDOWS: FunctionTable = {
  row_number: [['() -> bigint', '{row_number()}']],
  rank: [['() -> bigint', '{rank()}']],
  dense_rank: [['() -> bigint', '{dense_rank()}']],
  percent_rank: [['() -> double', '{percent_rank()}']],
  cume_dist: [['() -> double', '{cume_dist()}']],
  ntile: [['(bigint) -> bigint', '{ntile(trino.buckets($1))}']],
  lag: [
    ['(T) -> T', '{lag($1)}'],
    ['(T, bigint) -> T', '{lag($1, trino.shift($2))}'],
    ['(T, bigint, T) -> T', '{lag($1, trino.shift($2), $3)}'],
  ],
  lead: [
    ['(T) -> T', '{lead($1)}'],
    ['(T, bigint) -> T', '{lead($1, trino.shift($2))}'],
    ['(T, bigint, T) -> T', '{lead($1, trino.shift($2), $3)}'],
  ],
  first_value: [['(T) -> T', '{first_value($1)}']],
  last_value: [['(T) -> T', '{last_value($1)}']],
  nth_value: [['(T, bigint) -> T', '{nth_value($1, trino.offset($2, 1))}']],
};
