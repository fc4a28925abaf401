import type { Theme } from '../chart/palette.ts';
import type { Frame } from '../chart/picture.ts';

/** One spec that the worker draws. Its rows go into the data named `table`; a frame is drawn around the plot. */
export type RenderJob = {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
  readonly frame?: Frame;
  readonly theme: Theme;
  /** Pixels of the file for each pixel of its logical size; 2 without it. */
  readonly scale?: number | undefined;
  /** Whether the spec was written by others. It then keeps its own layout; otherwise it gets Owlpost's look. */
  readonly isGuest: boolean;
};
