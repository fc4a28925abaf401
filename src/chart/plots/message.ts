import type { ChartInput, Plot } from '../options.ts';

import { plotSpec, WIDTH } from './plot.ts';

/** A sentence where there is nothing to draw. */
export function messagePlot({ palette }: Pick<ChartInput, 'palette'>, sentence: string): Plot {
  const height = 96;
  return {
    spec: plotSpec(
      {
        mark: { type: 'text', fontSize: 16, color: palette.muted, align: 'center', limit: WIDTH },
        encoding: {
          text: { field: 'sentence' },
          x: { value: WIDTH / 2 },
          y: { value: height / 2 },
        },
      },
      { height },
    ),
    rows: [{ sentence }],
  };
}
