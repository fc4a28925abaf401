import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

import type { Picture } from '../chart/picture.ts';
import type { CommandContext } from './command.ts';

import { messageOf, UserError } from '../error.ts';

type Spec = Readonly<Record<string, unknown>>;

type DrawSpec = (spec: Spec) => Promise<Picture>;

/** Draws one Vega-Lite spec file as a PNG file. Throws a UserError when the file is no spec or cannot be drawn. */
export async function drawFile(source: string, target: string, drawSpec: DrawSpec): Promise<void> {
  const { png } = await drawSpec(await readSpec(source));
  await writeFile(target, png).catch((cause: unknown) => {
    throw new UserError(`${target} cannot be written: check that its folder exists`, { cause });
  });
}

/** Draws every `.json` of a folder as a PNG in another folder, and prints the outcome of each. A failure does not stop the others. */
export async function drawFolder(
  source: string,
  target: string,
  drawSpec: DrawSpec,
  say: (line: string) => void,
): Promise<void> {
  const names = (await readdir(source)).filter((name) => name.endsWith('.json')).sort();
  if (names.length === 0) throw new UserError(`${source} holds no .json file: put Vega-Lite specs into it`);
  await mkdir(target, { recursive: true });
  for (const name of names) {
    const outcome = await drawFile(join(source, name), join(target, `${basename(name, '.json')}.png`), drawSpec).then(
      () => 'drawn',
      (error: unknown) => messageOf(error).replace(/\s+/g, ' '),
    );
    say(`${name}: ${outcome}`);
  }
}

async function readSpec(path: string): Promise<Spec> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UserError(`there is no file ${path}: name a Vega-Lite spec`, { cause });
  });
  try {
    const spec: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof spec === 'object' && spec !== null && !Array.isArray(spec)) return spec as Spec;
  } catch (cause) {
    throw new UserError(`${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
  throw new UserError(`${path} is no Vega-Lite spec: it must be a JSON object`);
}

/** A file may take longer than a question: nobody else waits for it. */
const DRAWING_LIMITS = { timeoutMs: 60_000, memoryMb: 1024 };

/** Runs `draw SPEC.json --png FILE`, also for a folder of specs into a folder. */
export async function drawSpecs(args: string[], { openRenderer }: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { png: { type: 'string' } } });
  const [source, ...others] = positionals;
  if (!source || others.length > 0 || !values.png) {
    throw new UserError(
      'draw takes a spec and where to draw it: draw SPEC.json --png FILE, or draw FOLDER --png FOLDER',
    );
  }
  const renderer = openRenderer(DRAWING_LIMITS);
  try {
    const isFolder = (await stat(source).catch(() => undefined))?.isDirectory();
    if (isFolder) await drawFolder(source, values.png, renderer.drawSpec, (line) => console.log(line));
    else await drawFile(source, values.png, renderer.drawSpec);
  } finally {
    await renderer.close();
  }
}
