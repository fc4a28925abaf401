import type { PlanNode, ScanEstimate } from '../lake/scan-estimate.ts';
import type { TextResult } from './utility-statement.ts';

import { columnInfo } from './column-info.ts';
import { QueryFailure } from './embedded-execution.ts';

const HIDDEN = new Set(['Estimated Cardinality', 'Function']);

/**
 * Returns the result of EXPLAIN: `true` for TYPE VALIDATE, else DuckDB's plan as text or JSON. Throws a QueryFailure for an unknown
 * option.
 */
export function answerExplain(options: readonly string[], { plan, bytes }: ScanEstimate): TextResult {
  const unknown = options.find(
    (option) => !['FORMAT TEXT', 'FORMAT JSON', 'TYPE LOGICAL', 'TYPE DISTRIBUTED', 'TYPE VALIDATE'].includes(option),
  );
  if (unknown) {
    const message = `NOT_SUPPORTED: EXPLAIN (${unknown}) is not supported by the embedded engine`;
    throw new QueryFailure({ category: 2, type: 1200, retryable: false, message });
  }
  if (options.includes('TYPE VALIDATE'))
    return { columns: [columnInfo({ name: 'Valid', type: 'boolean' })], lines: ['true', ''] };
  if (options.includes('FORMAT JSON')) return described(JSON.stringify(plan.map(nodeOf), null, 3).split('\n'));
  return described([
    'Planned by the embedded engine, not by Athena',
    `Scans ${bytes} bytes`,
    ...plan.flatMap((node) => describeNode(node, 0)),
    '',
    '',
    '',
  ]);
}

function described(lines: readonly string[]): TextResult {
  const precision = lines.join('\n').length - 1;
  return { columns: [columnInfo({ name: 'Query Plan', type: 'varchar', precision })], lines };
}

/** A node by the names that Trino's own JSON has for its parts. */
function nodeOf(node: PlanNode, at: number): object {
  const { name, children = [] } = node;
  return { id: String(at), name: name.trim(), details: detailsOf(node), children: children.map(nodeOf) };
}

function detailsOf({ extra_info: info = {} }: PlanNode): string[] {
  const shown = Object.entries(info).filter(([key]) => !HIDDEN.has(key));
  return shown.map(([key, value]) => `${key}: ${textOf(value)}`);
}

function textOf(value: string | readonly string[]): string {
  return [value]
    .flat()
    .join(', ')
    .replace(/table:([^:]*):/g, '$1')
    .replaceAll('\n', ' ');
}

function describeNode(node: PlanNode, depth: number): string[] {
  const { name, children = [] } = node;
  const indent = '    '.repeat(depth);
  const details = detailsOf(node).map((detail) => `${indent}       ${detail}`);
  return [`${indent} - ${name.trim()}`, ...details, ...children.flatMap((child) => describeNode(child, depth + 1))];
}
