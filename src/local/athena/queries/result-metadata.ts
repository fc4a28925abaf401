import type { ColumnInfo } from './column-info.ts';
import type { EmbeddedExecution } from './embedded-execution.ts';

const UNKNOWN = 3;

const WITHOUT_NUMBERS = /^(boolean|interval .*|array|map|row|json|uuid|ipaddress|string|unknown)$/;

const WITHOUT_CASE = /^(array|map|row|json|uuid|ipaddress|string|unknown)$/;

/**
 * Encodes the `.metadata` object beside a result, from which Athena's JDBC driver reads the types: a protobuf with the execution's id
 * in field 1 and a message for each column in field 4. Properties that a type does not have are left out.
 */
export function encodeMetadata({ id, columns = [] }: EmbeddedExecution): Uint8Array {
  return Buffer.concat([bytes(1, Buffer.from(id)), ...columns.map((column) => bytes(4, encodeColumn(column)))]);
}

function encodeColumn({ CatalogName, Name, Label, Type, Precision, Scale, CaseSensitive }: ColumnInfo): Buffer {
  const hasScale = !WITHOUT_NUMBERS.test(Type);
  const hasPrecision = hasScale && Type !== 'date';
  return Buffer.concat([
    text(1, CatalogName),
    text(4, Name),
    text(5, Label),
    text(6, Type),
    ...(hasPrecision ? [number(7, Precision)] : []),
    ...(hasScale ? [number(8, Scale)] : []),
    number(9, UNKNOWN),
    ...(WITHOUT_CASE.test(Type) ? [] : [number(10, CaseSensitive ? 1 : 0)]),
  ]);
}

function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value));
}

function bytes(field: number, value: Uint8Array): Buffer {
  return Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

function varint(value: number): Buffer {
  const digits: number[] = [];
  let rest = value;
  while (rest > 127) {
    digits.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...digits, rest]);
}
