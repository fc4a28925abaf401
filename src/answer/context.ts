import type { Calendar } from '../calendar/span.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Param, Query } from '../catalogue/query.ts';
import type { Draw } from '../chart/chart.ts';
import type { Look } from '../chart/options.ts';
import type { Request } from '../question/request.ts';
import type { Table } from '../table/table.ts';
import type { AskedBy } from './audit.ts';
import type { Statement } from './statement.ts';
import type { RawForms } from './value-lists.ts';

/** Runs a statement and resolves to its rows. Rejects with a UserError that an asker can understand, and with the signal's reason once it aborts. */
export type Run = (statement: Statement, signal: AbortSignal, options?: RunOptions) => Promise<Table>;

/** What is known of a run beside its statement. */
export type RunOptions = {
  /** The query that the statement answers, and its request; missing for lookups. */
  readonly query?: Query;
  readonly request?: Request;
  readonly asked?: Asked | undefined;
  /** Called with a sentence that the asker should read beside the answer. */
  readonly onNote?: (sentence: string) => void;
  /** The oldest moment from which a finished result may be reused. */
  readonly notBefore?: Date | undefined;
  /** The most rows that the result may have; missing for the client's own limit. */
  readonly rowLimit?: number;
  /** Shares the run with other instances; missing for a run that is not shared. */
  readonly announcement?: Announcement | undefined;
};

/** Shares one run with other instances over the same store; its methods are called at the stages of the run. */
export type Announcement = {
  /** Called when the run's turn has come. Resolves to the result of another instance's run of the same, or to undefined when it is to be started. */
  readonly begin: (signal: AbortSignal) => Promise<Table | undefined>;
  /** Takes Athena's id of the run. */
  readonly started: (executionId: string) => void;
  /** Called when the last asker of this instance has left; resolves to whether no other instance waits, so that the run is to be stopped. */
  readonly leave: () => Promise<boolean>;
};

/** The state of a statement that Athena runs, or has in its queue. */
export type RunProgress = {
  readonly executionId: string;
  /** Whether it waits in Athena's own queue. */
  readonly isQueued: boolean;
  /** The bytes that it has read so far. */
  readonly scannedBytes: number;
};

/** In whose name, and on which terms, the statements of an answer run. */
export type Asked = AskedBy & {
  /** Whether the asker has agreed to what it costs. */
  readonly isConfirmed?: boolean | undefined;
  /** Whether a digest asks; its statements run after those of people. */
  readonly isDigest?: boolean | undefined;
  /** Called with the position of a statement that has to wait in the queue: 1 for the next. */
  readonly onQueued?: ((position: number) => void) | undefined;
  /** Called each time that Athena tells how far one of the statements is. */
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
};

/** Everything that an answer is computed with: the catalogue, the functions that reach Athena and draw, and settings. */
export type AnswerContext = {
  /** Returns the catalogue as it is now; it may be another one at the next call. */
  readonly catalogue: () => Catalogue;
  readonly run: Run;
  /** Drops earlier results of a query, and how new its data are, so that the next questions about it read both anew. Takes the query's name. */
  readonly forget?: (query: string) => void;
  readonly draw: Draw;
  /** Returns the values of a parameter's menu; none when they cannot be read. */
  readonly values: (query: Query, param: Param) => Promise<readonly string[]>;
  /** Returns the raw forms in the data of a dimension's values, by the value as shown. */
  readonly rawForms?: (query: Query, param: Param) => Promise<RawForms>;
  /** Returns when those values were read; undefined when they stand in the header or were never read. */
  readonly listedAt?: (query: Query, param: Param) => Date | undefined;
  /** How often a query, a choice or a value was asked for: near misses are ranked by it. */
  readonly popularity?: (word: string) => number;
  /**
   * Returns the newest day or moment in a query's data, in Athena's text; undefined when the query does not tell. It was read
   * within the last quarter of an hour, or with `isNew` within the last minute.
   */
  readonly freshness: (query: Query, options?: { readonly isNew?: boolean }) => Promise<string | undefined>;
  /** Whom to ask for more access; set only for an asker who may not see everything. */
  readonly contact?: string | undefined;
  /** In whose name statements run; missing where nobody asks, as in checks. */
  readonly asked?: Asked | undefined;
  readonly calendar: Calendar;
  /** The number of days for which a verification counts. */
  readonly verifiedDays?: number;
  readonly look?: Look;
};
