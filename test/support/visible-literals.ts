import { parseAst } from 'vitest/node';

import type { SourceFile } from './house.ts';

/** A piece of text in a source file that people may read: its file, its line, and the text with `…` for each value in it. */
export type VisibleLiteral = { readonly file: string; readonly line: number; readonly text: string };

type SyntaxNode = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;

/** Functions whose arguments people read, and properties of Slack's blocks, views and options that they do. */
const SHOWING_CALLS: ReadonlySet<string> = new Set([
  'plain',
  'mrkdwn',
  'bold',
  'named',
  'sentenceMessage',
  'UserError',
]);

const SHOWN_PROPERTIES: ReadonlySet<string> = new Set([
  'accessibility_label',
  'alt_text',
  'hint',
  'label',
  'placeholder',
  'text',
  'title',
]);

/** Properties that nobody reads: what a control sends. */
const HIDDEN_PROPERTIES: ReadonlySet<string> = new Set(['value']);

const LOGGING = /^(?:trace|debug|info|warn|error|fatal)$/;

/** Words between which there is a blank, or one word that begins with a capital as labels do. */
const SENTENCE = /\p{L}.*\s|\s.*\p{L}/su;

const LABEL = /^\P{L}*\p{Lu}\p{Ll}+\P{L}*$/u;

/** Finds every string and template of a file that people may read: sentences wherever they stand, and labels. `tags` are strings that no one reads. */
export function visibleLiterals({ name, lines }: SourceFile, tags: ReadonlySet<string>): readonly VisibleLiteral[] {
  const found: VisibleLiteral[] = [];
  const source = lines.join('\n');
  const visit = (node: SyntaxNode, isShown: boolean): void => {
    const text = textOf(node);
    const isVisible =
      text !== undefined && (SENTENCE.test(text) || LABEL.test(text) || (isShown && /\p{L}/u.test(text)));
    if (isVisible && !tags.has(text)) found.push({ file: name, line: lineAt(source, node.start), text });
    for (const [child, isChildShown] of visibleChildren(node, isShown)) visit(child, isChildShown);
  };
  visit(parse(source), false);
  return found;
}

/** Lists the strings that the types of a file name: tags of unions, which no one reads. */
export function typeTags({ lines }: SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'TSLiteralType') found.push(textOf(node.literal as SyntaxNode) ?? '');
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parse(lines.join('\n')));
  return found;
}

function parse(source: string): SyntaxNode {
  return parseAst(source, { lang: 'ts' }) as unknown as SyntaxNode;
}

function lineAt(source: string, position: number): number {
  return source.slice(0, position).split('\n').length;
}

/** The text of a string or template, with `…` for each value in it; undefined for other nodes. */
function textOf({ type, value, quasis }: SyntaxNode): string | undefined {
  if (type === 'Literal' && typeof value === 'string') return value;
  if (type !== 'TemplateLiteral') return undefined;
  return (quasis as { value: { cooked: string } }[]).map(({ value: { cooked } }) => cooked).join('…');
}

/** The parts of a node in which there may be a text that people read, and whether each is in a place where every word is read. */
function visibleChildren(node: SyntaxNode, isShown: boolean): readonly (readonly [SyntaxNode, boolean])[] {
  if (/^TS(?!As|Satisfies|NonNull)/.test(node.type) || /^(?:Import|ExportAll)/.test(node.type)) return [];
  if (node.type === 'Property') return propertyParts(node);
  if (node.type === 'SwitchCase') return (node.consequent as SyntaxNode[]).map((child) => [child, false] as const);
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return callParts(node);
  const isChosen = /^(?:Conditional|Logical|Binary|TSAs|Chain|Parenthesized)/.test(node.type);
  return childrenOf(node).map((child) => [child, isShown && isChosen && child !== node.test] as const);
}

function propertyParts({ key, value }: SyntaxNode): readonly (readonly [SyntaxNode, boolean])[] {
  const { name = '' } = key as { name?: string };
  return HIDDEN_PROPERTIES.has(name) ? [] : [[value as SyntaxNode, SHOWN_PROPERTIES.has(name)]];
}

/** The arguments of a call: not those of the log, nor those of errors that are faults of the program. */
function callParts(node: SyntaxNode): readonly (readonly [SyntaxNode, boolean])[] {
  const callee = node.callee as SyntaxNode;
  const method = (callee.property as { name?: string } | undefined)?.name ?? '';
  const name = String(callee.name ?? '');
  const isFault = callee.type === 'Super' || (node.type === 'NewExpression' && /^(?:Range|Type)?Error$/.test(name));
  if (isFault || (LOGGING.test(method) && nameOf(callee.object as SyntaxNode) === 'log')) return [];
  const given = (node.arguments as SyntaxNode[]).map((child) => [child, SHOWING_CALLS.has(name)] as const);
  return [[callee, false], ...given];
}

/** The last name of an expression: `log` of `log` and of `options.log`. */
function nameOf({ name, property }: SyntaxNode): unknown {
  return name ?? (property as { name?: string } | undefined)?.name;
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  return Object.values(node)
    .flat()
    .filter((child): child is SyntaxNode => typeof (child as SyntaxNode | null)?.type === 'string');
}
