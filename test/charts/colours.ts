import type { Chart } from '../../src/chart/chart.ts';

/** The colours of a chart's series, by the names at its lines, in its key or beside its ring. */
export function seriesColours({ frame, rows }: Chart): Readonly<Record<string, unknown>> {
  const lines = rows
    .filter(({ name }) => name !== undefined)
    .map(({ name, colour }) => [String(name).replace(/ before$/, ''), colour]);
  const key = frame.legend.map(({ label, colour }) => [label.replace(/ \d+%$/, ''), colour]);
  const slices = rows
    .filter(({ part }) => part === 'square')
    .map(({ y, colour }) => [rows.find((row) => row.part === 'name' && row.y === y)?.text, colour]);
  return Object.fromEntries([...lines, ...key, ...slices]);
}
