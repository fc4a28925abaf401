import type { LegendEntry } from './options.ts';

export type Frame = {
  readonly title: string;
  readonly subtitle: string;
  readonly key: readonly LegendEntry[];
  readonly source: string;
};

/** A PNG at twice its logical size; width and height are its own pixels. */
export type Picture = { readonly png: Uint8Array; readonly width: number; readonly height: number };
