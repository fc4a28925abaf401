/** A column of a result. */
export type Column = {
  readonly name: string;
  /** Athena's base name of the type: `varchar`, `bigint`, `decimal`, `date`, `timestamp with time zone` … */
  readonly type: string;
  readonly precision: number;
  readonly scale: number;
};

/** The result of a statement. Cells are Athena's exact text; null is SQL NULL, '' is an empty string. */
export type Table = {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly scannedBytes: number;
  readonly elapsedMs: number;
  /** The engine that computed it, for the receipt: `Athena engine version 3`. */
  readonly engine: string;
  readonly executionId: string;
  /** Whether it is an earlier result of the same statement. */
  readonly reused: boolean;
  /** When a reused result was computed; missing when that is not known. */
  readonly ranAt?: Date | undefined;
  /** The DPUs of reserved capacity that ran it, whose bytes cost nothing; missing when it was billed by bytes. */
  readonly reservedDpus?: number;
};

/** The kind of a column's values for a reader. */
export type Kind = 'number' | 'time' | 'boolean' | 'text';

const NUMBERS = new Set(['tinyint', 'smallint', 'integer', 'int', 'bigint', 'float', 'real', 'double', 'decimal']);

/** Returns the kind of a declared type. `time` is a date or a timestamp. */
export function kindOf({ type }: Column): Kind {
  if (NUMBERS.has(type)) return 'number';
  if (type === 'date' || type.startsWith('timestamp')) return 'time';
  return type === 'boolean' ? 'boolean' : 'text';
}

/** Converts a number cell to a JavaScript number, for drawing; null for SQL NULL and for what is no finite number. */
export function numberOf(cell: string | null | undefined): number | null {
  if (cell === null || cell === undefined || cell === '') return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}
