import type { DuckDBDecimalType, DuckDBListType, DuckDBMapType, DuckDBStructType, DuckDBType } from '@duckdb/node-api';
import { DuckDBTypeId } from '@duckdb/node-api';

import type { Type } from '../../duckdb/types/type.ts';

import {
  array,
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  INTEGER,
  simple,
  timestamp,
  VARCHAR,
} from '../../duckdb/types/type.ts';

/** Returns a type's name in the Glue catalog: `string`, `int`, `decimal(10,2)`, `array<string>`, `struct<a:int>`. */
export function hiveName(type: Type): string {
  switch (type.kind) {
    case 'varchar':
      return type.length === undefined ? 'string' : `varchar(${type.length})`;
    case 'char':
      return `char(${type.length})`;
    case 'integer':
      return 'int';
    case 'real':
      return 'float';
    case 'varbinary':
      return 'binary';
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'array':
      return `array<${hiveName(type.element)}>`;
    case 'map':
      return `map<${hiveName(type.key)},${hiveName(type.value)}>`;
    case 'row':
      return `struct<${type.fields.map((field) => `${field.name ?? field.stored}:${hiveName(field.type)}`).join(',')}>`;
    default:
      return type.kind;
  }
}

const DECLARED: Readonly<Record<string, Type>> = {
  string: VARCHAR,
  varchar: VARCHAR,
  boolean: BOOLEAN,
  tinyint: simple('tinyint'),
  smallint: simple('smallint'),
  int: INTEGER,
  integer: INTEGER,
  bigint: BIGINT,
  float: simple('real'),
  real: simple('real'),
  double: DOUBLE,
  decimal: decimal(10, 0),
  date: DATE,
  timestamp: timestamp(),
  binary: simple('varbinary'),
  varbinary: simple('varbinary'),
};

/** Returns the type of a name that an author declares for a column, such as `decimal(10,2)`; undefined for an unknown name. */
export function parseHiveType(text: string): Type | undefined {
  const [, name = '', first, second] =
    text
      .trim()
      .toLowerCase()
      .match(/^(\w+)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?$/) ?? [];
  if (first === undefined) return DECLARED[name];
  const [precision, scale] = [Number(first), Number(second ?? 0)];
  if (name === 'decimal')
    return precision >= 1 && precision <= 38 && scale <= precision ? decimal(precision, scale) : undefined;
  if (name === 'timestamp' && precision === 3) return timestamp();
  if (second !== undefined || precision < 1) return undefined;
  if (name === 'varchar') return { kind: 'varchar', length: precision };
  return name === 'char' ? { kind: 'char', length: precision } : undefined;
}

const SIMPLE: Readonly<Partial<Record<DuckDBTypeId, Type>>> = {
  [DuckDBTypeId.BOOLEAN]: BOOLEAN,
  [DuckDBTypeId.TINYINT]: simple('tinyint'),
  [DuckDBTypeId.SMALLINT]: simple('smallint'),
  [DuckDBTypeId.INTEGER]: INTEGER,
  [DuckDBTypeId.BIGINT]: BIGINT,
  [DuckDBTypeId.UTINYINT]: simple('smallint'),
  [DuckDBTypeId.USMALLINT]: INTEGER,
  [DuckDBTypeId.UINTEGER]: BIGINT,
  [DuckDBTypeId.UBIGINT]: decimal(20, 0),
  [DuckDBTypeId.HUGEINT]: decimal(38, 0),
  [DuckDBTypeId.FLOAT]: simple('real'),
  [DuckDBTypeId.DOUBLE]: DOUBLE,
  [DuckDBTypeId.VARCHAR]: VARCHAR,
  [DuckDBTypeId.ENUM]: VARCHAR,
  [DuckDBTypeId.UUID]: VARCHAR,
  [DuckDBTypeId.TIME]: VARCHAR,
  [DuckDBTypeId.BLOB]: simple('varbinary'),
  [DuckDBTypeId.DATE]: DATE,
  [DuckDBTypeId.TIMESTAMP]: timestamp(),
  [DuckDBTypeId.TIMESTAMP_S]: timestamp(),
  [DuckDBTypeId.TIMESTAMP_MS]: timestamp(),
  [DuckDBTypeId.TIMESTAMP_NS]: timestamp(),
  [DuckDBTypeId.TIMESTAMP_TZ]: timestamp(),
};

/** Returns the Athena type for a column that DuckDB found in a file; undefined when Athena has none for it. */
export function typeOfColumn(type: DuckDBType): Type | undefined {
  switch (type.typeId) {
    case DuckDBTypeId.DECIMAL: {
      const { width, scale } = type as DuckDBDecimalType;
      return decimal(width, scale);
    }
    case DuckDBTypeId.LIST: {
      const element = typeOfColumn((type as DuckDBListType).valueType);
      return element && array(element);
    }
    case DuckDBTypeId.MAP: {
      const { keyType, valueType } = type as DuckDBMapType;
      const [key, value] = [typeOfColumn(keyType), typeOfColumn(valueType)];
      return key && value && { kind: 'map', key, value };
    }
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = type as DuckDBStructType;
      const fields = entryNames.map((name, at) => ({
        name: name.toLowerCase(),
        stored: name.toLowerCase(),
        type: typeOfColumn(entryTypes[at]!),
      }));
      return fields.every(hasType) ? { kind: 'row', fields } : undefined;
    }
    default:
      return SIMPLE[type.typeId];
  }
}

function hasType<T extends { type: Type | undefined }>(field: T): field is T & { type: Type } {
  return field.type !== undefined;
}
