import type { ChartKind } from './chart.ts';

/** What a person asked. Only what differs from the query's defaults is held, so that one meaning has one text. */
export type Request = {
  readonly query: string;
  /** Canonical texts by parameter name. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly compare?: 'previous' | 'last year';
  readonly as?: ChartKind;
};
