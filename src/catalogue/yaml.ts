import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';

import type { Diagnostic, Position } from './diagnostic.ts';

import { collectDiagnostics } from './diagnostic.ts';

/** A YAML text read: its plain value, null when there is nothing in it and undefined with any diagnostic, and where each of its parts stands. */
export type Yaml = {
  readonly value: unknown;
  readonly file: string;
  readonly at: (path: readonly PropertyKey[]) => Position;
  /** Where the first character of a text stands, after its quote if it has one; as `at` for anything else. */
  readonly textAt: (path: readonly PropertyKey[]) => Position;
  /** Where the key at the end of a path stands; where its mapping stands when there is no such key. */
  readonly keyAt: (path: readonly PropertyKey[]) => Position;
  readonly diagnostics: readonly Diagnostic[];
};

/** Reads YAML that begins on `firstLine` of `file`. Aliases are refused: they can blow up. */
export function readYaml(text: string, file: string, firstLine = 1): Yaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const place = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: firstLine + line - 1, column: col };
  };
  const nodeAt = (path: readonly PropertyKey[]) => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && !isAlias(node) && node.range) return { node, place: place(node.range[0]) };
    }
    return undefined;
  };
  const at = (path: readonly PropertyKey[]) => nodeAt(path)?.place ?? { line: firstLine, column: 1 };
  const textAt = (path: readonly PropertyKey[]) => {
    const { line, column } = at(path);
    const node = nodeAt(path)?.node;
    return { line, column: isScalar(node) && /^QUOTE/.test(node.type ?? '') ? column + 1 : column };
  };
  const keyAt = (path: readonly PropertyKey[]) => {
    const parent = document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === String(path.at(-1))) : undefined;
    return isNode(pair?.key) && pair.key.range ? place(pair.key.range[0]) : at(path);
  };
  const { diagnostics, diagnose } = collectDiagnostics(file);
  for (const { pos, message } of document.errors) diagnose(place(pos[0]), `this is not YAML: ${message}`);
  if (diagnostics.length === 0 && text.includes('*')) {
    visit(document, {
      Alias: (_, node) => {
        diagnose(place(node.range?.[0] ?? 0), 'YAML aliases (*name) are not read here: write the value out');
        return visit.BREAK;
      },
    });
  }
  return { value: diagnostics.length > 0 ? undefined : document.toJS(), file, at, textAt, keyAt, diagnostics };
}
