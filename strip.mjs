// Node takes the types out of every TypeScript file anew at every start, which lasts longer than all else in it. Here the
// outcome is kept in node_modules/.cache, found by the file's content, and V8's compiled code beside it.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { enableCompileCache, registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('node_modules/.cache/owlpost', import.meta.url));

enableCompileCache(cache);
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    isWhole(specifier, context)
      ? { url: new URL(specifier, context.parentURL).href, shortCircuit: true }
      : nextResolve(specifier, context),
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
    return { format: 'module', source: stripped(readFileSync(fileURLToPath(url), 'utf8')), shortCircuit: true };
  },
});

/** Whether an `import` names its file whole, beside its own: thousands do, and Node would look each up on the disk. */
function isWhole(specifier, { parentURL = '', conditions = [] }) {
  return /^\.\.?\/.*\.[cm]?[jt]s$/.test(specifier) && parentURL.startsWith('file:') && conditions.includes('import');
}

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
}
