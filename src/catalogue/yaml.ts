import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';

import type { Diagnostic, Position } from './diagnostic.ts';

import { collectDiagnostics } from './diagnostic.ts';

/** A parsed YAML text: its plain value, null for an empty text and undefined with any diagnostic, and the positions of its parts. */
export type Yaml = {
  readonly value: unknown;
  readonly file: string;
  readonly at: (path: readonly PropertyKey[]) => Position;
  /** Returns where the first character of a text stands, after its quote if it has one; like `at` for anything else. */
  readonly textAt: (path: readonly PropertyKey[]) => Position;
  /** Returns where the key at the end of a path stands; where its mapping stands when there is no such key. */
  readonly keyAt: (path: readonly PropertyKey[]) => Position;
  readonly diagnostics: readonly Diagnostic[];
};

/** Parses YAML that begins on `firstLine` of `file`. YAML aliases are refused, as they can expand without bound. */
export function readYaml(text: string, file: string, firstLine = 1): Yaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const position = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: firstLine + line - 1, column: col };
  };
  const nodeAt = (path: readonly PropertyKey[]) => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && !isAlias(node) && node.range) return { node, position: position(node.range[0]) };
    }
    return undefined;
  };
  const at = (path: readonly PropertyKey[]) => nodeAt(path)?.position ?? { line: firstLine, column: 1 };
  const textAt = (path: readonly PropertyKey[]) => {
    const { line, column } = at(path);
    const node = nodeAt(path)?.node;
    return { line, column: isScalar(node) && /^QUOTE/.test(node.type ?? '') ? column + 1 : column };
  };
  const keyAt = (path: readonly PropertyKey[]) => {
    const parent = document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === String(path.at(-1))) : undefined;
    return isNode(pair?.key) && pair.key.range ? position(pair.key.range[0]) : at(path);
  };
  const { diagnostics, diagnose } = collectDiagnostics(file);
  for (const { pos, code, message } of document.errors) diagnose(position(pos[0]), yamlMessage(code, message));
  if (diagnostics.length === 0 && text.includes('*')) {
    visit(document, {
      Alias: (_, node) => {
        diagnose(position(node.range?.[0] ?? 0), 'YAML aliases (*name) are not read here: write the value out');
        return visit.BREAK;
      },
    });
  }
  if (diagnostics.length === 0 && text.includes('__proto__')) {
    visit(document, {
      Pair: (_, { key }) => {
        if (!isScalar(key) || key.value !== '__proto__') return undefined;
        diagnose(position(key.range?.[0] ?? 0), '__proto__ cannot be a name: choose another');
        return visit.BREAK;
      },
    });
  }
  return { value: diagnostics.length > 0 ? undefined : document.toJS(), file, at, textAt, keyAt, diagnostics };
}

/** What to write instead of the mistakes that are made most, by the library's names for them. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['TAB_AS_INDENT', 'a tab stands at the beginning of the line: indent with spaces'],
  ['DUPLICATE_KEY', 'this key stands twice in its mapping: keep one'],
  ['MULTIPLE_DOCS', 'a second document begins here: take the --- away, and write one dataset a file'],
  ['BLOCK_AS_IMPLICIT_KEY', 'a text with a colon has to stand in quotes: "Sales: all"'],
  ['MISSING_CHAR', 'a bracket or quote is never closed, or the text after it is too little indented'],
  ['BAD_INDENT', 'the lines of a mapping have to begin at one column'],
  ['BAD_ALIAS', 'a text that begins with * or & has to stand in quotes'],
]);

function yamlMessage(code: string, message: string): string {
  const isOpen = code === 'BAD_INDENT' && message.startsWith('Flow');
  return `this is not YAML: ${INSTEAD.get(isOpen ? 'MISSING_CHAR' : code) ?? message}`;
}
