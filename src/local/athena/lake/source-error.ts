import { kindByName, readBeginning } from './file-format.ts';
import { notUtf8 } from './text-encoding.ts';

/**
 * Returns a sentence on why a table's files cannot be read, with the file and line where they are known. Messages of DuckDB's file
 * readers are put into plain words; others stay as they are.
 */
export function sourceError({ message }: Error): string {
  const linked = message.match(/Cannot access file "(.*)" - file system operations are disabled/)?.[1];
  if (linked) return `${linked} is a link that leads out of the lake`;
  const json = message.match(/Malformed JSON in file "(.*?)", at byte \d+ in line (\d+): ([^.]*)/);
  if (json) return jsonError(json[1]!, Number(json[2]) - 1, json[3]!); // DuckDB tells the line after it
  const file = message.match(/^\s*file = (.*)$/m)?.[1];
  const line = message.match(/Error on Line: (\d+)/)?.[1];
  if (file && line) return csvError(message, file, line);
  const first = message.split('\n')[0]!.replace(/^[A-Z][A-Za-z ]+ Error: /, '');
  return [file, first].filter(Boolean).join(': ');
}

function jsonError(file: string, line: number, reason: string): string {
  const at = `${file}:${line}`;
  if (/UTF-8/.test(reason)) return notUtf8(at, glance(file));
  return `${at} is no JSON object of one line: ${reason.trim()}`;
}

/** The beginning of a file; nothing of one that cannot be read any more. */
function glance(file: string): Buffer {
  try {
    const kind = kindByName(file);
    return readBeginning(file, kind && 'compression' in kind ? kind.compression : 'none');
  } catch {
    return Buffer.alloc(0);
  }
}

function csvError(message: string, file: string, line: string): string {
  const at = `${file}:${line}`;
  if (/Invalid unicode/i.test(message)) return notUtf8(at, glance(file));
  const [, expected, found] = message.match(/Expected Number of Columns: (\d+) Found: (\d+)/) ?? [];
  if (expected) return `${at} has ${found} values, but the file's first line names ${expected} columns`;
  if (/unterminated quote|unquoted value/i.test(message)) return `${at} has a quote that is not closed`;
  const reason = message.match(/^(?:Expected|Value with|Maximum line size).*$/m)?.[0] ?? 'cannot be read as CSV';
  return `${at}: ${reason}`;
}
