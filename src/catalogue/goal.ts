import { z } from 'zod';

/** The schema of `goal`: the value that a measure should reach, of a whole answer or of each bucket of a grain of time. */
export const GOAL = z.strictObject({
  measure: z.string().trim().min(1).describe('measure: sales'),
  value: z.number().describe('value: 100000'),
  per: z.enum(['hour', 'day', 'week', 'month', 'quarter', 'year']).optional(),
});
