import type {
  DuckDBBlobValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  DuckDBValue,
} from '@duckdb/node-api';
import { DuckDBDateValue } from '@duckdb/node-api';
import { ascending } from 'd3-array';

import type { Column } from '../../table/table.ts';
import type { Type } from './types/type.ts';

import { doubleText, intervalText, realText } from './natives/number-text.ts';
import { INTEGER_DIGITS, isInteger } from './types/type.ts';
import { offsetMinutes } from './types/zone.ts';

const LARGEST_VARCHAR = 2147483647;

const LARGEST_VARBINARY = 1073741824;

const PRECISIONS: Readonly<Record<string, number>> = {
  ...INTEGER_DIGITS,
  real: 17,
  double: 17,
  varbinary: LARGEST_VARBINARY,
};

/** Returns a result column as Athena's ColumnInfo describes it: the type without parameters, precision and scale. */
export function athenaColumn(name: string, type: Type): Column {
  switch (type.kind) {
    case 'decimal':
      return { name, type: 'decimal', precision: type.precision, scale: type.scale };
    case 'varchar':
      return { name, type: 'varchar', precision: type.length ?? LARGEST_VARCHAR, scale: 0 };
    case 'char':
      return { name, type: 'char', precision: type.length, scale: 0 };
    case 'time':
    case 'timestamp':
    case 'timestamp with time zone':
      return { name, type: type.kind, precision: type.precision, scale: 0 };
    default:
      return {
        name,
        type: type.kind === 'real' ? 'float' : type.kind,
        precision: PRECISIONS[type.kind] ?? 0,
        scale: 0,
      };
  }
}

/** Returns a value of DuckDB as the text that Athena prints for it; null for NULL. */
export function renderCell(value: DuckDBValue, type: Type): string | null {
  if (value === null) return null;
  switch (type.kind) {
    case 'double':
      return doubleText(value as number);
    case 'real':
      return realText(value as number);
    case 'char':
      return String(value).padEnd(type.length, ' ');
    case 'date':
      return value instanceof DuckDBDateValue ? value.toString() : String(value);
    case 'time':
      return clockText((value as DuckDBTimeValue).micros, type.precision);
    case 'timestamp':
      return timestampText((value as DuckDBTimestampValue).micros, type.precision);
    case 'timestamp with time zone': {
      const { micros } = value as DuckDBTimestampTZValue;
      const offset = offsetMinutes(type.zone, Number(micros / 1000n));
      return `${timestampText(micros + BigInt(offset) * 60_000_000n, type.precision)} ${type.zone}`;
    }
    case 'interval day to second': {
      const { days, micros } = value as DuckDBIntervalValue;
      return intervalText(Number(BigInt(days) * 86_400_000n + micros / 1000n));
    }
    case 'interval year to month': {
      const { months } = value as DuckDBIntervalValue;
      return `${months < 0 ? '-' : ''}${Math.trunc(Math.abs(months) / 12)}-${Math.abs(months) % 12}`;
    }
    case 'varbinary':
      return Array.from((value as DuckDBBlobValue).bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    case 'array':
      return `[${(value as DuckDBListValue).items.map((item) => renderCell(item, type.element) ?? 'null').join(', ')}]`;
    case 'map':
      return mapText(value as DuckDBMapValue, type);
    case 'row': {
      const { entries } = value as DuckDBStructValue;
      const fields = type.fields.map((field) => {
        const text = renderCell(entries[field.stored] ?? null, field.type) ?? 'null';
        return field.name ? `${field.name}=${text}` : text;
      });
      return `{${fields.join(', ')}}`;
    }
    default:
      return String(value);
  }
}

/** Athena prints a map's keys in ascending order. */
function mapText({ entries }: DuckDBMapValue, type: Extract<Type, { kind: 'map' }>): string {
  const texts = entries.map(
    ({ key, value }) => [renderCell(key, type.key) ?? 'null', renderCell(value, type.value) ?? 'null'] as const,
  );
  const compare = isInteger(type.key)
    ? ([a]: readonly [string, string], [b]: readonly [string, string]) => Number(BigInt(a) - BigInt(b))
    : byText;
  return `{${texts
    .sort(compare)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')}}`;
}

const byText = ([a]: readonly [string, string], [b]: readonly [string, string]): number => ascending(a, b);

function timestampText(micros: bigint, precision: number): string {
  const day = micros >= 0n ? micros / 86_400_000_000n : -((-micros + 86_399_999_999n) / 86_400_000_000n);
  return `${new DuckDBDateValue(Number(day)).toString()} ${clockText(micros - day * 86_400_000_000n, precision)}`;
}

function clockText(micros: bigint, precision: number): string {
  const parts = [micros / 3_600_000_000n, (micros / 60_000_000n) % 60n, (micros / 1_000_000n) % 60n];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  if (precision === 0) return clock;
  return `${clock}.${String(micros % 1_000_000n)
    .padStart(6, '0')
    .slice(0, precision)}`;
}
