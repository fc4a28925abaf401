import type { Document, Scalar } from 'yaml';
import { isAlias, isCollection, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';

import type { Diagnostic, Position } from './diagnostic.ts';

import { collectDiagnostics } from './diagnostic.ts';
import { yamlMessage } from './yaml-message.ts';

/** A parsed YAML text: its plain value, null for an empty text and undefined with any diagnostic, and the positions of its parts. */
export type Yaml = {
  readonly value: unknown;
  readonly file: string;
  readonly at: (path: readonly PropertyKey[]) => Position;
  /** Returns where the first character of a text stands, after its quote if it has one; like `at` for anything else. */
  readonly textAt: (path: readonly PropertyKey[]) => Position;
  /** Returns where the key at the end of a path stands; where its mapping stands when there is no such key. */
  readonly keyAt: (path: readonly PropertyKey[]) => Position;
  /** Returns a value as it is written, such as `2025` or `0123`; undefined for a list, a mapping and what is not there. */
  readonly writtenAt: (path: readonly PropertyKey[]) => string | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

/** Parses YAML that begins on `firstLine` of `file`. YAML aliases are refused, as they can expand without bound. */
export function readYaml(text: string, file: string, firstLine = 1): Yaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error' });
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
  const writtenAt = (path: readonly PropertyKey[]) => {
    const node = document.getIn(path, true);
    return isScalar(node) ? node.source : undefined;
  };
  for (const { offset, message } of refusedIn(document)) diagnose(position(offset), message);
  return {
    value: diagnostics.length > 0 ? undefined : document.toJS(),
    file,
    at,
    textAt,
    keyAt,
    writtenAt,
    diagnostics,
  };
}

/** What an author may not write or has not meant, at its offset; the first kind that is found. */
function refusedIn(document: Document.Parsed): readonly { readonly offset: number; readonly message: string }[] {
  const cut = cutAtComma(document);
  if (cut?.range)
    return [{ offset: cut.range[0], message: `a text with a comma has to stand in quotes here: "${cut.source}, …)"` }];
  const faults = faultsOf(document);
  if (faults.length > 0)
    return faults.map(({ pos, code, message }) => ({ offset: pos[0], message: yamlMessage(code, message) }));
  const found: { offset: number; message: string }[] = [];
  const refuse = (node: { range?: readonly number[] | null | undefined }, message: string) => {
    found.push({ offset: node.range?.[0] ?? 0, message });
    return visit.BREAK;
  };
  visit(document, {
    Alias: (_, node) => refuse(node, 'YAML aliases (*name) are not read here: write the value out'),
    Pair: (_, { key }) => {
      if (isCollection(key)) return refuse(key, 'a text that begins with { or [ has to stand in quotes');
      const isForbidden = isScalar(key) && key.value === '__proto__';
      return isForbidden ? refuse(key, '__proto__ cannot be a name: choose another') : undefined;
    },
  });
  return found;
}

/** The first piece of SQL in `{ }` or `[ ]` that ends at a comma of its own, as `coalesce(a` of `{ sql: coalesce(a, b) }`. */
function cutAtComma(document: Document.Parsed): Scalar | undefined {
  let found: Scalar | undefined;
  visit(document, {
    Scalar: (_, node, path) => {
      const isInFlow = path.some((parent) => isCollection(parent) && parent.flow);
      const text = isInFlow && node.type === 'PLAIN' ? (node.source ?? '') : '';
      if (text.split('(').length <= text.split(')').length || !node.range) return undefined;
      found = node;
      return visit.BREAK;
    },
  });
  return found;
}

/** The library's errors and warnings: keys that stand twice, and of the others, which follow from each other, the first. */
function faultsOf({
  errors,
  warnings,
}: Document.Parsed): readonly { pos: [number, number]; code: string; message: string }[] {
  const all = [...errors, ...warnings];
  const isDoubled = ({ code }: { code: string }) => code === 'DUPLICATE_KEY';
  const [first] = all.filter((fault) => !isDoubled(fault));
  return first ? [first] : all;
}
