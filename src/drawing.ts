import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { Picture } from './chart/picture.ts';

import { UserError } from './error.ts';

type Spec = Readonly<Record<string, unknown>>;

type DrawSpec = (spec: Spec) => Promise<Picture>;

/** Draws one Vega-Lite spec file as a PNG file. Throws a UserError when the file is no spec or cannot be drawn. */
export async function drawFile(source: string, target: string, drawSpec: DrawSpec): Promise<void> {
  const { png } = await drawSpec(await readSpec(source));
  await writeFile(target, png).catch((cause: unknown) => {
    throw new UserError(`${target} cannot be written: check that its folder exists`, { cause });
  });
}

/** Draws every `.json` of a folder into another as PNGs, and says of each how it went. One that fails does not stop the others. */
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
      (error: unknown) => (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' '),
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
