import { z } from 'zod';

/** The schema of `verified:`, who verified a query's numbers and on which day. */
export const VERIFIED = z.strictObject({
  by: z.string().trim().min(1).max(80).describe('by: "#analytics"'),
  on: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-03-01')
    .describe('on: 2026-03-01'),
});
