import type { PlanNode, Reading } from './scan.ts';
import type { TextResult } from './utility.ts';

import { describeColumn } from './dialect.ts';
import { QueryFailure } from './failure.ts';

const HIDDEN = new Set(['Estimated Cardinality', 'Function']);

/** What EXPLAIN answers: whether the statement is valid, or how the embedded engine would run it. */
export function answerExplain(options: readonly string[], { plan, bytes }: Reading): TextResult {
  const unknown = options.find(
    (option) => !['FORMAT TEXT', 'TYPE LOGICAL', 'TYPE DISTRIBUTED', 'TYPE VALIDATE'].includes(option),
  );
  if (unknown) {
    const message = `NOT_SUPPORTED: EXPLAIN (${unknown}) is not supported by the embedded engine`;
    throw new QueryFailure({ category: 2, type: 1200, retryable: false, message });
  }
  if (options.includes('TYPE VALIDATE')) return { columns: [describeColumn('Valid', 'boolean')], lines: ['true', ''] };
  const lines = [
    'Planned by the embedded engine, not by Athena',
    `Scans ${bytes} bytes`,
    ...plan.flatMap((node) => describeNode(node, 0)),
    '',
    '',
    '',
  ];
  const precision = lines.join('\n').length - 1;
  return { columns: [describeColumn('Query Plan', 'varchar', { precision })], lines };
}

function describeNode({ name, extra_info: info = {}, children = [] }: PlanNode, depth: number): string[] {
  const indent = '    '.repeat(depth);
  const details = Object.entries(info)
    .filter(([key]) => !HIDDEN.has(key))
    .map(
      ([key, value]) =>
        `${indent}       ${key}: ${[value]
          .flat()
          .join(', ')
          .replace(/table:([^:]*):/g, '$1')
          .replaceAll('\n', ' ')}`,
    );
  return [`${indent} - ${name.trim()}`, ...details, ...children.flatMap((child) => describeNode(child, depth + 1))];
}
