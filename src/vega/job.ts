import type { Theme } from '../chart/palette.ts';
import type { Frame } from '../chart/picture.ts';

/** What the worker is asked to draw. Rows go into the data named `table`; a frame is drawn around when there is one. */
export type RenderJob = {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
  readonly frame?: Frame;
  readonly theme: Theme;
  /** A spec of others keeps its own layout; ours gets Owlpost's own look. */
  readonly isGuest: boolean;
};
