import type { FunctionTable } from './table.ts';

export const NUMBERS: FunctionTable = {
  sqrt: [['(double) -> double', 'sqrt($1)']],
};
