import type { FunctionTable } from './table.ts';

export const DATES: FunctionTable = {
  now: [['() -> timestamp(3) with time zone', 'trino.now(3)']],
};
