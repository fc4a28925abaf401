import type { Chart, Draw, Picture } from './chart.ts';
import type { Query } from './query.ts';
import type { Request } from './request.ts';
import type { Statement } from './statement.ts';
import type { Table } from './table.ts';

/**
 *   text → Request → Statement → Table → Chart → Picture
 *
 * The one way in and the one way out: slash command, filter click, digest, shell and test all come through `answer`.
 */
export type Run = (statement: Statement, signal: AbortSignal) => Promise<Table>;

export type Answer = {
  /** The request's canonical text: everything needed to ask it again. */
  readonly text: string;
  readonly request: Request;
  readonly query: Query;
  readonly statement: Statement;
  readonly table: Table;
  readonly chart: Chart;
  readonly title: string;
  /** How the question was understood: filters and period in words. */
  readonly subtitle: string;
  /** Missing when drawing failed; the words stand without it. */
  readonly picture?: Picture;
  /** The newest day in the data, when the query tells it. */
  readonly asOf?: string;
};

export type { Draw };
