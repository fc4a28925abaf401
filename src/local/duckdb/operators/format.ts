import type { FunctionCall } from '../function-table.ts';
import type { Type } from '../types/type.ts';

import { quoteText } from '../types/type.ts';
import { fixedOffset, toLocal } from '../types/zone.ts';
import { toText } from './cast.ts';

/** A moment as Java's own `toString` writes it: seconds that are zero are left out. */
function javaMoment(sql: string, type: Type): string | undefined {
  if (type.kind === 'time') return `trino.java_clock(DATE '1970-01-01' + ${sql})`;
  if (type.kind === 'timestamp') return javaTimestamp(sql);
  if (type.kind !== 'timestamp with time zone') return undefined;
  const local = toLocal(sql, type);
  const place = fixedOffset(type.zone) === undefined ? ` || ${quoteText(`[${type.zone}]`)}` : '';
  return `(${javaTimestamp(local)} || trino.offset_text(${local}, timezone('UTC', ${sql}))${place})`;
}

const javaTimestamp = (sql: string): string => `(strftime(${sql}, '%Y-%m-%dT') || trino.java_clock(${sql}))`;

/** Translates `format(pattern, …)`: the arguments are passed to the native function as texts. */
export function formatSql(call: FunctionCall): string {
  const [pattern, ...values] = call.args;
  const texts = values.map((sql, index) => {
    const type = call.types[index + 1]!;
    return (
      javaMoment(sql, type) ??
      toText(sql, type) ??
      (type.kind === 'unknown'
        ? 'CAST(NULL AS VARCHAR)'
        : call.fail(`format() cannot print an argument of type ${type.kind}`, 'NOT_SUPPORTED'))
    );
  });
  return `trino_format(${pattern}, CAST([${texts.join(', ')}] AS VARCHAR[]))`;
}
