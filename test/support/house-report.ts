/** Prints figures about the source code: `node test/support/house-report.ts [FOLDER]`. */
import { arrowsOf, floorsOf, functionsOf, readSources, roomOf, type SourceFile, undocumentedExports } from './house.ts';

const sources = readSources(process.argv[2]);

const linesOf = (files: readonly SourceFile[]) => files.reduce((sum, { lines }) => sum + lines.length, 0);

const local = sources.filter(({ name }) => roomOf(name) === 'local');

const product = sources.filter(({ name }) => roomOf(name) !== 'local');

const longest = (files: readonly SourceFile[]) =>
  files
    .flatMap(functionsOf)
    .sort((a, b) => b.lines - a.lines)
    .slice(0, 12)
    .map(({ file, name, lines }) => `  ${lines} ${name} in ${file}`);

const largest = [...sources].sort((a, b) => b.lines.length - a.lines.length).slice(0, 12);

const undocumented = sources.flatMap((source) =>
  undocumentedExports(source).map((name) => ({ room: roomOf(source.name), name })),
);

const byRoom = Map.groupBy(undocumented, ({ room }) => room);

console.log(
  [
    `files: ${product.length} product, ${local.length} local`,
    `lines: ${linesOf(product)} product, ${linesOf(local)} local`,
    `rooms: ${new Set(sources.map(({ name }) => roomOf(name)).filter((room) => !room.endsWith('.ts'))).size}`,
    `arrows between rooms: ${arrowsOf(sources).size}`,
    `floors: ${floorsOf(product)} product, ${floorsOf(sources)} with local`,
    `functions over 60 lines: ${product.flatMap(functionsOf).filter(({ lines }) => lines > 60).length} product, ${local.flatMap(functionsOf).filter(({ lines }) => lines > 60).length} local`,
    ...longest(sources),
    `files over 250 lines: ${sources.filter(({ lines }) => lines.length > 250).length}`,
    ...largest.map(({ name, lines }) => `  ${lines.length} ${name}`),
    `exports without docstring: ${undocumented.length}`,
    ...[...byRoom].map(([room, names]) => `  ${names.length} in ${room}`),
  ].join('\n'),
);
