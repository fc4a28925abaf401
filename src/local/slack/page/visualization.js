import { h, svg } from './dom.js';

const [WIDTH, HEIGHT] = [620, 300];

const PLOT = { left: 64, right: WIDTH - 12, top: 14, bottom: HEIGHT - 58 };

const COLOURS = ['#1264a3', '#e8912d', '#2eb67d', '#7c3085', '#e01e5a', '#36c5f0'];

const RADIUS = 115;

/** Draws a `data_visualization` block: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export function visualization({ title, chart }) {
  const names = chart.type === 'pie' ? chart.segments.map(({ label }) => label) : chart.series.map(({ name }) => name);
  const label = `${title}: a chart of ${names.join(', ')}`;
  const drawn = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label });
  drawn.append(...(chart.type === 'pie' ? slices(chart.segments) : [...axes(chart), ...SERIES[chart.type](chart)]));
  const key = names.map((name, index) => {
    const square = svg('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' });
    square.append(svg('rect', { width: 10, height: 10, rx: 2, fill: colour(index) }));
    return h('span', square, name);
  });
  return h('figure.visualization', h('figcaption', title), drawn, h('div.key', key));
}

const SERIES = {
  bar: (chart) => {
    const y = scaleOf(chart);
    const step = stepOf(chart);
    const width = Math.min((step * 0.76) / chart.series.length, 44);
    return chart.series.flatMap(({ data }, index) =>
      data.map(({ value }, place) => {
        const x = centre(chart, place) + (index - chart.series.length / 2) * width;
        const [top, bottom] = [Math.min(y(value), y(0)), Math.max(y(value), y(0))];
        const size = { x, y: top, width: width - 1, height: Math.max(bottom - top, 0.5) };
        return svg('rect', { ...size, rx: 2, fill: colour(index) });
      }),
    );
  },
  line: (chart) => chart.series.flatMap(({ data }, index) => line(chart, data, index)),
  area: (chart) => {
    const base = scaleOf(chart)(0);
    return chart.series.flatMap(({ data }, index) => {
      const [first, last] = [centre(chart, 0), centre(chart, data.length - 1)];
      const points = `${first},${base} ${pointsOf(chart, data)} ${last},${base}`;
      return [svg('polygon', { points, fill: colour(index), opacity: 0.25 }), ...line(chart, data, index)];
    });
  },
};

function line(chart, data, index) {
  const stroke = { fill: 'none', stroke: colour(index), 'stroke-width': 2.5, 'stroke-linejoin': 'round' };
  return [svg('polyline', { points: pointsOf(chart, data), ...stroke })];
}

function pointsOf(chart, data) {
  const y = scaleOf(chart);
  return data.map(({ value }, place) => `${centre(chart, place)},${y(value)}`).join(' ');
}

function axes(chart) {
  const { categories, x_label: across, y_label: up } = chart.axis_config;
  const y = scaleOf(chart);
  const grid = ticksOf(chart).flatMap((value) => [
    svg('line', { x1: PLOT.left, x2: PLOT.right, y1: y(value), y2: y(value), class: 'grid' }),
    text(short(value), { x: PLOT.left - 8, y: y(value) + 4, 'text-anchor': 'end' }),
  ]);
  const every = Math.ceil(categories.length / Math.max(1, Math.floor((PLOT.right - PLOT.left) / widestOf(categories))));
  const labels = categories.flatMap((label, place) =>
    place % every ? [] : [text(label, { x: centre(chart, place), y: PLOT.bottom + 18, 'text-anchor': 'middle' })],
  );
  const middle = (PLOT.top + PLOT.bottom) / 2;
  const titles = [
    across && text(across, { x: (PLOT.left + PLOT.right) / 2, y: PLOT.bottom + 42, 'text-anchor': 'middle' }),
    up && text(up, { transform: `translate(13 ${middle}) rotate(-90)`, 'text-anchor': 'middle' }),
  ];
  return [...grid, ...labels, ...titles.filter(Boolean)];
}

function slices(segments) {
  const whole = segments.reduce((sum, { value }) => sum + value, 0);
  let turned = 0;
  return segments.map(({ value }, index) => {
    const [start, end] = [turned / whole, (turned + value) / whole];
    turned += value;
    if (segments.length === 1) return svg('circle', { cx: WIDTH / 2, cy: HEIGHT / 2, r: RADIUS, fill: colour(index) });
    const at = (part) => {
      const angle = part * 2 * Math.PI - Math.PI / 2;
      return `${WIDTH / 2 + RADIUS * Math.cos(angle)} ${HEIGHT / 2 + RADIUS * Math.sin(angle)}`;
    };
    const arc = `A${RADIUS} ${RADIUS} 0 ${end - start > 0.5 ? 1 : 0} 1 ${at(end)}`;
    return svg('path', { d: `M${WIDTH / 2} ${HEIGHT / 2}L${at(start)}${arc}Z`, fill: colour(index), class: 'slice' });
  });
}

function stepOf({ axis_config: { categories } }) {
  return (PLOT.right - PLOT.left) / categories.length;
}

function centre(chart, place) {
  return PLOT.left + (place + 0.5) * stepOf(chart);
}

/** Where a value is on the upright axis, which holds zero. */
function scaleOf(chart) {
  const ticks = ticksOf(chart);
  const [low, high] = [ticks[0], ticks.at(-1)];
  return (value) => PLOT.bottom - ((value - low) / (high - low || 1)) * (PLOT.bottom - PLOT.top);
}

function ticksOf({ series }) {
  const values = series.flatMap(({ data }) => data.map(({ value }) => value));
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const [from, to] = [Math.floor(low / step), Math.ceil(high / step)];
  return Array.from({ length: to - from + 1 }, (_, index) => Number(((from + index) * step).toPrecision(12)));
}

function short(value) {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 }).format(value);
}

function widestOf(labels) {
  return Math.max(...labels.map((label) => label.length)) * 7 + 10;
}

function colour(index) {
  return COLOURS[index % COLOURS.length];
}

function text(words, attributes) {
  const element = svg('text', attributes);
  element.textContent = words;
  return element;
}
