/** A column of a result. */
export type Column = {
  readonly name: string;
  /** Athena's own base name: `varchar`, `bigint`, `decimal`, `date`, `timestamp with time zone` … */
  readonly type: string;
  readonly precision: number;
  readonly scale: number;
};

/** One result. Cells are Athena's own text, exact; null is SQL NULL, '' is an empty string. */
export type Table = {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly scannedBytes: number;
  readonly elapsedMs: number;
  /** Who computed it, for the receipt: `Athena engine version 3`. */
  readonly engine: string;
  readonly executionId: string;
  /** True when an earlier result of the same statement was served again. */
  readonly reused: boolean;
  /** When a result that was served again had been worked out; missing when nobody tells. */
  readonly ranAt?: Date | undefined;
  /** DPUs of reserved capacity that ran it; its bytes then cost nothing. Missing when it was billed by bytes. */
  readonly reservedDpus?: number;
};

/** What a column means to a reader. */
export type Kind = 'number' | 'time' | 'boolean' | 'text';

const NUMBERS = new Set(['tinyint', 'smallint', 'integer', 'int', 'bigint', 'float', 'real', 'double', 'decimal']);

/** What a column's declared type means to a reader. `time` is a date or a timestamp. */
export function kindOf({ type }: Column): Kind {
  if (NUMBERS.has(type)) return 'number';
  if (type === 'date' || type.startsWith('timestamp')) return 'time';
  return type === 'boolean' ? 'boolean' : 'text';
}

/** A number cell as a JavaScript number, for drawing; null for SQL NULL and for what is no finite number. */
export function numberOf(cell: string | null | undefined): number | null {
  if (cell === null || cell === undefined || cell === '') return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}
