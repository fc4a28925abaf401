import type { FunctionTable } from './table.ts';

export const TEXTS: FunctionTable = {
  lower: [['(varchar(x)) -> varchar(x)', 'lower($1)']],
  upper: [['(varchar(x)) -> varchar(x)', 'upper($1)']],
  concat: [
    ['(varchar...) -> varchar', (call) => `(${call.args.join(' || ')})`],
    ['(array(T)...) -> array(T)', (call) => `(${call.args.join(' || ')})`],
  ],
};
