import type { Loader, LoggerInterface, Runtime } from 'vega';
import * as vega from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { compile } from 'vega-lite';

import type { Drawing, Job } from './job.ts';
import type { TextItem } from './measure.ts';

import { UserError } from '../error.ts';
import { PALETTES } from '../palette.ts';
import { packageFor } from './faces.ts';
import { drawFrame } from './frame.ts';
import { openMeasure } from './measure.ts';
import { withoutGroups } from './opacity.ts';
import { guestConfig, houseConfig } from './theme.ts';
import { cleanXml } from './xml.ts';

const MOST_RUNTIMES = 100;
const LARGEST = 20_000_000;
const LONGEST_SIDE = 8000;
const runtimes = new Map<string, Runtime>();
const measure = openMeasure();

// Vega asks this for every text; its own estimate is off by up to 70 % without a canvas. Its types leave it out.
(vega as unknown as { textMetrics: { width: (item: TextItem, text: unknown) => number } }).textMetrics.width =
  measure.width;

/** Draws a Vega-Lite spec as SVG. Throws a UserError when the spec is wrong or asks for what is not in it. */
export async function drawSvg({ spec, rows, frame, theme, isGuest }: Job): Promise<Drawing> {
  measure.takeMissing();
  const problems: string[] = [];
  const view = new vega.View(runtimeOf(spec, isGuest ? guestConfig(theme) : houseConfig(theme)), {
    renderer: 'none',
    loader: refusingLoader(problems),
    logger: strictLogger(problems),
  });
  try {
    if (rows)
      view.data(
        'table',
        rows.map((row) => ({ ...row })),
      );
    const plot = readDrawing(await view.toSVG());
    if (plot.svg.length > LARGEST) throw new UserError('the chart has too many marks to draw: show fewer rows');
    const palette = PALETTES[theme];
    const drawing = frame ? drawFrame(plot, frame, { palette, measure }) : onBackground(plot, palette.background);
    if (problems.length > 0) throw new UserError(`the chart cannot be drawn: ${problems[0]}`);
    return { ...drawing, svg: cleanXml(replaceMissing(drawing.svg, measure.takeMissing())) };
  } finally {
    view.finalize();
  }
}

/** A picture is never transparent: nobody knows what is behind it. */
function onBackground({ svg, ...size }: Drawing, colour: string): Drawing {
  const start = svg.indexOf('>') + 1;
  return {
    svg: `${svg.slice(0, start)}<rect width="100%" height="100%" fill="${colour}"/>${svg.slice(start)}`,
    ...size,
  };
}

/** The parsed dataflow of a spec. Parsing it is a third of a small chart's time, and a view never changes it. */
function runtimeOf(spec: Job['spec'], config: Job['spec']): Runtime {
  const key = JSON.stringify([config, spec]);
  const known = runtimes.get(key);
  if (known) return known;
  const problems: string[] = [];
  const runtime = parseSpec(spec, config, strictLogger(problems));
  if (problems.length > 0) throw new UserError(`the chart cannot be drawn: ${problems[0]}`);
  if (runtimes.size >= MOST_RUNTIMES) runtimes.delete(runtimes.keys().next().value!);
  runtimes.set(key, runtime);
  return runtime;
}

function parseSpec(spec: Job['spec'], config: Job['spec'], logger: LoggerInterface): Runtime {
  try {
    const compiled = compile(spec as unknown as TopLevelSpec, { config, logger }).spec;
    for (const side of [compiled.width, compiled.height]) if (typeof side === 'number') refuseLong(side);
    return vega.parse(withoutGroups(compiled));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`the chart cannot be drawn: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function refuseLong(side: number): void {
  if (side <= LONGEST_SIDE) return;
  throw new UserError(`the chart is too large to draw: give it at most ${LONGEST_SIDE} pixels a side`);
}

/** Nothing outside the spec is ever read: every load is refused by name, and an image must carry its own bytes. */
function refusingLoader(problems: string[]): Loader {
  const refuse = (uri: string) => {
    problems.push(`it loads ${JSON.stringify(uri.slice(0, 200))}, and a chart may only show data that stands in it`);
    return Promise.reject(new Error('refused'));
  };
  return {
    options: {},
    load: (uri: string) => (uri.startsWith('data:') ? fetch(uri).then((data) => data.text()) : refuse(uri)),
    file: refuse,
    http: refuse,
    async sanitize(uri: string, { context }: { context?: string }) {
      if (context !== 'image') return { href: '#' }; // a link cannot be clicked in a picture
      if (!/^data:image\/(png|jpeg|gif);base64,/.test(uri))
        problems.push(`it shows the image ${JSON.stringify(uri.slice(0, 200))}, and a chart may load nothing`);
      return { href: uri };
    },
  } as unknown as Loader;
}

/** Vega reports errors to its logger and then draws an empty chart; here they fail the job. */
function strictLogger(problems: string[]): LoggerInterface {
  const logger: LoggerInterface = {
    level: (() => logger) as LoggerInterface['level'],
    error(...parts) {
      problems.push(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '));
      return logger;
    },
    warn: () => logger,
    info: () => logger,
    debug: () => logger,
  };
  return logger;
}

function readDrawing(svg: string): Drawing {
  const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  if (!width || !height) throw new UserError('the chart cannot be drawn: its size is no number');
  refuseLong(Math.max(Number(width), Number(height)));
  return { svg, width: Number(width), height: Number(height) };
}

/** Empty boxes are never drawn: a script whose font can be installed is refused by name, any other character marked. */
function replaceMissing(svg: string, codePoints: readonly number[]): string {
  let replaced = svg;
  for (const codePoint of codePoints) {
    const character = String.fromCodePoint(codePoint);
    const needed = packageFor(codePoint);
    if (needed) throw new UserError(`no font here can draw ${character}: install it with npm install ${needed}`);
    replaced = replaced.replaceAll(character, '\ufffd');
  }
  return replaced;
}
