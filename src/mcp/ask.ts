import type { CallToolResult } from '@modelcontextprotocol/server';
import { z } from 'zod';

import type { Answer } from '../answer/answer.ts';
import type { AskedBy } from '../answer/audit.ts';
import type { McpContext } from './context.ts';

import { answer } from '../answer/answer.ts';
import { answeredEntry, unansweredEntry } from '../answer/audit.ts';
import { followUp } from '../answer/follow-up.ts';
import { receiptOf } from '../answer/receipt.ts';
import { help, helpTopic } from '../question/help.ts';
import { toCsv } from '../table/csv.ts';
import { writeHelp } from './help-text.ts';
import { textResult } from './result.ts';

/** So many rows are given as data, and so many as text. */
const MOST_ROWS = { data: 1000, text: 50 } as const;

/** What `ask` takes. */
export const ASK_INPUT = z.object({
  question: z.string().min(1).max(2000).describe('the question in plain words, or a change of the one in `after`'),
  after: z.string().max(2000).optional().describe('the canonical text of an earlier answer that the question changes'),
});

/** The data of an answer. Cells are Athena's exact text; null is NULL. */
export const ASK_OUTPUT = z.object({
  canonical: z.string().optional(),
  understood: z.string().optional(),
  finding: z.string().optional(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
  rows: z.array(z.array(z.string().nullable())).optional(),
  rowCount: z.number().optional(),
  isCut: z.boolean().optional().describe('whether there are more rows than are given here'),
  asOf: z.string().optional().describe('the newest day or moment in the data'),
  scannedBytes: z.number().optional(),
  reused: z.boolean().optional(),
  receipt: z.string().optional(),
});

/** Answers a question, or a change of an earlier one; a text that asks for help gets help. Throws a UserError for what is refused. */
export async function ask(
  { question, after }: z.infer<typeof ASK_INPUT>,
  { answerContext, now, audit, onFault }: McpContext,
  { by, signal }: { readonly by: AskedBy; readonly signal: AbortSignal },
): Promise<CallToolResult> {
  const topic = helpTopic(question);
  if (topic) return textResult(writeHelp(help(answerContext.catalogue(), topic.topic)), {});
  const at = now();
  try {
    const changed = after === undefined ? undefined : await followUp(question, after, answerContext, { now: at });
    const answered = await answer(changed ?? question, answerContext, { now: at, signal });
    await audit(answeredEntry(answered, by, at)).catch(onFault);
    return resultOf(answered);
  } catch (error) {
    await audit(unansweredEntry(question, error, { by, at, signal })).catch(onFault);
    throw error;
  }
}

function resultOf(answered: Answer): CallToolResult {
  const { text, title, subtitle, table, chart, asOf, picture, alternatives } = answered;
  const understood = [title, subtitle].filter(Boolean).join(' · ');
  const receipt = receiptOf(answered);
  const structuredContent = {
    canonical: text,
    understood,
    finding: chart.headline,
    columns: table.columns.map(({ name, type }) => ({ name, type })),
    rows: table.rows.slice(0, MOST_ROWS.data).map((row) => [...row]),
    rowCount: table.rows.length,
    isCut: table.rows.length > MOST_ROWS.data,
    ...(asOf !== undefined && { asOf }),
    scannedBytes: table.scannedBytes,
    reused: table.reused,
    receipt,
  };
  const words = [
    chart.headline,
    chart.notice,
    `Understood as: ${understood}`,
    ...alternatives.map(
      ({ word, taken, meaning, text: other }) => `“${word}” is taken as ${taken}; for ${meaning} ask: ${other}`,
    ),
    '',
    toCsv({ columns: table.columns, rows: table.rows.slice(0, MOST_ROWS.text) }).trimEnd(),
    table.rows.length > MOST_ROWS.text && `… and ${table.rows.length - MOST_ROWS.text} more rows`,
    '',
    receipt,
    `Ask again: ${text}`,
  ];
  const written = words.filter((line) => line !== undefined && line !== false).join('\n');
  return {
    content: [
      { type: 'text', text: written },
      ...(picture
        ? [{ type: 'image' as const, data: Buffer.from(picture.png).toString('base64'), mimeType: 'image/png' }]
        : []),
    ],
    structuredContent,
  };
}
