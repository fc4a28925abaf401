import type { Canvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Loader } from 'vega';
import * as vega from 'vega';

import type { Picture } from '../chart/picture.ts';
import type { TextItem } from '../fonts/text-width.ts';
import type { Context2D } from './canvas.ts';
import type { Layout, Size } from './frame.ts';
import type { RenderJob } from './job.ts';

import { PALETTES } from '../chart/palette.ts';
import { messageOf, UserError } from '../error.ts';
import { findPackage, fontFamilies } from '../fonts/fonts.ts';
import { openTextMeasure } from '../fonts/text-width.ts';
import { clearCanvas } from './canvas.ts';
import { layoutFrame } from './frame.ts';
import { refusingLoader } from './loader.ts';
import { drawingError, refuseLong, runtimeOf, strictLogger } from './runtime.ts';

type Sheet = { readonly pen: Context2D; readonly scale: number };

type SheetOptions = { readonly sheetFor: (plot: Size) => Sheet };

type CanvasRenderer = {
  initialize(element: null, width: number, height: number, origin: object, scale: number, options: object): unknown;
};

type Untyped = {
  readonly CanvasRenderer: new (loader: Loader) => CanvasRenderer;
  readonly textMetrics: { width: (item: TextItem, text: unknown) => number };
};

const SCALE = 2;

const MOST_PIXELS = 40_000_000;

const measures = { ours: openTextMeasure(fontFamilies().ours), guests: openTextMeasure(fontFamilies().guests) };

const untyped = vega as unknown as Untyped; // what Vega exports and its types leave out

sharp.cache(false); // pictures are never drawn twice

sharp.concurrency(1);

/** Vega's own renderer, on a sheet that is made when the size of the plot is known. */
class SheetRenderer extends untyped.CanvasRenderer {
  override initialize(element: null, width: number, height: number, origin: object, _: number, options: object) {
    const { pen, scale } = (options as SheetOptions).sheetFor({ width, height });
    return super.initialize(element, width, height, origin, scale, { externalContext: pen });
  }
}

vega.renderModule('canvas', { ...vega.renderModule('canvas', undefined!), headless: SheetRenderer as never });

/**
 * Draws a chart as a PNG. Only one can be drawn at a time, as there is one canvas. Throws a UserError when its spec
 * is wrong or needs data that it does not contain.
 */
export async function drawPicture(job: RenderJob): Promise<Picture> {
  const { rows, frame, theme, scale: wanted = SCALE, isGuest } = job;
  const palette = PALETTES[theme];
  const measure = isGuest ? measures.guests : measures.ours;
  measure.takeMissing();
  untyped.textMetrics.width = measure.width; // Vega's own estimate is off by up to 70 %
  const problems: string[] = [];
  const view = new vega.View(runtimeOf(job), {
    renderer: 'none',
    loader: refusingLoader(problems),
    logger: strictLogger(problems),
  });
  let canvas: Canvas | undefined;
  const sheetFor = (plot: Size): Sheet => {
    refuseOdd(plot);
    const layout = frame ? layoutFrame(plot, frame, { palette, measure }) : bare(plot);
    const { width, height } = layout;
    const scale = Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height)));
    const missing = drawable(measure.takeMissing());
    const cleared = clearCanvas(Math.ceil(width * scale), Math.ceil(height * scale), { isGuest, missing });
    canvas = cleared.canvas;
    return { pen: prepare(cleared.pen, layout, { scale, background: palette.background }), scale };
  };
  try {
    if (rows) view.data('table', rows);
    await view.toCanvas(wanted, { sheetFor } as object);
    if (problems.length > 0) throw drawingError(problems[0]!);
    return await encode(canvas!);
  } catch (cause) {
    if (cause instanceof UserError || !isGuest) throw cause;
    throw drawingError(messageOf(cause), cause);
  } finally {
    view.finalize();
  }
}

function bare(plot: Size): Layout {
  return { ...plot, left: 0, top: 0, draw: () => {} };
}

/** Paints all but the plot, and leaves the pen where the plot begins. A picture is never transparent: who knows what is behind. */
function prepare(
  pen: Context2D,
  { width, height, left, top, draw }: Layout,
  sheet: { scale: number; background: string },
): Context2D {
  const { scale, background } = sheet;
  pen.save();
  pen.scale(scale, scale);
  pen.fillStyle = background;
  pen.fillRect(0, 0, width + 1, height + 1);
  draw(pen);
  pen.restore();
  pen.translate(left * scale, top * scale);
  return pen;
}

async function encode(canvas: Canvas): Promise<Picture> {
  const { width, height } = canvas;
  const png = await sharp(canvas.data(), { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 2 })
    .toBuffer();
  return { png, width, height };
}

function refuseOdd({ width, height }: Size): void {
  if (!(width > 0 && height > 0)) throw drawingError('its size is no number above 0');
  refuseLong(Math.max(width, height));
}

/** A script whose font can be installed is refused by name. */
function drawable(missing: readonly number[]): readonly number[] {
  const needed = findPackage(missing);
  if (!needed) return missing;
  throw new UserError(`no font here can draw ${needed.character}: install it with npm install ${needed.name}`);
}
