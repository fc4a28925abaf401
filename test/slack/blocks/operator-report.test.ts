import { expect, test } from 'vitest';

import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { costReport, demandReport } from '../../../src/slack/blocks/operator-report.ts';

const COST = { week: '2026-11-23', query: 'sales', questions: 2, scannedBytes: 3_000_000, dollars: 0.5 };

const OPTIONS = { since: '2026-11-16', nonce: 'n' };

/** The texts of the table in a message. */
const tableIn = ({ blocks }: ReturnType<typeof costReport>) =>
  (blocks.find(({ type }) => type === 'table') as { rows?: { text: string }[][] } | undefined)?.rows?.map((row) =>
    row.map(({ text }) => text),
  );

test('costReport() adds up what all datasets cost', () => {
  const report = costReport([COST, { ...COST, query: 'orders', questions: 1500 }], OPTIONS);
  expect(report.text).toBe('Since 16 Nov 2026 1,502 questions were answered, 6.0 MB read for about $1.00.');
  expect(tableIn(report)?.slice(0, 2)).toEqual([
    ['Week of', 'Dataset', 'Questions', 'Read', 'Cost'],
    ['23 Nov 2026', 'sales', '2', '3.0 MB', '$0.50'],
  ]);
});

test('costReport() of one question, and of none', () => {
  expect(costReport([{ ...COST, questions: 1 }], OPTIONS).text).toContain('1 question was answered');
  const none = costReport([], OPTIONS);
  expect(none.text).toContain('0 questions were answered');
  expect(tableIn(none)).toBe(undefined);
});

test('demandReport() of nothing unmet says so', () =>
  expect(demandReport({ questions: [], total: 0 }, OPTIONS).text).toBe(
    'Since 16 Nov 2026 every question was understood and had rows.',
  ));

test('demandReport() shows what a table holds, and says where the rest is', () => {
  const questions = Array.from({ length: 300 }, (_, count) => ({
    question: `q ${count}\n<b>`,
    count,
    reason: 'x'.repeat(999),
  }));
  const report = demandReport({ questions, total: 5000 }, OPTIONS);
  expect(checkMessageBlocks(report.blocks)).toEqual([]);
  const rows = tableIn(report)!;
  expect(rows[1]?.[0]).toBe('q 0 <b>');
  const left = (5000 - rows.length + 1).toLocaleString('en');
  expect(JSON.stringify(report.blocks.at(-1))).toContain(`And ${left} more: npm run -s owlpost -- audit --demand`);
});
