/** The words of a plan's line that reads a table. https://trino.io/docs/current/sql/explain.html */
const SCAN = /\b(?:TableScan|ScanFilter|ScanProject|ScanFilterProject)\b/;

/** Trino's units, each 1024 of the one before. */
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/**
 * Reads from the plan that EXPLAIN prints how many bytes a statement will read: the sum over its table scans, or the
 * line in which the embedded Athena says it. Undefined when a table has no statistics.
 */
export function bytesInPlan(lines: readonly string[]): number | undefined {
  const [, scanned] = lines.map((line) => /^Scans (\d+) bytes$/.exec(line)).find((match) => match !== null) ?? [];
  if (scanned !== undefined) return Number(scanned);
  let total: number | undefined;
  let isScan = false;
  for (const line of lines) {
    const estimate = /\bEstimates: \{rows: \S+ \(([\d.]+|\?)([kMGTP]?B)?\)/.exec(line);
    if (!estimate && /^[\s│]*(?:└─|├─|-|\w+\[)/.test(line)) isScan = SCAN.test(line);
    if (!estimate || !isScan) continue;
    if (estimate[1] === '?') return undefined;
    total = (total ?? 0) + Number(estimate[1]) * 1024 ** UNITS.indexOf(estimate[2] ?? 'B');
    isScan = false;
  }
  return total === undefined ? undefined : Math.round(total);
}
