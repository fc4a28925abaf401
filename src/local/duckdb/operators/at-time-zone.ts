import type { Position } from '../../../trino/error.ts';
import type { TypedSql } from '../context.ts';

import { TrinoError } from '../../../trino/error.ts';
import { display } from '../types/type.ts';
import { parseZone } from '../types/zone.ts';

/** Translates `operand AT TIME ZONE text`. A timestamp without a zone is taken as UTC. Throws INVALID_FUNCTION_ARGUMENT for an unknown zone. */
export function atTimeZone(operand: TypedSql, text: string, at: Position): TypedSql {
  const zone = parseZone(text);
  if (!zone) throw new TrinoError('INVALID_FUNCTION_ARGUMENT', `'${text}' is not a valid time zone`, at);
  const { sql, type } = operand;
  if (type.kind === 'timestamp with time zone') return { sql, type: { ...type, zone } };
  if (type.kind === 'timestamp') {
    return {
      sql: `timezone('UTC', ${sql})`,
      type: { kind: 'timestamp with time zone', precision: type.precision, zone },
    };
  }
  const message = `Type of value must be a time or timestamp with or without time zone (actual ${display(type)})`;
  throw new TrinoError('TYPE_MISMATCH', message, at);
}
