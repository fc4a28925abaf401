import type { Catalogue } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';

/** A message for a channel, with a line for each file. */
export type Notice = { readonly channel: string; readonly lines: readonly string[] };

/**
 * Returns the messages for the channels that own changed queries: a line for each file that became faulty, is faulty
 * in another way, or was mended. None for files whose diagnostics have not changed.
 */
export function noticesOf(before: Catalogue, now: Catalogue): readonly Notice[] {
  const lines = new Map<string, string[]>();
  for (const file of new Set([...before.diagnostics, ...now.diagnostics].map((diagnostic) => diagnostic.file))) {
    const line = changeOf(file, before, now);
    if (!line) continue;
    for (const channel of channelsOf(file, before, now)) lines.set(channel, [...(lines.get(channel) ?? []), line]);
  }
  return [...lines].map(([channel, all]) => ({ channel, lines: all }));
}

/** What to say about a file; undefined when nothing about it has changed. */
function changeOf(file: string, before: Catalogue, now: Catalogue): string | undefined {
  const diagnostics = now.diagnostics.filter((diagnostic) => diagnostic.file === file);
  const earlier = before.diagnostics.filter((diagnostic) => diagnostic.file === file);
  if (wordsOf(diagnostics) === wordsOf(earlier)) return undefined;
  const [first] = diagnostics;
  return first ? faultyLine(first, diagnostics.length, before, now) : mendedLine(file, now);
}

function faultyLine(
  { file, line, column, message }: Diagnostic,
  count: number,
  before: Catalogue,
  now: Catalogue,
): string {
  const others = count > 1 ? ` (and ${count - 1} more)` : '';
  return `${file}:${line}:${column}: ${message}${others} — ${stateOf(file, before, now)}`;
}

/** What a faulty file means for those who ask. */
function stateOf(file: string, before: Catalogue, now: Catalogue): string {
  const served = versionOf(file, now);
  if (served === undefined) return 'it is not in use until this is mended';
  return served === versionOf(file, before) ? 'the last good version stays in use' : 'the rest of it is in use';
}

/** Undefined for a file that was taken away. */
function mendedLine(file: string, now: Catalogue): string | undefined {
  return versionOf(file, now) ? `${file} is mended: the new version is in use` : undefined;
}

/** The owner's channel, of the query that is served or of the one that was. */
function channelsOf(file: string, before: Catalogue, now: Catalogue): readonly string[] {
  const owner = [...now.queries, ...before.queries].find((query) => query.file === file)?.owner;
  return owner?.startsWith('#') ? [owner] : [];
}

function versionOf(file: string, { queries }: Catalogue): string | undefined {
  return queries.find((query) => query.file === file)?.version;
}

function wordsOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ line, column, message }) => `${line}:${column}: ${message}`).join('\n');
}
