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

/**
 *   text → Request → Statement → Table → Chart → Picture
 *
 * The one way in and the one way out: slash command, filter click, digest, shell and test all come through `answer`.
 */
export type Run = (statement: Statement, signal: AbortSignal, options?: RunOptions) => Promise<Table>;

/** What is known of a run beside its statement. */
export type RunOptions = {
  /** The query that the statement answers, and what was asked of it; missing for lookups. */
  readonly query?: Query;
  readonly request?: Request;
  readonly asked?: Asked | undefined;
  /** Takes a sentence that the asker should read beside the answer. */
  readonly onNote?: (sentence: string) => void;
  /** No result may be used again that is older than this. */
  readonly notBefore?: Date | undefined;
};

/** In whose name the statements of an answer run, and on which terms. */
export type Asked = AskedBy & {
  /** Whether the asker has said that it may cost what it costs. */
  readonly isConfirmed?: boolean | undefined;
  /** Whether it is a digest, for which nobody waits. */
  readonly isDigest?: boolean | undefined;
  /** Told the place of a statement that has to wait among all that do: 1 for the next. */
  readonly onQueued?: ((place: number) => void) | undefined;
};

/** What an answer is computed with. */
export type AnswerContext = {
  readonly catalogue: () => Catalogue;
  readonly run: Run;
  /** Makes the next questions about a query, by its name, run anew instead of using earlier results again. */
  readonly forget?: (query: string) => void;
  readonly draw: Draw;
  /** The values of a parameter's menu; none when they cannot be had. */
  readonly values: (query: Query, param: Param) => Promise<readonly string[]>;
  /** The raw forms in the data of each value of a dataset's dimension, by the value as it is shown. */
  readonly rawForms?: (query: Query, param: Param) => Promise<RawForms>;
  /** When those values were looked up; undefined when they stand in the header, or never were. */
  readonly listedAt?: (query: Query, param: Param) => Date | undefined;
  /** How often a query, a choice or a value was asked for: near misses are ranked by it. */
  readonly use?: (word: string) => number;
  /** The newest day or moment in a query's data, in Athena's text; undefined when the query does not tell. */
  readonly freshness: (query: Query) => Promise<string | undefined>;
  /** Whom to ask for more; set for an asker who may not see everything, and only then. */
  readonly contact?: string | undefined;
  /** In whose name statements run; missing in the shell. */
  readonly asked?: Asked | undefined;
  readonly calendar: Calendar;
  /** For how many days numbers that were found right are said to be so. */
  readonly verifiedDays?: number;
  readonly look?: Look;
};
