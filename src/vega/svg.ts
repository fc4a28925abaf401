import type { Loader } from 'vega';
import * as vega from 'vega';

import type { Drawing, Job } from './job.ts';
import type { TextItem } from './measure.ts';

import { UserError } from '../error.ts';
import { PALETTES } from '../palette.ts';
import { packageFor } from './faces.ts';
import { drawFrame } from './frame.ts';
import { openMeasure } from './measure.ts';
import { refuseLong, runtimeOf, strictLogger, undrawable } from './runtime.ts';
import { cleanXml } from './xml.ts';

const LARGEST = 20_000_000;
const measure = openMeasure();

// Vega asks this for every text; its own estimate is off by up to 70 % without a canvas. Its types leave it out.
(vega as unknown as { textMetrics: { width: (item: TextItem, text: unknown) => number } }).textMetrics.width =
  measure.width;

/** Draws a Vega-Lite spec as SVG. Throws a UserError when the spec is wrong or asks for what is not in it. */
export async function drawSvg(job: Job): Promise<Drawing> {
  const { rows, frame, theme } = job;
  measure.takeMissing();
  const problems: string[] = [];
  const view = new vega.View(runtimeOf(job), {
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
    if (problems.length > 0) throw undrawable(problems[0]!);
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

function readDrawing(svg: string): Drawing {
  const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  if (!width || !height) throw undrawable('its size is no number');
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
