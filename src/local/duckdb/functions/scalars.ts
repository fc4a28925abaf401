import type { FunctionTable } from '../function-table.ts';

import { ARRAYS } from './arrays.ts';
import { BINARIES } from './binary.ts';
import { CONDITIONS } from './conditions.ts';
import { DATES } from './dates.ts';
import { DOCUMENTS } from './documents.ts';
import { MAPS } from './maps.ts';
import { NUMBERS } from './numbers.ts';
import { REGULAR_EXPRESSIONS } from './regular.ts';
import { TEXTS } from './texts.ts';

/** Every function of single values. */
export const SCALARS: FunctionTable = {
  ...CONDITIONS,
  ...NUMBERS,
  ...TEXTS,
  ...REGULAR_EXPRESSIONS,
  ...DATES,
  ...ARRAYS,
  ...MAPS,
  ...DOCUMENTS,
  ...BINARIES,
};
