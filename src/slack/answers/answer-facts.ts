import type { Answer } from '../../answer/answer.ts';
import type { AnswerContext } from '../../answer/context.ts';
import type { AnswerFacts } from '../../digests/conditions.ts';

import { figuresOf } from '../../answer/figures.ts';
import { spanOf } from '../../calendar/span.ts';
import { periodParam } from '../../catalogue/param.ts';
import { valuesOf } from '../../question/request.ts';

/** Returns the facts of an answer that the conditions of digests check. */
export function factsOf(answered: Answer, now: Date, calendar: AnswerContext['calendar']): AnswerFacts {
  const { table, asOf, query, request } = answered;
  const param = periodParam(query);
  const [period] = (param && valuesOf(request, param)) ?? [];
  const span = period === undefined ? undefined : spanOf(period, now, calendar);
  return { rows: table.rows, asOf, periodStart: span?.start, periodEnd: span?.end, figures: figuresOf(answered) };
}
