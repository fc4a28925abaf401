// Takes the place of Node's own loading of modules where that lasts longer than all else at a start. What it makes of TypeScript
// is kept in node_modules/.cache, found by the file's content, and V8's compiled code beside it.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isModuleNamespaceObject } from 'node:util/types';
import { isMainThread } from 'node:worker_threads';

const cache = fileURLToPath(new URL('node_modules/.cache/owlpost', import.meta.url));

const require = createRequire(import.meta.url);

/**
 * What packages load for uses that Owlpost has none of: other ways to serve Slack and the names of its types, exemplars, error
 * messages in 60 languages, other databases. The socket has a thread of its own.
 */
const UNUSED = [
  {
    by: '/@slack/bolt/',
    names: isMainThread ? /^(@slack\/(oauth|socket-mode)|express)$/ : /^(@slack\/oauth|express)$/,
  },
  { by: '/@slack/', names: /^@slack\/types$/ },
  { by: '/prom-client/', names: /^@opentelemetry\/api$/ },
  { by: '/zod/v4/', names: /^\.\.\/locales\/index\.js$/ },
  { by: '/kysely/dist/index.js', names: /^\.\/(dialect\/(mysql|mssql|pglite)|plugin)\// },
];

/** What was kept longer ago, in milliseconds, is made anew: else that of files, packages and Nodes that are gone would stay for ever. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

let isPruned = false;

/** The address of an empty module, which is no file. */
const EMPTY = new URL('empty.cjs', import.meta.url).href;

enableCompileCache(cache);
registerHooks({
  resolve(specifier, context, nextResolve) {
    if (isUnused(specifier, context)) return { url: EMPTY, format: 'commonjs', shortCircuit: true };
    if (isWhole(specifier, context)) return { url: new URL(specifier, context.parentURL).href, shortCircuit: true };
    return nextResolve(specifier, context);
  },
  load(url, context, nextLoad) {
    if (url === EMPTY) return { format: isImport(context) ? 'module' : 'commonjs', source: '', shortCircuit: true };
    const source = sourceOf(url, context);
    return source === undefined ? nextLoad(url, context) : { format: 'module', source, shortCircuit: true };
  },
});

/** Whether an `import` names its file whole, beside its own: thousands do, and Node would look each up on the disk. */
function isWhole(specifier, { parentURL = '', conditions = [] }) {
  return /^\.\.?\/.*\.[cm]?[jt]s$/.test(specifier) && parentURL.startsWith('file:') && isImport({ conditions });
}

function isUnused(specifier, { parentURL = '' }) {
  return UNUSED.some(({ by, names }) => names.test(specifier) && parentURL.includes(`/node_modules${by}`));
}

function isImport({ conditions }) {
  return conditions.includes('import');
}

/** The source of a module in Node's stead; undefined where Node reads it. */
function sourceOf(url, { format, conditions }) {
  if (!url.startsWith('file:')) return undefined;
  if (url.endsWith('.ts')) return stripped(readFileSync(fileURLToPath(url), 'utf8'));
  const isCommonJs = format === 'commonjs' || format === null; // null: its package.json says nothing
  return isCommonJs && isImport({ conditions }) ? reexported(fileURLToPath(url)) : undefined;
}

/** A module with the exports of a CommonJS one. Node would look for their names in its text and in that of all that it requires. */
function reexported(path) {
  const exported = require(path);
  if (isModuleNamespaceObject(exported)) return undefined;
  const names = Object.keys(exported).filter((name) => name !== 'default' && /^[\w$]+$/.test(name));
  return `import { createRequire } from 'node:module';
const exported = createRequire(import.meta.url)(${JSON.stringify(path)});
export default exported;
${names.map((name) => `const $${name} = exported.${name};`).join('\n')}
export { ${names.map((name) => `$${name} as ${name}`).join(', ')} };`;
}

/** The JavaScript of a TypeScript file. */
function stripped(source) {
  const file = `${cache}/${createHash('sha256').update(process.version).update(source).digest('hex')}.js`;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const code = stripTypeScriptTypes(source);
    keep(file, code);
    return code;
  }
}

/** Another process may be reading or writing the same file, and a folder that cannot be written to is no fault. */
function keep(file, code) {
  try {
    const draft = `${file}.${process.pid}`;
    mkdirSync(cache, { recursive: true });
    writeFileSync(draft, code);
    renameSync(draft, file);
  } catch {}
  if (!isPruned) process.once('exit', prune); // whoever adds something makes room, when nobody waits for it any more
  isPruned = true;
}

/** Deletes what was kept too long ago, V8's code with it. Others may delete the same. */
function prune() {
  const oldest = Date.now() - KEPT_MS;
  try {
    for (const entry of readdirSync(cache, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile() && statSync(file).mtimeMs < oldest) rmSync(file, { force: true });
    }
  } catch {}
}
