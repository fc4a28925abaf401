import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** One source file under `src`, named relative to it, with `/` between folders. */
export type SourceFile = { readonly name: string; readonly lines: readonly string[] };

/** A function and how many lines it has, from its first to its closing one. */
export type FunctionLength = { readonly file: string; readonly name: string; readonly lines: number };

/** The TypeScript files of a folder, by name. */
export function readSources(folder = 'src'): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => ({
      name: name.replaceAll('\\', '/'),
      lines: readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'),
    }));
}

/** The first folder of a file, or the file itself when it lies in none. */
export function roomOf(file: string): string {
  return file.split('/')[0]!;
}

/** What a file imports: its own files relative to the source folder, packages by their names. */
export function importsOf({ name, lines }: SourceFile, { withTypes = true } = {}): readonly string[] {
  const text = lines.join('\n');
  const source = withTypes ? text : text.replace(/^import type [^;]*;$/gm, '');
  const imports = source.matchAll(/^(?:import|export)\s(?:[^;'"]*?\sfrom\s)?\s*'([^']+)';|\bimport\('([^']+)'\)/gm);
  return [...imports].map(([, fixed, lazy]) => {
    const specifier = (fixed ?? lazy)!;
    if (!specifier.startsWith('.')) return specifier;
    return relative('src', join('src', dirname(name), specifier)).replaceAll('\\', '/');
  });
}

const DECLARED = /^\s*(?:export )?(?:async )?function\*? ?(\w*)/;

const ASSIGNED = /^\s*(?:export )?(?:const )?(\w*)(?:: [^=]+)?\s*[=:(].*=> \{$/;

const METHOD = /^\s*(?:async )?\*?(?!(?:if|for|while|switch|catch|return|do|else)\b)(\w+)(?:<[^>]*>)?\([^=]*\{$/;

/**
 * The functions of a file, nested ones too. It reads the code as Biome formats it: a function ends where a `}` stands
 * as far to the right as its first line.
 */
export function functionsOf({ name: file, lines }: SourceFile): readonly FunctionLength[] {
  return lines.flatMap((line, index) => {
    const name = (DECLARED.exec(line) ?? ASSIGNED.exec(line) ?? METHOD.exec(line))?.[1];
    if (name === undefined) return [];
    const indent = line.length - line.trimStart().length;
    const end = lines.findIndex(
      (later, at) => at > index && later.slice(0, indent + 1).trim() === '}' && !later.endsWith('{'),
    );
    return end < 0 ? [] : [{ file, name: name || 'anonymous', lines: end - index + 1 }];
  });
}

const EXPORTED = /^export (?:async )?(?:function\*?|const|let|type|class) (\w+)/;

/** The names that a file exports. */
export function exportsOf({ lines }: SourceFile): readonly string[] {
  return [...new Set(lines.flatMap((line) => EXPORTED.exec(line)?.[1] ?? []))];
}

/**
 * Whether a file has logic that a test can call: a function or a class, and an export. What holds types and constants alone
 * has none; a worker, which exports nothing, is tested through the file that starts it.
 */
export function hasLogic({ lines }: SourceFile): boolean {
  const code = stripTypeScriptTypes(lines.join('\n'))
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/^import [^;]*;$/gm, '');
  return /^export /m.test(code) && /=>|\bfunction\b|\bclass\b/.test(code);
}

/** The exports of a file above which no docstring stands, by name. */
export function undocumentedExports({ lines }: SourceFile): readonly string[] {
  return lines.flatMap((line, index) => {
    const name = EXPORTED.exec(line)?.[1];
    const isDocumented = lines[index - 1]?.trimEnd().endsWith('*/');
    const isOverload = lines[index - 1]?.includes(` ${name}(`);
    return name && !isDocumented && !isOverload ? [name] : [];
  });
}

/** How many files stand one above the other: the longest chain of imports, types left out. */
export function floorsOf(sources: readonly SourceFile[]): number {
  const files = new Map(sources.map((source) => [source.name, source]));
  const floors = new Map<string, number>();
  const floorOf = (source: SourceFile): number => {
    const known = floors.get(source.name);
    if (known !== undefined) return known;
    floors.set(source.name, 0); // a circle ends here
    const below = importsOf(source, { withTypes: false }).map((name) => files.get(name));
    const floor = 1 + Math.max(0, ...below.filter((file) => file !== undefined).map(floorOf));
    floors.set(source.name, floor);
    return floor;
  };
  return Math.max(0, ...sources.map(floorOf));
}

/** Which room imports which other one, as `from → to`. */
export function arrowsOf(sources: readonly SourceFile[]): ReadonlySet<string> {
  const names = new Set(sources.map(({ name }) => name));
  return new Set(
    sources.flatMap((source) =>
      importsOf(source)
        .filter((target) => names.has(target) && roomOf(target) !== roomOf(source.name))
        .map((target) => `${roomOf(source.name)} → ${roomOf(target)}`),
    ),
  );
}
