/** The plot's width in a picture of 600 logical pixels. */
export const WIDTH = 568;

/** The plot's height that makes a picture of about 16:9 with its words. */
export const HEIGHT = 236;

/** The version of Vega-Lite that all specs are written in. */
export const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** The gaps between the bands of an axis, and at its ends, in parts of a band. */
export const BANDS = { paddingInner: 0.28, paddingOuter: 0.12 };
