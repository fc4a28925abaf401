import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Case } from './demo.ts';

import { chart } from '../../src/chart/chart.ts';
import { openRenderer } from '../../src/vega/renderer.ts';
import * as authored from './authored.ts';
import * as easy from './easy.ts';
import * as hard from './hard.ts';
import * as hostile from './hostile.ts';

const FOLDER = fileURLToPath(new URL('../output/gallery/', import.meta.url));

const CHAPTERS: Readonly<Record<string, Readonly<Record<string, () => Case>>>> = { easy, hard, hostile, authored };

await mkdir(FOLDER, { recursive: true });

const renderer = openRenderer();

const sections: string[] = [];

for (const [chapter, cases] of Object.entries(CHAPTERS)) {
  const entries: string[] = [];
  for (const [name, makeCase] of Object.entries(cases)) entries.push(await drawCase(`${chapter}-${name}`, makeCase()));
  sections.push(`<h2>${chapter}</h2><main>${entries.join('')}</main>`);
}

await renderer.close();

await writeFile(
  `${FOLDER}index.html`,
  `<!doctype html><meta charset="utf-8"><title>Owlpost charts</title>
<style>
body { font: 14px/1.5 system-ui; margin: 2rem; background: #f6f7f8; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(600px, 1fr)); gap: 2rem; align-items: start; }
figure { margin: 0; }
img { width: 600px; border: 1px solid #ddd; }
small { color: #667; display: block; max-height: 6em; overflow: auto; }
</style>
<h1>Owlpost charts</h1>${sections.join('')}`,
);

console.log(`open ${FOLDER}index.html`);

async function drawCase(name: string, { table, options }: Case): Promise<string> {
  const drawn = chart(table, options);
  const { png, width, height } = await renderer.draw(drawn);
  await writeFile(`${FOLDER}${name}.png`, png);
  console.log(`${name}: ${drawn.type}, ${width}×${height}, ${png.length} bytes: ${drawn.headline.slice(0, 200)}`);
  return `<figure><img src="${name}.png" alt=""><figcaption><b>${name}</b> ${escapeHtml(drawn.headline)}<small>${escapeHtml(drawn.alt)}</small></figcaption></figure>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
