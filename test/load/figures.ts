import type { SentCommand } from './commands.ts';

import { quantile } from '../support/quantile.ts';

type Figure = { readonly figure: string; readonly value: number; readonly goal?: number };

const figures: Figure[] = [];

/** Notes a figure and prints it; `goal` is the most that it may be. */
export function note(figure: string, value: number, goal?: number): void {
  const rounded = Math.round(value * 10) / 10;
  figures.push({ figure, value: rounded, ...(goal !== undefined && { goal }) });
  console.log(`${figure}: ${rounded}${isShort(rounded, goal) && ` (goal ${goal})`}`);
}

/** Notes how soon commands were acknowledged, and returns the 99th percentile in milliseconds, which is to be at most `goal`. */
export function noteAcks(name: string, commands: readonly SentCommand[], goal?: number): number {
  const acks = commands.flatMap(({ ack }) => ack ?? []);
  note(`${name}: sent`, commands.length);
  note(`${name}: not acknowledged`, commands.length - acks.length, 0);
  note(`${name}: ack p50, ms`, quantile(acks, 0.5));
  const p99 = quantile(acks, 0.99);
  note(`${name}: ack p99, ms`, p99, goal);
  note(`${name}: ack max, ms`, Math.max(...acks), 3000);
  return p99;
}

/** Prints all figures that were noted, and returns the exit code: 1 when one is short of its goal. */
export function printFigures(): 0 | 1 {
  console.table(
    figures.map(({ figure, value, goal }) => ({ figure, value, goal: goal ?? '', short: isShort(value, goal) })),
  );
  return figures.some(({ value, goal }) => isShort(value, goal)) ? 1 : 0;
}

function isShort(value: number, goal: number | undefined): string {
  return goal !== undefined && !(value <= goal) ? 'SHORT' : '';
}
