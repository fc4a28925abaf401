#!/usr/bin/env node
// The way in for every command. Plain JavaScript, so that a Node too old for the rest can still say so.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `owlpost needs Node 22.18 or newer, and this is ${process.versions.node}: run it with npm (npm start, npm run owlpost) after npm ci, which brings its own Node, or install Node 22.`,
  );
  process.exit(1);
}
await import('./loader.mjs');
const { main } = await import('./src/main.ts');
await main(process.argv.slice(2));
