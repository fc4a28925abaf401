import type { Theme } from '../chart/palette.ts';
import type { Frame } from '../chart/picture.ts';

/** A spec for the worker to draw. Rows go into the data named `table`; with a frame, it is drawn around the plot. */
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
