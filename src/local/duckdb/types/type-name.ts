import type { TypeName } from '../../../trino/syntax.ts';
import type { Type } from './type.ts';

import { TrinoError } from '../../../trino/error.ts';
import { decimal, isSimpleKind, simple } from './type.ts';

const ALIASES: Readonly<Record<string, string>> = {
  int: 'integer',
  'interval year to year': 'interval year to month',
  'interval day to day': 'interval day to second',
};

/** A timestamp without a precision has milliseconds. */
const DEFAULT_PRECISION = 3;

const DEFAULT_ZONE = 'UTC';

/** DuckDB keeps microseconds. */
const FINEST_PRECISION = 6;

/**
 * Returns the type of a name such as `decimal(10, 2)` in a CAST. Throws TYPE_MISMATCH for an unknown one,
 * INVALID_FUNCTION_ARGUMENT for a decimal out of range, NOT_SUPPORTED for a precision finer than microseconds.
 */
export function resolveType(name: TypeName): Type {
  const resolved = find(name);
  if (!resolved) throw new TrinoError('TYPE_MISMATCH', `Unknown type: ${name.name}`, name.at);
  return resolved;
}

function find(name: TypeName): Type | undefined {
  const kind = ALIASES[name.name] ?? name.name;
  const [first, second] = name.arguments;
  const size = typeof first === 'number' ? first : undefined;
  switch (kind) {
    case 'decimal':
      return checkedDecimal(size ?? 38, typeof second === 'number' ? second : 0, name);
    case 'varchar':
      return { kind, length: size };
    case 'char':
      return { kind, length: size ?? 1 };
    case 'time':
    case 'timestamp':
      return { kind, precision: precisionOf(size, name) };
    case 'timestamp with time zone':
      return { kind, precision: precisionOf(size, name), zone: DEFAULT_ZONE };
    case 'array':
      return typeof first === 'object' ? { kind, element: resolveType(first) } : undefined;
    case 'map':
      if (typeof first !== 'object' || typeof second !== 'object') return undefined;
      return { kind, key: resolveType(first), value: resolveType(second) };
    case 'row':
      return rowType(name);
    default:
      return isSimpleKind(kind) ? simple(kind) : undefined;
  }
}

function checkedDecimal(precision: number, scale: number, { at }: TypeName): Type {
  if (precision < 1 || precision > 38) {
    throw new TrinoError('INVALID_FUNCTION_ARGUMENT', `DECIMAL precision must be in range [1, 38]: ${precision}`, at);
  }
  if (scale > precision) {
    throw new TrinoError(
      'INVALID_FUNCTION_ARGUMENT',
      `DECIMAL scale must be in range [0, precision (${precision})]: ${scale}`,
      at,
    );
  }
  return decimal(precision, scale);
}

function precisionOf(size: number | undefined, { name, at }: TypeName): number {
  const precision = size ?? DEFAULT_PRECISION;
  if (precision <= FINEST_PRECISION) return precision;
  throw new TrinoError(
    'NOT_SUPPORTED',
    `${name}(${precision}) is not supported by the embedded engine: its finest is ${FINEST_PRECISION}`,
    at,
  );
}

function rowType({ fields = [], arguments: parts }: TypeName): Type {
  const written =
    fields.length > 0 ? fields : parts.flatMap((type) => (typeof type === 'object' ? [{ name: undefined, type }] : []));
  return {
    kind: 'row',
    fields: written.map(({ name, type }, index) => ({
      name,
      stored: `f${index + 1}`, // its position keeps equal and missing names apart
      type: resolveType(type),
    })),
  };
}
