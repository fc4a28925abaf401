import type { CallToolResult } from '@modelcontextprotocol/server';
import { z } from 'zod';

import type { Answer } from '../answer/answer.ts';
import type { AskedBy } from '../answer/audit.ts';
import type { Table } from '../table/table.ts';
import type { McpContext, SlackBot } from './context.ts';

import { answer } from '../answer/answer.ts';
import { answeredEntry, unansweredEntry } from '../answer/audit.ts';
import { followUp } from '../answer/follow-up.ts';
import { receiptOf } from '../answer/receipt.ts';
import { UserError } from '../error.ts';
import { help, helpTopic } from '../question/help.ts';
import { toCsv } from '../table/csv.ts';
import { writeHelp } from './help-text.ts';
import { slackMeta, textResult } from './result.ts';

/** So many rows are given at most, and so many characters of them: as data, and as text. */
const MOST = { data: { rows: 1000, characters: 200_000 }, text: { rows: 50, characters: 10_000 } } as const;

/** The input schema of the tool `ask`. */
export const ASK_INPUT = z.object({
  question: z.string().min(1).max(2000).describe('the question in plain words, or a change of the one in `after`'),
  after: z.string().max(2000).optional().describe('the canonical text of an earlier answer that the question changes'),
  confirmed: z
    .boolean()
    .optional()
    .describe('true once the person has agreed to what a question costs that was asked back for its size'),
});

/** The output schema of the tool `ask`. Cells are Athena's exact text; null is NULL. */
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

/** Who asks, and how long an answer may take. */
export type AskOptions = {
  readonly by: AskedBy;
  /** Milliseconds after which the question is refused. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** Makes the blocks of the answer; missing unless Slack's assistant asks. */
  readonly slack?: SlackBot | undefined;
};

/**
 * Answers a question, or a change of an earlier one; a text that asks for help gets help. Throws a UserError for what is
 * refused, and when the deadline has passed.
 */
export async function ask(
  { question, after, confirmed }: z.infer<typeof ASK_INPUT>,
  { answerContext, now, audit, onFault }: McpContext,
  { by, deadlineMs, signal: cancelled, slack }: AskOptions,
): Promise<CallToolResult> {
  const topic = helpTopic(question);
  if (topic) return textResult(writeHelp(help(answerContext.catalogue(), topic.topic)), {});
  const at = now();
  const context = { ...answerContext, asked: { ...by, isConfirmed: confirmed } };
  const late = AbortSignal.timeout(deadlineMs);
  const signal = AbortSignal.any([cancelled, late]);
  try {
    const changed = after === undefined ? undefined : await followUp(question, after, answerContext, { now: at });
    const answered = await answer(changed ?? question, context, { now: at, signal });
    await audit(answeredEntry(answered, by, at)).catch(onFault);
    const blocks = await slack?.answerBlocks(answered).catch((error) => onFault(error));
    return { ...resultOf(answered), ...slackMeta(blocks ?? undefined) };
  } catch (error) {
    await audit(unansweredEntry(question, error, { by, at, signal })).catch(onFault);
    if (late.aborted) throw new UserError(tooSlow(deadlineMs), { cause: error });
    if (cancelled.aborted) throw new UserError('the question was cancelled: ask it again', { cause: error });
    throw error;
  }
}

function tooSlow(deadlineMs: number): string {
  const seconds = Math.round(deadlineMs / 1000);
  return `this takes longer than ${seconds} seconds, so the query was stopped: ask for a shorter period, or ask in Slack`;
}

/** The first rows, as many as have room. */
function firstRows({ rows }: Table, most: { readonly rows: number; readonly characters: number }): Table['rows'] {
  let characters = 0;
  const end = rows.findIndex((row, index) => {
    characters += row.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
    return index >= most.rows || characters > most.characters;
  });
  return end < 0 ? rows : rows.slice(0, end);
}

function resultOf(answered: Answer): CallToolResult {
  const { text, title, subtitle, table, chart, asOf, picture, alternatives } = answered;
  const understood = [title, subtitle].filter(Boolean).join(' · ');
  const receipt = receiptOf(answered);
  const rows = firstRows(table, MOST.data);
  const written = firstRows(table, MOST.text);
  const structuredContent = {
    canonical: text,
    understood,
    finding: chart.headline,
    columns: table.columns.map(({ name, type }) => ({ name, type })),
    rows: rows.map((row) => [...row]),
    rowCount: table.rows.length,
    isCut: table.rows.length > rows.length,
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
    toCsv({ columns: table.columns, rows: written }).trimEnd(),
    table.rows.length > written.length && `… and ${table.rows.length - written.length} more rows`,
    '',
    receipt,
    ...(answered.notes ?? []),
    `Ask again: ${text}`,
  ];
  const said = words.filter((line) => line !== undefined && line !== false).join('\n');
  return {
    content: [
      { type: 'text', text: said },
      ...(picture
        ? [{ type: 'image' as const, data: Buffer.from(picture.png).toString('base64'), mimeType: 'image/png' }]
        : []),
    ],
    structuredContent,
  };
}
