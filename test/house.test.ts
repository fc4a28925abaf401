import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import {
  exportsOf,
  functionsOf,
  hasLogic,
  importsOf,
  readSources,
  roomOf,
  undocumentedExports,
} from './support/house.ts';

/** The rooms of src from the ground up: a file imports from its own row and from those above it. `main.ts` and others stand alone in a row. */
const RANKS: readonly (readonly string[])[] = [
  ['error.ts', 'text', 'calendar', 'trino', 'fonts', 'http'],
  ['table', 'catalogue'],
  ['chart', 'digests'],
  ['question'],
  ['answer'],
  ['check', 'athena', 'vega', 'slack', 'store', 'mcp', 'metrics'],
  ['settings', 'local'],
  ['config.ts'],
  ['engine'],
  ['app.ts'],
  ['commands'],
  ['main.ts'],
];

/** Rooms that reach into the outside world; none imports another one. */
const WORLDS = ['check', 'athena', 'vega', 'slack', 'store', 'mcp', 'metrics'];

/** What the stand-ins may import from outside of themselves, and who may import them. */
const LOCAL = { imports: ['error.ts', 'table', 'trino', 'http'], importedBy: ['app.ts'] };

/** Packages of the rooms below the worlds: only those that compute. */
const PURE = [
  'antlr4ng',
  'croner',
  'd3-array',
  'd3-color',
  'd3-format',
  'd3-interpolate',
  'd3-time',
  'dt-sql-parser',
  'lru-cache',
  'yaml',
  'zod',
];

const sources = readSources();

const files = sources.map(({ name }) => name);

const rankOf = (file: string) => RANKS.findIndex((rooms) => rooms.includes(roomOf(file)));

function mayImport(file: string, target: string): boolean {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === to) return true;
  if (to === 'local') return LOCAL.importedBy.includes(file);
  if (from === 'local') return LOCAL.imports.includes(to);
  if (WORLDS.includes(from) && WORLDS.includes(to)) return false;
  return rankOf(target) <= rankOf(file);
}

test.each(sources)('$name stands in a room and imports only what its room may', (source) => {
  const file = source.name;
  expect(rankOf(file), 'its room is not among the ranks').toBeGreaterThanOrEqual(0);
  const isPure = rankOf(file) <= rankOf('answer/');
  const wrong = importsOf(source).filter((specifier) => specifier.endsWith('.ts') && !mayImport(file, specifier));
  const impure = importsOf(source, { withTypes: false }).filter(
    (specifier) =>
      isPure &&
      !/^node:|\.ts$/.test(specifier) &&
      !PURE.some((name) => specifier === name || specifier.startsWith(`${name}/`)),
  );
  expect([...wrong, ...impure]).toEqual([]);
});

test('no two files need each other in a circle, but for types', () => {
  const graph = new Map(
    sources.map((source) => [
      source.name,
      importsOf(source, { withTypes: false }).filter((specifier) => files.includes(specifier)),
    ]),
  );
  expect(circlesOf(graph)).toEqual([]);
});

test('no two rooms need each other in a circle', () => {
  const graph = new Map<string, string[]>();
  for (const source of sources) {
    const room = roomOf(source.name);
    const others = importsOf(source).filter((specifier) => files.includes(specifier) && roomOf(specifier) !== room);
    graph.set(room, [...(graph.get(room) ?? []), ...others.map(roomOf)]);
  }
  expect(circlesOf(graph)).toEqual([]);
});

test.each(['docs/architecture.md', 'README.md', 'CONTRIBUTING.md'])('%s names only files that are there', (page) => {
  const text = readFileSync(page, 'utf8');
  const named = [...text.matchAll(/`((?:[a-z-]+\/)+[a-z-]+\.ts)`/g)].map(([, name]) => name!);
  const isThere = (name: string) => existsSync(name) || existsSync(`src/${name}`);
  expect(named.filter((name) => !isThere(name) && !name.includes('NAME'))).toEqual([]);
});

test('the README has a row for each room', () => {
  const readme = readFileSync('README.md', 'utf8');
  const rooms = new Set(files.map(roomOf).filter((room) => !room.endsWith('.ts')));
  expect([...rooms].filter((room) => !readme.includes(`\`src/${room}/\``))).toEqual([]);
});

/** The longest function and the largest file that one takes in at a glance. */
const MOST_LINES = { function: 60, file: 250 } as const;

/** Tables in which one looks something up, and that nobody reads from top to bottom: all that the bot says in Slack. */
const TABLES = ['slack/words.ts'];

test('every exported function and type has a docstring', () => {
  const missing = sources.flatMap((source) => undocumentedExports(source).map((name) => `${source.name}: ${name}`));
  expect(missing).toEqual([]);
});

/** Rooms that use the words of somebody else's language for its own things: Trino's grammar has queries, frames and positions, too. */
const FOREIGN = ['trino', 'local'];

test('no two files export different things by one name', () => {
  const product = sources.filter(({ name }) => !FOREIGN.includes(roomOf(name)));
  const exported = product.flatMap((source) => exportsOf(source).map((name) => ({ name, file: source.name })));
  const shared = [...Map.groupBy(exported, ({ name }) => name)].filter(([, files]) => files.length > 1);
  expect(shared.map(([name, files]) => `${name}: ${files.map(({ file }) => file).join(', ')}`)).toEqual([]);
});

test('every file of the product with logic has a test file of its name', () => {
  const product = sources.filter(({ name }) => roomOf(name) !== 'local');
  const untested = product.filter(({ name }) => !existsSync(`test/${name.replace(/\.ts$/, '.test.ts')}`));
  expect(untested.filter(hasLogic).map(({ name }) => name)).toEqual([]);
});

test('no function is longer than sixty lines, and no file than two hundred and fifty', () => {
  const long = sources
    .flatMap(functionsOf)
    .filter(({ lines }) => lines > MOST_LINES.function)
    .map(({ file, name, lines }) => `${file}: ${name} has ${lines} lines`);
  const large = sources
    .filter(({ name, lines }) => lines.length > MOST_LINES.file && !TABLES.includes(name))
    .map(({ name, lines }) => `${name} has ${lines.length} lines`);
  expect([...long, ...large]).toEqual([]);
});

function circlesOf(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (node: string, path: readonly string[]) => {
    if (path.includes(node)) circles.push([...path.slice(path.indexOf(node)), node].join(' → '));
    if (done.has(node) || path.includes(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return circles;
}
