import type { FunctionTable } from './table.ts';

export const AGGREGATES: FunctionTable = {
  count: [
    ['() -> bigint', '{count(*)}'],
    ['(T) -> bigint', '{count($1)}'],
  ],
  sum: [['(bigint) -> bigint', 'CAST({sum($1)} AS BIGINT)']],
};
