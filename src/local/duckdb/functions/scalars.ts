import type { FunctionTable } from '../function-table.ts';

import { ARRAYS } from './arrays.ts';
import { BINARIES } from './binary.ts';
import { CONDITIONS } from './conditions.ts';
import { DATES } from './dates.ts';
import { DOCUMENTS } from './json.ts';
import { MAPS } from './maps.ts';
import { NUMBERS } from './numbers.ts';
import { REGULAR_EXPRESSIONS } from './regular-expressions.ts';
import { STRINGS } from './strings.ts';

/** Trino's scalar functions. */
export const SCALARS: FunctionTable = {
  ...CONDITIONS,
  ...NUMBERS,
  ...STRINGS,
  ...REGULAR_EXPRESSIONS,
  ...DATES,
  ...ARRAYS,
  ...MAPS,
  ...DOCUMENTS,
  ...BINARIES,
};
