import { z } from 'zod';

/** `goal` of a file: the size that a measure is to reach, for a whole answer or for each bucket of a grain of time. */
export const GOAL = z.strictObject({
  measure: z.string().trim().min(1).describe('measure: sales'),
  value: z.number().describe('value: 100000'),
  per: z.enum(['hour', 'day', 'week', 'month', 'quarter', 'year']).optional(),
});
