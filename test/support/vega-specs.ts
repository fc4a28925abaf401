type Spec = Readonly<Record<string, unknown>>;

const LETTERS = {
  values: 'ABCDEFGHI'
    .split('')
    .map((letter, index) => ({ letter, count: [28, 55, 43, 91, 81, 53, 19, 87, 52][index]! })),
};

const WAVES = {
  values: Array.from({ length: 180 }, (_, index) => ({
    x: (index % 60) / 6,
    y: Math.sin((index % 60) / 6 + Math.floor(index / 60)) * (1 + Math.floor(index / 60)),
    wave: ['first', 'second', 'third'][Math.floor(index / 60)]!,
    day: new Date(Date.UTC(2025, 0, 1 + (index % 60))).toISOString().slice(0, 10),
  })),
};

const SERIES = {
  data: WAVES,
  mark: 'line',
  encoding: { x: field('day', 'temporal'), y: field('y'), color: field('wave', 'nominal') },
};

function field(name: string, type = 'quantitative', rest: Spec = {}): Spec {
  return { field: name, type, ...rest };
}

/** Charts as others write them, each with its data inside, for everything that Vega-Lite can draw. */
export const SPECS: Readonly<Record<string, Spec>> = {
  bars: { data: LETTERS, mark: 'bar', encoding: { x: field('letter', 'nominal'), y: field('count') } },
  sortedBarsWithLabels: {
    data: LETTERS,
    title: { text: 'Letters', subtitle: 'sorted by how often they occur' },
    encoding: { y: field('letter', 'nominal', { sort: '-x' }), x: field('count') },
    layer: [{ mark: 'bar' }, { mark: { type: 'text', align: 'left', dx: 3 }, encoding: { text: field('count') } }],
  },
  pie: { data: LETTERS, mark: 'arc', encoding: { theta: field('count'), color: field('letter', 'nominal') } },
  radial: {
    data: LETTERS,
    layer: [
      { mark: { type: 'arc', innerRadius: 20, stroke: '#fff' } },
      { mark: { type: 'text', radiusOffset: 10 }, encoding: { text: field('count') } },
    ],
    encoding: {
      theta: field('count', 'quantitative', { stack: true }),
      radius: field('count', 'quantitative', { scale: { type: 'sqrt', zero: true, rangeMin: 20 } }),
      color: field('letter', 'nominal', { legend: null }),
    },
  },
  lines: SERIES,
  stackedAreas: {
    ...SERIES,
    mark: 'area',
    encoding: { ...SERIES.encoding, y: { aggregate: 'sum', field: 'x', stack: 'normalize' } },
  },
  band: {
    data: WAVES,
    layer: [
      { mark: { type: 'errorband', extent: 'ci' } },
      { mark: 'line', encoding: { y: { aggregate: 'mean', field: 'y' } } },
    ],
    encoding: { x: field('x'), y: field('y') },
  },
  boxes: {
    data: WAVES,
    mark: { type: 'boxplot', extent: 'min-max' },
    encoding: { x: field('wave', 'nominal'), y: field('y') },
  },
  points: {
    data: WAVES,
    mark: 'point',
    encoding: { x: field('x'), y: field('y'), color: field('wave', 'nominal'), shape: field('wave', 'nominal') },
  },
  histogram: { data: WAVES, mark: 'bar', encoding: { x: { field: 'y', bin: true }, y: { aggregate: 'count' } } },
  heatmap: {
    data: WAVES,
    mark: 'rect',
    encoding: {
      x: { field: 'x', bin: { maxbins: 12 } },
      y: { field: 'y', bin: { maxbins: 8 } },
      color: { aggregate: 'count' },
    },
  },
  density: {
    data: WAVES,
    transform: [{ density: 'y', groupby: ['wave'] }],
    mark: { type: 'area', opacity: 0.5 },
    encoding: { x: field('value'), y: field('density'), color: field('wave', 'nominal') },
  },
  regression: {
    data: WAVES,
    layer: [
      { mark: { type: 'point', filled: true } },
      { mark: { type: 'line', color: 'firebrick' }, transform: [{ regression: 'y', on: 'x', method: 'poly' }] },
    ],
    encoding: { x: field('x'), y: field('y') },
  },
  facet: {
    ...SERIES,
    width: 150,
    height: 100,
    encoding: { ...SERIES.encoding, facet: field('wave', 'nominal', { columns: 2 }) },
  },
  rows: {
    data: WAVES,
    mark: 'area',
    height: 60,
    encoding: { x: field('x'), y: field('y'), row: field('wave', 'nominal') },
  },
  repeat: {
    data: WAVES,
    repeat: { column: ['x', 'y'], row: ['y', 'x'] },
    spec: {
      width: 120,
      height: 100,
      mark: 'point',
      encoding: {
        x: { field: { repeat: 'column' }, type: 'quantitative' },
        y: { field: { repeat: 'row' }, type: 'quantitative' },
      },
    },
  },
  concat: {
    hconcat: [
      { data: LETTERS, mark: 'bar', encoding: { x: field('letter', 'nominal'), y: field('count') } },
      { ...SERIES, width: 200 },
    ],
  },
  window: {
    data: WAVES,
    transform: [
      { filter: "datum.wave === 'first'" },
      { window: [{ op: 'sum', field: 'y', as: 'total' }], frame: [null, 0] },
    ],
    mark: 'area',
    encoding: { x: field('x'), y: field('total') },
  },
  ranges: {
    data: {
      values: [
        { task: 'A', start: 1, end: 3 },
        { task: 'B', start: 3, end: 8 },
        { task: 'C', start: 8, end: 10 },
      ],
    },
    mark: 'bar',
    encoding: { y: field('task', 'ordinal'), x: field('start'), x2: { field: 'end' } },
  },
  sphere: {
    width: 200,
    height: 200,
    projection: { type: 'orthographic', scale: 100, translate: [100, 100] },
    layer: [
      { data: { sphere: true }, mark: { type: 'geoshape', fill: 'aliceblue' } },
      { data: { graticule: true }, mark: { type: 'geoshape', stroke: 'black', strokeWidth: 0.5 } },
    ],
  },
  sequence: {
    data: { sequence: { start: 0, stop: 12.7, step: 0.1, as: 'u' } },
    transform: [{ calculate: 'sin(datum.u)', as: 'v' }],
    mark: { type: 'trail' },
    encoding: { x: field('u'), y: field('v'), size: field('u', 'quantitative', { legend: null }) },
  },
  ticksAndRules: {
    data: WAVES,
    layer: [
      { mark: 'tick', encoding: { x: field('y'), y: field('wave', 'nominal') } },
      { mark: { type: 'rule', color: 'red', size: 2 }, encoding: { x: { aggregate: 'mean', field: 'y' } } },
    ],
  },
  params: {
    data: LETTERS,
    params: [
      { name: 'least', value: 50, bind: { input: 'range', min: 0, max: 100 } },
      { name: 'pick', select: 'interval' },
    ],
    mark: 'bar',
    encoding: {
      x: field('letter', 'nominal'),
      y: field('count'),
      color: { condition: { test: 'datum.count > least', value: 'darkorange' }, value: 'lightgray' },
    },
  },
  emoji: {
    data: {
      values: [
        { animal: '🐖', rank: 1 },
        { animal: '🐄', rank: 2 },
        { animal: '🐏', rank: 3 },
      ],
    },
    mark: { type: 'text', size: 40 },
    encoding: { x: field('rank', 'ordinal'), y: field('animal', 'nominal'), text: field('animal', 'nominal') },
  },
  ownLook: {
    data: LETTERS,
    background: '#222',
    config: { axis: { labelColor: 'gold', titleColor: 'gold' }, bar: { color: 'tomato' }, font: 'serif' },
    mark: 'bar',
    encoding: { x: field('letter', 'nominal'), y: field('count') },
  },
  dataUri: {
    data: { url: 'data:text/csv,a,b%0Aone,1%0Atwo,3', format: { type: 'csv' } },
    mark: 'bar',
    encoding: { x: field('a', 'nominal'), y: field('b') },
  },
  datasets: {
    datasets: { letters: LETTERS.values },
    data: { name: 'letters' },
    mark: 'bar',
    encoding: { x: field('letter', 'nominal'), y: field('count') },
  },
  temporalUnits: {
    data: WAVES,
    mark: 'bar',
    encoding: { x: { timeUnit: 'yearweek', field: 'day', type: 'temporal' }, y: { aggregate: 'count' } },
  },
  isotype: {
    data: LETTERS,
    mark: { type: 'point', filled: true, shape: 'M0,-1L1,1L-1,1Z' },
    encoding: { x: field('letter', 'ordinal'), size: field('count'), color: field('count') },
  },
  fittedRows: {
    data: WAVES,
    width: 360,
    autosize: 'fit-x',
    facet: { row: field('wave', 'nominal') },
    spec: { height: 60, mark: 'point', encoding: { x: field('x'), y: field('y') } },
  },
  containerInColumn: {
    data: LETTERS,
    width: 'container',
    autosize: { type: 'fit', contains: 'padding' },
    vconcat: [
      { mark: 'bar', encoding: { x: field('letter', 'nominal'), y: field('count') } },
      { mark: 'tick', encoding: { x: field('count') } },
    ],
  },
  empty: { data: { values: [] }, mark: 'bar', encoding: { x: field('letter', 'nominal'), y: field('count') } },
};
