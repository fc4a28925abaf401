import type { UnmetDemand, WeeklyCost } from '../../answer/audit-report.ts';
import type { Message } from './message.ts';
import type { Grid } from './table.ts';

import { formatBytes, formatCost } from '../../answer/receipt.ts';
import { dayWords } from '../../calendar/words.ts';
import { truncate } from '../../text/text.ts';
import { BLOCK_LIMITS, oneLine, plain } from './limits.ts';
import { sentenceMessage } from './sentence-message.ts';
import { tableBlock } from './table-block.ts';

/** The longest text of a cell. */
const CELL = 200;

/** Where the rest stands when a table holds no more. */
const REST = { cost: 'audit --cost', demand: 'audit --demand' } as const;

/** Makes the message of what each dataset cost by week, from `since`, a day. */
export function costReport(costs: readonly WeeklyCost[], { since, nonce }: { since: string; nonce: string }): Message {
  const total = (sizeOf: (cost: WeeklyCost) => number) => costs.reduce((sum, cost) => sum + sizeOf(cost), 0);
  const questions = total((cost) => cost.questions);
  const asked = `${questions.toLocaleString('en')} ${questions === 1 ? 'question was' : 'questions were'} answered`;
  const read = `${formatBytes(total(({ scannedBytes }) => scannedBytes))} read for about ${formatCost(total(({ dollars }) => dollars))}`;
  const sentence = `Since ${dayWords(since)} ${asked}, ${read}.`;
  const columns = [text('Week of'), text('Dataset'), number('Questions'), number('Read'), number('Cost')];
  const rows = costs.map(({ week, query, ...cost }) => [
    dayWords(week),
    query,
    cost.questions.toLocaleString('en'),
    formatBytes(cost.scannedBytes),
    formatCost(cost.dollars),
  ]);
  return reportMessage(sentence, gridOf(columns, rows, rows.length), { rest: REST.cost, nonce });
}

/** Makes the message of the questions that got no answer or no rows, from `since`, a day. */
export function demandReport(
  { questions, total }: UnmetDemand,
  { since, nonce }: { since: string; nonce: string },
): Message {
  const from = dayWords(since);
  if (total === 0) return sentenceMessage(`Since ${from} every question was understood and had rows.`, { nonce });
  const sentence = `Since ${from} these questions were not understood or had no rows: words, values and data to add.`;
  const columns = [text('Question'), number('Asked'), text('Answered')];
  const rows = questions.map(({ question, count, reason }) => [question, count.toLocaleString('en'), reason]);
  return reportMessage(sentence, gridOf(columns, rows, total), { rest: REST.demand, nonce });
}

function reportMessage(sentence: string, grid: Grid, { rest, nonce }: { rest: string; nonce: string }): Message {
  const message = sentenceMessage(sentence, { nonce });
  if (grid.whole.rows === 0) return message;
  const left = grid.whole.rows - grid.rows.length;
  const note = plain(`And ${left.toLocaleString('en')} more: npm run -s owlpost -- ${rest}`, BLOCK_LIMITS.sectionText);
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
