import type { FunctionTable } from './table.ts';

import { DATES } from './dates.ts';
import { NUMBERS } from './numbers.ts';
import { TEXTS } from './texts.ts';

/** Every function of single values. */
export const SCALARS: FunctionTable = { ...NUMBERS, ...TEXTS, ...DATES };
