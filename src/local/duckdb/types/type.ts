/** A type of Trino. `precision` of a time is the digits of its seconds. The zone of timestamps is part of the type because DuckDB stores only instants. */
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

/** A field of a row: `name` is its name in Trino, absent for none, `stored` its name in DuckDB's STRUCT. */
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

/** The types without parameters. */
export type SimpleKind = (typeof SIMPLE_KINDS)[number];

/** Returns a type without parameters. */
export const simple = (kind: SimpleKind): Type => ({ kind });

/** Returns a decimal type. */
export const decimal = (precision: number, scale: number): Type => ({ kind: 'decimal', precision, scale });

/** Returns a timestamp type; `precision` is the digits of its seconds. */
export const timestamp = (precision = 3): Type => ({ kind: 'timestamp', precision });

/** Returns an array type. */
export const array = (element: Type): Type => ({ kind: 'array', element });

/** The type boolean. */
export const BOOLEAN = simple('boolean');

/** The type integer. */
export const INTEGER = simple('integer');

/** The type bigint. */
export const BIGINT = simple('bigint');

/** The type double. */
export const DOUBLE = simple('double');

/** The type date. */
export const DATE = simple('date');

/** The type json. */
export const JSON_TYPE = simple('json');

/** The type of a bare NULL. */
export const UNKNOWN = simple('unknown');

/** The type varchar without a limit. */
export const VARCHAR: Type = { kind: 'varchar' };

/** The most digits of each integer type, by kind. */
export const INTEGER_DIGITS: Readonly<Record<string, number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };

/** Whether a type is tinyint, smallint, integer or bigint. */
export const isInteger = ({ kind }: Type): boolean => kind in INTEGER_DIGITS;

/** Whether a type is real or double. */
export const isFloating = ({ kind }: Type): boolean => kind === 'real' || kind === 'double';

/** Whether a type is an integer, floating point or decimal type. */
export const isNumber = (type: Type): boolean => isInteger(type) || isFloating(type) || type.kind === 'decimal';

/** Whether a type is varchar or char. */
export const isText = ({ kind }: Type): boolean => kind === 'varchar' || kind === 'char';

/** Whether a type is an interval. */
export const isInterval = ({ kind }: Type): boolean => kind.startsWith('interval');

/** Returns a type as Trino prints it: `decimal(10,2)`, `array(varchar(3))`, `row(a integer)`. */
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

/** Returns the DuckDB type that holds the values of a Trino type. */
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

/** Quotes an identifier for SQL. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Quotes a text as a string literal of SQL. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Whether a name is that of a type without parameters. */
export const isSimpleKind = (name: string): name is SimpleKind => (SIMPLE_KINDS as readonly string[]).includes(name);

/** Whether two types are the same in Trino, where the zone of a timestamp is not part of its type. */
export const isSame = (left: Type, right: Type): boolean => left === right || display(left) === display(right);
