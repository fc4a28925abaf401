/** How others draw the same chart as a PNG, for the bench. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sharp from 'sharp';

import type { Chart } from '../../src/chart/chart.ts';
import type { Picture } from '../../src/chart/picture.ts';

import { fontFamilies } from '../../src/fonts/fonts.ts';
import { FOREIGN_CONFIG } from '../../src/vega/theme.ts';

export type Peer = {
  readonly name: string;
  readonly draw: (chart: Chart) => Promise<unknown>;
  readonly close?: () => Promise<unknown>;
};

type NodeCanvas = { readonly toBuffer: (type: 'image/png') => Uint8Array };

const CHROMIUM = '/usr/bin/chromium';

const FOLDER = process.env.OWLPOST_PEERS ?? process.cwd();

const CANVAS = peerFile('canvas');

// Vega draws on a canvas when it finds a package of this name, and it looks beside itself
if (CANVAS)
  registerHooks({
    resolve: (name, context, next) =>
      name === 'canvas' ? { url: pathToFileURL(CANVAS).href, shortCircuit: true } : next(name, context),
  });

const vega = await import('vega');

const { compile } = await import('vega-lite');

const { textMetrics } = vega as unknown as { textMetrics: { canvas: (isUsed: boolean) => void } };

/**
 * The peers that are installed; the others are named. Looked for: canvas and @resvg/resvg-js in node_modules and python's
 * vl-convert (pip install --target python vl-convert-python) in the folder OWLPOST_PEERS, and Chromium at /usr/bin/chromium.
 */
export async function openPeers(): Promise<readonly Peer[]> {
  const peers = [naive(), vegaCli(), resvg(), await vlConvert(), await chromium()];
  return peers.filter((peer) => peer !== undefined);
}

/** What everyone writes first: compile, draw as SVG, hand to sharp, all in one thread. */
function naive(): Peer {
  return {
    name: 'naive',
    draw: async (drawn) =>
      sharp(Buffer.from(await plainSvg(drawn)), { density: 144 })
        .png()
        .toBuffer(),
  };
}

/** As vega-cli's vl2png does it: on node-canvas. */
function vegaCli(): Peer | undefined {
  if (!CANVAS) return skip('canvas');
  return {
    name: 'vega-cli',
    draw: async (drawn) => {
      textMetrics.canvas(true);
      const view = new vega.View(vega.parse(compile(withData(drawn)).spec), { renderer: 'none' });
      const canvas = (await view.toCanvas(2)) as unknown as NodeCanvas;
      view.finalize();
      return canvas.toBuffer('image/png');
    },
  };
}

function resvg(): Peer | undefined {
  const file = peerFile('@resvg/resvg-js');
  if (!file) return skip('@resvg/resvg-js');
  const { Resvg } = createRequire(file)(file) as {
    Resvg: new (svg: string, options: object) => { render: () => { asPng: () => Picture['png'] } };
  };
  const fontFiles = fontFamilies().ours.flatMap(({ regular, bold }) => [regular, bold]);
  const options = {
    fitTo: { mode: 'zoom', value: 2 },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Inter' },
  };
  return { name: 'resvg', draw: async (drawn) => new Resvg(await plainSvg(drawn), options).render().asPng() };
}

async function vlConvert(): Promise<Peer | undefined> {
  const program = `
import sys, json, base64
sys.path.insert(0, ${JSON.stringify(join(FOLDER, 'python'))})
import vl_convert
print("ready", flush=True)
for line in sys.stdin:
    print(len(vl_convert.vegalite_to_png(json.loads(line), scale=2)), flush=True)`;
  const python = spawn('python3', ['-c', program], { stdio: ['pipe', 'pipe', 'ignore'] });
  const answers = createInterface(python.stdout)[Symbol.asyncIterator]();
  if ((await answers.next()).value !== 'ready') return skip("python's vl-convert");
  return {
    name: 'vl-convert',
    draw: (drawn) => {
      python.stdin.write(`${JSON.stringify(withData(drawn))}\n`);
      return answers.next();
    },
    close: async () => {
      python.kill();
      await once(python, 'exit');
    },
  };
}

/** As Superset and Lightdash do it: a page that draws, and a screenshot of it. */
async function chromium(): Promise<Peer | undefined> {
  if (!existsSync(CHROMIUM)) return skip(CHROMIUM);
  const { chromium: launcher } = await import('playwright-core');
  const browser = await launcher.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: 640, height: 480 } });
  await page.setContent('<div id="chart"></div>');
  await page.addScriptTag({
    path: fileURLToPath(import.meta.resolve('vega').replace('vega.module.js', 'vega.min.js')),
  });
  return {
    name: 'chromium',
    draw: async (drawn) => {
      await page.evaluate(
        `(async () => { const view = new vega.View(vega.parse(${JSON.stringify(compile(withData(drawn)).spec)}), { renderer: 'canvas', container: '#chart' }); await view.runAsync(); })()`,
      );
      await page.locator('#chart').screenshot();
    },
    close: () => browser.close(),
  };
}

async function plainSvg(drawn: Chart): Promise<string> {
  textMetrics.canvas(false);
  const view = new vega.View(vega.parse(compile(withData(drawn)).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

/** The same chart with its rows and its words inside, as others take it. */
function withData({ spec, rows, frame }: Chart): Parameters<typeof compile>[0] {
  const { aria: _, ...config } = FOREIGN_CONFIG;
  const title = { text: frame.title, subtitle: [frame.subtitle, frame.source], anchor: 'start' };
  return { ...spec, config, title, data: { values: rows } } as unknown as Parameters<typeof compile>[0];
}

function peerFile(name: string): string | undefined {
  try {
    return createRequire(join(FOLDER, 'package.json')).resolve(name);
  } catch {
    return undefined;
  }
}

function skip(name: string): undefined {
  console.log(`without ${name}: not installed`);
}
