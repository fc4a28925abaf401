/** What the playground offers to be typed: questions of the shipped queries. */
export const EXAMPLES: readonly string[] = [
  '/owl sales by country',
  '/owl sales by month vs last year',
  '/owl orders by month in France 2025',
  '/owl top 5 products last quarter',
  '/owl sales by quarter split by product line',
  '/owl help',
];
