import type { Draw, Picture } from '../chart.ts';
import type { Job } from './job.ts';

import { openDrafter } from './drafter.ts';
import { useShippedFonts } from './fontconfig.ts';

export type Renderer = {
  readonly draw: Draw;
  /** Draws any Vega-Lite spec whose data stands in it. Throws a UserError when it cannot. */
  readonly drawSpec: (spec: Readonly<Record<string, unknown>>) => Promise<Picture>;
  readonly close: () => Promise<void>;
};

export type RendererOptions = { readonly timeoutMs?: number; readonly memoryMb?: number };

const SCALE = 2;
const MOST_PIXELS = 40_000_000;

/** Opens the way from chart to PNG: SVG in a worker that may be killed, pixels in native threads, never on the event loop. */
export function openRenderer({ timeoutMs = 5000, memoryMb = 256 }: RendererOptions = {}): Renderer {
  useShippedFonts();
  const drafter = openDrafter({ timeoutMs, memoryMb });
  const loading = loadSharp();
  const paint = async (job: Job): Promise<Picture> => {
    const { svg, width, height } = await drafter.draw(job);
    const sharp = await loading;
    const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / (width * height)));
    const { data, info } = await sharp(Buffer.from(svg), { density: 72 * scale, limitInputPixels: 2 * MOST_PIXELS })
      .png({ compressionLevel: 3 })
      .toBuffer({ resolveWithObject: true });
    return { png: data, width: info.width, height: info.height };
  };
  return {
    draw: ({ spec, rows, frame, theme }) => paint({ spec, rows, frame, theme, isGuest: false }),
    drawSpec: (spec) => paint({ spec, theme: 'light', isGuest: true }),
    close: () => drafter.close(),
  };
}

/** One thread a picture and no cache: pictures are small and never drawn twice, and threads cost memory. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
