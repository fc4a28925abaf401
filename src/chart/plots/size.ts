/** The plot's width in a picture of 600 logical pixels. */
export const WIDTH = 568;

/** The plot's height, which makes a picture of about 16:9 with its texts. */
export const HEIGHT = 236;

/** The Vega-Lite version of all specs. */
export const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** The gaps between the bands of an axis, and at its ends, as parts of a band. */
export const BANDS = { paddingInner: 0.28, paddingOuter: 0.12 };
