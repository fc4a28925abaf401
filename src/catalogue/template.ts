import type { Fault } from './diagnostic.ts';
import type { Part, Template } from './query.ts';

import { truncate } from '../text/text.ts';
import { tokens } from './sql.ts';

const FIELDS = ['label', 'start', 'end'] as const;

/**
 * Cuts SQL at its holes and optional parts. Strings and comments are opaque; inside a quoted identifier only a
 * `{{name.label}}` hole is read. `firstLine` is the file's line on which `sql` begins. All faults are told, not only the first.
 */
export function parseTemplate(sql: string, firstLine: number): { template: Template; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const root: Part[] = [];
  let parts = root;
  let opened = -1;
  let text = '';
  let textStart = 0;
  const starts = [0, ...[...sql.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const place = (index: number) => {
    const before = starts.findLastIndex((start) => start <= index);
    return { line: firstLine + before, column: index - starts[before]! + 1 };
  };
  const fault = (index: number, message: string) => faults.push({ ...place(index), message });
  const flush = () => {
    if (text) parts.push({ kind: 'sql', text, ...place(textStart) });
    text = '';
  };
  const append = (addition: string, start: number) => {
    if (text === '') textStart = start;
    text += addition;
  };

  for (const { kind, start, end } of tokens(sql)) {
    const token = sql.slice(start, end);
    if (kind === 'hole') {
      const hole = parseHole(token);
      flush();
      if (hole) parts.push({ kind: 'hole', ...hole, quoted: false, ...place(start) });
      else
        fault(
          start,
          `${truncate(token, 40)} is no hole: write {{name}}, {{name.label}}, {{period.start}} or {{period.end}}`,
        );
    } else if (kind === 'identifier') {
      const holes = [...token.matchAll(/\{\{.*?\}\}/gs)];
      let last = 0;
      for (const match of holes) {
        const hole = parseHole(match[0]);
        append(token.slice(last, match.index), start + last);
        last = match.index + match[0].length;
        flush();
        if (hole?.field === 'label') parts.push({ kind: 'hole', ...hole, quoted: true, ...place(start + match.index) });
        else
          fault(
            start + match.index,
            `${truncate(match[0], 40)} cannot stand inside a quoted name: only {{name.label}} can`,
          );
      }
      append(token.slice(last), start + last);
    } else if (kind === 'open') {
      flush();
      if (opened >= 0)
        fault(start, '[[ inside [[ ]]: close the first with ]], or put a space between the brackets of an array');
      opened = start;
      parts = [];
    } else if (kind === 'close') {
      flush();
      if (opened < 0)
        fault(start, ']] without [[: open the optional part, or put a space between the brackets of an array');
      else if (!parts.some((part) => part.kind === 'hole'))
        fault(opened, '[[ ]] without a hole is always kept: take the brackets away or put a hole in');
      if (opened >= 0) root.push({ kind: 'optional', parts });
      parts = root;
      opened = -1;
    } else if (kind === 'question') {
      fault(start, 'a bare ? has no value: write a hole such as {{country}}');
    } else if (kind === 'unclosed') {
      fault(start, `${token.slice(0, 2).trim()} is never closed`);
    } else {
      append(token, start);
    }
  }
  flush();
  if (opened >= 0) {
    fault(opened, '[[ is never closed: write ]] after the optional part');
    root.push(...parts);
  }
  return { template: root, faults };
}

/** Every hole of a template, those in optional parts too. */
export function holesOf(template: Template): readonly Extract<Part, { kind: 'hole' }>[] {
  return template.flatMap((part) =>
    part.kind === 'hole' ? [part] : part.kind === 'optional' ? holesOf(part.parts) : [],
  );
}

function parseHole(token: string): { param: string; field?: (typeof FIELDS)[number] } | undefined {
  const match = /^\{\{\s*([a-z][a-z0-9_]*)(?:\.([a-z]+))?\s*\}\}$/.exec(token);
  if (!match) return undefined;
  if (match[2] === undefined) return { param: match[1]! };
  const field = FIELDS.find((name) => name === match[2]);
  return field && { param: match[1]!, field };
}
