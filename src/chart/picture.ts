/** One entry of the legend above the plot, where labels at the marks themselves have no room. */
export type LegendEntry = {
  readonly label: string;
  readonly colour: string;
  readonly shape: 'square' | 'line' | 'tick';
};

/** What stands around the plot in a picture; an empty text takes no room. */
export type Frame = {
  readonly title: string;
  readonly subtitle: string;
  readonly legend: readonly LegendEntry[];
  /** Notes and where the data is from, below the plot. */
  readonly source: string;
};

/** A PNG at twice its logical size; width and height are its own pixels. */
export type Picture = { readonly png: Uint8Array; readonly width: number; readonly height: number };
