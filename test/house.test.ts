import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const PURE = new Set(['croner', 'd3-format', 'yaml', 'zod']);

const ROOMS = ['athena', 'vega', 'slack', 'store'];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

const roomOf = (file: string) => (file.includes('/') && file.split('/')[0] !== 'charts' ? file.split('/')[0]! : 'root');

/** What a file imports, with its own files relative to src. */
function importsOf(file: string, { withTypes = true } = {}): readonly string[] {
  const text = readFileSync(join('src', file), 'utf8');
  const source = withTypes ? text : text.replace(/^import type [^;]*;$/gm, '');
  const imports = [
    ...source.matchAll(/^(?:import|export)\s(?:[^;'"]*?\sfrom\s)?\s*'([^']+)';|\bimport\('([^']+)'\)/gm),
  ];
  return imports.map(([, fixed, lazy]) => {
    const specifier = (fixed ?? lazy)!;
    const isOwn = specifier.startsWith('.');
    return isOwn ? relative('src', join('src', dirname(file), specifier)).replaceAll('\\', '/') : specifier;
  });
}

test.each(files)('%s imports only what its room may', (file) => {
  const room = roomOf(file);
  const wrong = importsOf(file).filter((specifier) => {
    const isOwn = specifier.endsWith('.ts');
    if (!isOwn) return room === 'root' && file !== 'main.ts' && !specifier.startsWith('node:') && !PURE.has(specifier);
    const target = roomOf(specifier);
    if (file === 'main.ts' || target === room) return false;
    if (target === 'local') return true;
    return room === 'root' ? target !== 'root' : ROOMS.includes(room) && target !== 'root';
  });
  expect(wrong).toEqual([]);
});

test('no two files need each other in a circle, but for types', () => {
  const graph = new Map(
    files.map((file) => [file, importsOf(file, { withTypes: false }).filter((specifier) => files.includes(specifier))]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file) || path.includes(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});
