import type { AssistantLine } from './playground/assistant.ts';

/** Command lines that the playground offers to newcomers: questions over the shipped queries. */
export const EXAMPLES: readonly string[] = [
  '/owl sales by country',
  '/owl sales by month vs last year',
  '/owl orders by month in France 2025',
  '/owl top 5 products last quarter',
  '/owl sales by quarter split by product line',
  '/owl help',
];

/** Lines that the playground offers to say to its scripted assistant, with the tool calls that answer them. */
export const ASSISTANT_LINES: readonly AssistantLine[] = [
  { says: 'How did we sell last year?', tool: 'ask', arguments: { question: 'sales by month last year' } },
  { says: 'And only in France?', tool: 'ask', arguments: { question: 'only France' }, isFollowUp: true },
  { says: 'Which countries order most?', tool: 'ask', arguments: { question: 'top 5 countries by orders 2025' } },
  { says: 'What will we sell next year?', tool: 'ask', arguments: { question: 'forecast of sales next year' } },
  { says: 'What can I ask about?', tool: 'list_datasets', arguments: {} },
];
