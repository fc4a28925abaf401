import type { DatasetPlan } from '../../src/answer/dataset/dataset-plan.ts';
import type { Request } from '../../src/question/request.ts';

import { planOf } from '../../src/answer/dataset/dataset-plan.ts';
import { CONTEXT } from './rules.ts';

/** The plan of a request over the sales dataset, on 27 November 2026. */
export function planIn(values: Request['values']): DatasetPlan {
  return planOf(
    CONTEXT.query,
    { query: 'sales', values, excluded: [] },
    {
      now: new Date('2026-11-27T12:00:00Z'),
      calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
    },
  );
}
