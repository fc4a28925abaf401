import type { UnmetDemand, WeeklyCost } from '../../answer/audit-report.ts';
import type { Message } from './message.ts';
import type { Grid } from './table.ts';

import { formatBytes, formatCost } from '../../answer/receipt.ts';
import { dayWords } from '../../calendar/words.ts';
import { truncate } from '../../text/text.ts';
import { reportWords } from '../words.ts';
import { BLOCK_LIMITS, oneLine, plain } from './limits.ts';
import { sentenceMessage } from './sentence-message.ts';
import { tableBlock } from './table-block.ts';

/** The longest text of a cell. */
const CELL = 200;

/** Makes the message of what each dataset cost by week, from `since`, a day. */
export function costReport(costs: readonly WeeklyCost[], { since, nonce }: { since: string; nonce: string }): Message {
  const total = (sizeOf: (cost: WeeklyCost) => number) => costs.reduce((sum, cost) => sum + sizeOf(cost), 0);
  const sentence = reportWords.cost({
    since: dayWords(since),
    questions: total((cost) => cost.questions),
    read: formatBytes(total(({ scannedBytes }) => scannedBytes)),
    cost: formatCost(total(({ dollars }) => dollars)),
  });
  const columns = [
    text(reportWords.week),
    text(reportWords.dataset),
    number(reportWords.questions),
    number(reportWords.read),
    number(reportWords.dollars),
  ];
  const rows = costs.map(({ week, query, ...cost }) => [
    dayWords(week),
    query,
    cost.questions.toLocaleString('en'),
    formatBytes(cost.scannedBytes),
    formatCost(cost.dollars),
  ]);
  return reportMessage(sentence, gridOf(columns, rows, rows.length), { report: 'cost', nonce });
}

/** Makes the message of the questions that got no answer or no rows, from `since`, a day. */
export function demandReport(
  { questions, total }: UnmetDemand,
  { since, nonce }: { since: string; nonce: string },
): Message {
  const from = dayWords(since);
  if (total === 0) return sentenceMessage(reportWords.allAnswered(from), { nonce });
  const sentence = reportWords.demand(from);
  const columns = [text(reportWords.question), number(reportWords.asked), text(reportWords.answered)];
  const rows = questions.map(({ question, count, reason }) => [question, count.toLocaleString('en'), reason]);
  return reportMessage(sentence, gridOf(columns, rows, total), { report: 'demand', nonce });
}

function reportMessage(
  sentence: string,
  grid: Grid,
  { report, nonce }: { readonly report: 'cost' | 'demand'; readonly nonce: string },
): Message {
  const message = sentenceMessage(sentence, { nonce });
  if (grid.whole.rows === 0) return message;
  const left = grid.whole.rows - grid.rows.length;
  const note = plain(reportWords.more(left, report), BLOCK_LIMITS.sectionText);
  return {
    text: message.text,
    blocks: [
      ...message.blocks,
      tableBlock(grid, sentence, nonce),
      ...(left > 0 ? [{ type: 'context' as const, block_id: `left/${nonce}`, elements: [note] }] : []),
    ],
  };
}

type ReportColumn = Grid['columns'][number];

const text = (name: string): ReportColumn => ({ name, isNumber: false });

const number = (name: string): ReportColumn => ({ name, isNumber: true });

/** The first of `total` rows, as many as a table holds. */
function gridOf(columns: readonly ReportColumn[], all: readonly (readonly string[])[], total: number): Grid {
  const rows: string[][] = [];
  let left: number = BLOCK_LIMITS.table.text;
  for (const row of all.slice(0, BLOCK_LIMITS.table.rows - 1)) {
    const cells = row.map((cell) => truncate(oneLine(cell), CELL) || '–');
    left -= cells.reduce((sum, cell) => sum + cell.length, 0);
    if (left < 0) break;
    rows.push(cells);
  }
  return { kind: 'table', columns, rows, numbers: [], whole: { rows: total, columns: columns.length } };
}
