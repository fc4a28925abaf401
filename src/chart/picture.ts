/** One entry of the legend above the plot, which is used where the marks have no room for labels. */
export type LegendEntry = {
  readonly label: string;
  readonly colour: string;
  readonly shape: 'square' | 'line' | 'tick';
};

/** The texts around the plot in a picture; an empty text takes no room. */
export type Frame = {
  readonly title: string;
  readonly subtitle: string;
  readonly legend: readonly LegendEntry[];
  /** Notes and where the data is from, below the plot. */
  readonly source: string;
};

/** A PNG, at twice its logical size unless it was drawn at another one; width and height are in pixels of the file. */
export type Picture = { readonly png: Uint8Array; readonly width: number; readonly height: number };
