import type { TypedSql } from '../context.ts';
import type { FunctionCall } from '../function-table.ts';

import { trinoErrorOf } from '../duckdb-error.ts';
import { readJavaDate } from '../natives/date-parse.ts';
import { readIsoTimestamp } from '../natives/iso-date.ts';
import { javaParse } from '../operators/date-format.ts';
import { parseZone, toLocal, zoneAt } from '../types/zone.ts';

/** Returns the SQL of argument `index` as a timestamp without a zone: the local time of one with a zone. */
export function localTime(call: FunctionCall, index: number): string {
  const type = call.types[index]!;
  return type.kind === 'timestamp with time zone' ? toLocal(call.args[index]!, type) : call.args[index]!;
}

/** A zone that must be known before the statement runs. */
function zoneOf(call: FunctionCall, index: number): string {
  const name = call.literal(index);
  return parseZone(name) ?? call.fail(`'${name}' is not a valid time zone`);
}

/** Returns a timestamp in the zone that the literal argument `index` names; `sql` returns the SQL of its instant, given the zone. */
export function inZone(call: FunctionCall, index: number, sql: (zone: string) => string): TypedSql {
  const isNull = call.typed[index]?.type.kind === 'unknown';
  const zone = isNull ? 'UTC' : zoneOf(call, index);
  const precision = 'precision' in call.result ? (call.result.precision ?? 3) : 3;
  return {
    sql: isNull ? 'CAST(NULL AS TIMESTAMPTZ)' : sql(zone),
    type: { kind: 'timestamp with time zone', precision, zone },
  };
}

/** Reads a literal; an error of it gets the position of the call. */
function known<T>(call: FunctionCall, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { name, message } = trinoErrorOf(error);
    return call.fail(message, name);
  }
}

/**
 * Returns the SQL of `from_iso8601_timestamp(text)`. A literal may have any zone; a column may have only UTC, as its
 * values could differ.
 */
export function isoTimestamp(call: FunctionCall): TypedSql {
  const literal = call.typed[0]?.text;
  const read = literal === undefined ? undefined : known(call, () => readIsoTimestamp(literal));
  const zone = read ? zoneAt(read.offset) : 'UTC';
  const milliseconds = read ? String(read.milliseconds) : `trino_iso_timestamp(${call.args[0]})`;
  return {
    sql: `make_timestamptz(${milliseconds} * 1000)`,
    type: { kind: 'timestamp with time zone', precision: 3, zone },
  };
}

/** Returns the SQL of `parse_datetime(text, pattern)`. Literals may have any zone, a column only UTC. */
export function parsedInZone(call: FunctionCall): TypedSql {
  const [text, pattern] = [call.typed[0]?.text, call.typed[1]?.text];
  if (text === undefined || pattern === undefined) {
    return { sql: javaParse(call), type: { kind: 'timestamp with time zone', precision: 3, zone: 'UTC' } };
  }
  const { micros, offset } = known(call, () => readJavaDate(text, pattern));
  return {
    sql: `make_timestamptz(${micros})`,
    type: { kind: 'timestamp with time zone', precision: 3, zone: zoneAt(offset) },
  };
}

/**
 * Returns the SQL of `from_unixtime(seconds, hours, minutes)`, whose zone is so far east of Greenwich. Refuses hours
 * and minutes that are no literals.
 */
export function atOffset(call: FunctionCall): TypedSql {
  const [hours, minutes] = [call.typed[1]?.number, call.typed[2]?.number];
  if (hours === undefined || minutes === undefined)
    return call.fail('A time zone that is no literal is not supported by the embedded engine', 'NOT_SUPPORTED');
  return {
    sql: `trino.from_unixtime(${call.args[0]})`,
    type: { kind: 'timestamp with time zone', precision: 3, zone: zoneAt(hours * 60 + minutes) },
  };
}

/** Returns the SQL of `to_iso8601(timestamp)`. */
export function isoText(call: FunctionCall): string {
  const type = call.types[0]!;
  const precision = 'precision' in type ? (type.precision ?? 3) : 3;
  const local = `strftime(${localTime(call, 0)}, '%Y-%m-%dT%H:%M:%S${precision > 0 ? '.%f' : ''}')`;
  const text = precision > 0 && precision < 6 ? `left(${local}, -${6 - precision})` : local;
  if (type.kind !== 'timestamp with time zone') return text;
  return `(${text} || trino.offset_text(${localTime(call, 0)}, timezone('UTC', ${call.args[0]})))`;
}
