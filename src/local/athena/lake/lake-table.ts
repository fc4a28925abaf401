import type { Source } from './column.ts';
import type { TableFolder } from './lake.ts';

/** A table of a lake as it can be queried. */
export type LakeTable = Pick<Source, 'columns' | 'partitionKeys' | 'hidden'> & {
  readonly database: string;
  readonly name: string;
  readonly format: TableFolder['format'];
  readonly files: TableFolder['files'];
  /** A sentence that names the file because of which the table cannot be queried; it then has no columns. Absent otherwise. */
  readonly unreadable?: string;
};

/** The tables of a lake by `database.name`. */
export type Lake = ReadonlyMap<string, LakeTable>;
