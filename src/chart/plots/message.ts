import type { TableInput } from '../chart-input.ts';
import type { Plot } from './plot.ts';

import { plotSpec } from './plot.ts';
import { WIDTH } from './size.ts';

const MESSAGE_HEIGHT = 96;

/** Draws a sentence where there is nothing else to draw. */
export function messagePlot({ palette }: Pick<TableInput, 'palette'>, sentence: string): Plot {
  const place = { x: { value: WIDTH / 2 }, y: { value: MESSAGE_HEIGHT / 2 } };
  const mark = { type: 'text', fontSize: 16, color: palette.muted, align: 'center', limit: WIDTH };
  return {
    spec: plotSpec({ mark, encoding: { text: { field: 'sentence' }, ...place } }, { height: MESSAGE_HEIGHT }),
    rows: [{ sentence }],
  };
}
