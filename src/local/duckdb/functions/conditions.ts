import type { FunctionCall, FunctionTable } from '../function-table.ts';

import { display, isFloating, quoteText } from '../types/type.ts';

/** In Trino `greatest` and `least` are NULL as soon as one value is. */
const strict = (call: FunctionCall): string => {
  const anyNull = call.args.map((sql) => `${sql} IS NULL`).join(' OR ');
  return `CASE WHEN ${anyNull} THEN NULL ELSE ${extreme(call)} END`;
};

/** NaN is neither the greatest nor the least as long as there is a number. */
function extreme({ name, args, types }: FunctionCall): string {
  const plain = `${name}(${args.join(', ')})`;
  if (!types.some(isFloating)) return plain;
  return `coalesce(${name}(${args.map((sql) => `trino.null_for_nan(${sql})`).join(', ')}), ${plain})`;
}

/** Trino's conditional expressions that read like functions. https://trino.io/docs/current/functions/conditional.html */
export const CONDITIONS: FunctionTable = {
  coalesce: [['(T, T, T...) -> T', 'coalesce($*)']],
  nullif: [
    [
      '(T, T) -> T',
      (call) => ({
        sql: `CASE WHEN ${call.args[0]} = ${call.args[1]} THEN NULL ELSE ${call.typed[0]!.sql} END`,
        type: call.typed[0]!.type,
      }),
    ],
  ],
  if: [
    ['(boolean, T) -> T', 'CASE WHEN $1 THEN $2 END'],
    ['(boolean, T, T) -> T', 'CASE WHEN $1 THEN $2 ELSE $3 END'],
  ],
  try: [['(T) -> T', 'TRY($1)']],
  greatest: [['(O, O...) -> O', strict]],
  least: [['(O, O...) -> O', strict]],
  typeof: [['(T) -> varchar', (call) => quoteText(display(call.typed[0]!.type))]],
  uuid: [['() -> uuid', 'uuid()']],
};
