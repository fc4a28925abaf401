/** Trino's types. A time zone is part of the type here: DuckDB keeps only the instant, so the zone must be known before. */
export type Type =
  | { readonly kind: SimpleKind }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'varchar'; readonly length?: number }
  | { readonly kind: 'char'; readonly length: number }
  | { readonly kind: 'time' | 'timestamp'; readonly precision: number }
  | { readonly kind: 'timestamp with time zone'; readonly precision: number; readonly zone: string }
  | { readonly kind: 'array'; readonly element: Type }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'row'; readonly fields: readonly RowField[] }
  | { readonly kind: 'function'; readonly parameters: readonly Type[]; readonly result: Type };

/** `stored` is the field's name in DuckDB's STRUCT; a Trino row may have fields without a name. */
export type RowField = { readonly name?: string; readonly stored: string; readonly type: Type };

const SIMPLE_KINDS = [
  'boolean',
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'real',
  'double',
  'varbinary',
  'date',
  'json',
  'uuid',
  'unknown',
  'interval day to second',
  'interval year to month',
] as const;

export type SimpleKind = (typeof SIMPLE_KINDS)[number];

export const simple = (kind: SimpleKind): Type => ({ kind });

export const decimal = (precision: number, scale: number): Type => ({ kind: 'decimal', precision, scale });

export const timestamp = (precision = 3): Type => ({ kind: 'timestamp', precision });

export const array = (element: Type): Type => ({ kind: 'array', element });

export const BOOLEAN = simple('boolean');

export const INTEGER = simple('integer');

export const BIGINT = simple('bigint');

export const DOUBLE = simple('double');

export const DATE = simple('date');

export const JSON_TYPE = simple('json');

export const UNKNOWN = simple('unknown');

export const VARCHAR: Type = { kind: 'varchar' };

/** The widest an integer type can print, as the precision of the decimal that holds it. */
export const INTEGER_DIGITS: Readonly<Record<string, number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };

export const isInteger = ({ kind }: Type): boolean => kind in INTEGER_DIGITS;

export const isFloating = ({ kind }: Type): boolean => kind === 'real' || kind === 'double';

export const isNumber = (type: Type): boolean => isInteger(type) || isFloating(type) || type.kind === 'decimal';

export const isText = ({ kind }: Type): boolean => kind === 'varchar' || kind === 'char';

export const isInterval = ({ kind }: Type): boolean => kind.startsWith('interval');

/** A type as Trino prints it: `decimal(10,2)`, `array(varchar(3))`, `row(a integer)`. */
export function display(type: Type): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'varchar':
      return type.length === undefined ? 'varchar' : `varchar(${type.length})`;
    case 'char':
      return `char(${type.length})`;
    case 'time':
    case 'timestamp':
      return `${type.kind}(${type.precision})`;
    case 'timestamp with time zone':
      return `timestamp(${type.precision}) with time zone`;
    case 'array':
      return `array(${display(type.element)})`;
    case 'map':
      return `map(${display(type.key)}, ${display(type.value)})`;
    case 'row':
      return `row(${type.fields.map((field) => (field.name ? `${field.name} ` : '') + display(field.type)).join(', ')})`;
    case 'function':
      return `function(${[...type.parameters, type.result].map(display).join(',')})`;
    default:
      return type.kind;
  }
}

const DUCKDB_NAMES: Readonly<Record<SimpleKind, string>> = {
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  real: 'FLOAT',
  double: 'DOUBLE',
  varbinary: 'BLOB',
  date: 'DATE',
  json: 'VARCHAR',
  uuid: 'UUID',
  unknown: 'INTEGER',
  'interval day to second': 'INTERVAL',
  'interval year to month': 'INTERVAL',
};

/** The DuckDB type that carries a Trino type. */
export function duckdbType(type: Type): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'varchar':
    case 'char':
      return 'VARCHAR';
    case 'time':
      return 'TIME';
    case 'timestamp':
      return 'TIMESTAMP';
    case 'timestamp with time zone':
      return 'TIMESTAMPTZ';
    case 'array':
      return `${duckdbType(type.element)}[]`;
    case 'map':
      return `MAP(${duckdbType(type.key)}, ${duckdbType(type.value)})`;
    case 'row':
      return `STRUCT(${type.fields.map((field) => `${quoteName(field.stored)} ${duckdbType(field.type)}`).join(', ')})`;
    case 'function':
      throw new Error('a function has no DuckDB type');
    default:
      return DUCKDB_NAMES[type.kind];
  }
}

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const isSimpleKind = (name: string): name is SimpleKind => (SIMPLE_KINDS as readonly string[]).includes(name);

/** Whether two types are the same to Trino. The zone of a timestamp is no part of its Trino type. */
export const isSame = (left: Type, right: Type): boolean => left === right || display(left) === display(right);
