import type { Source } from './column.ts';
import type { TableFolder } from './lake.ts';

/** A table of the lake, as it can be queried now. */
export type LakeTable = Pick<Source, 'columns' | 'partitionKeys' | 'hidden'> & {
  readonly database: string;
  readonly name: string;
  readonly format: TableFolder['format'];
  readonly files: TableFolder['files'];
  /** Why it cannot be queried: a sentence that names the file. It has no columns then. */
  readonly unreadable?: string;
};

/** Tables by `database.name`. */
export type Lake = ReadonlyMap<string, LakeTable>;
