import { describe, expect, test } from 'vitest';

import type { RenderJob } from '../../src/vega/job.ts';

import { UserError } from '../../src/error.ts';
import { drawingError, refuseLong, runtimeOf, strictLogger } from '../../src/vega/runtime.ts';

const BARS = {
  data: { values: [{ a: 'A', b: 28 }] },
  mark: 'bar',
  encoding: { x: { field: 'a' }, y: { field: 'b', type: 'quantitative' } },
};

const runtime = (spec: RenderJob['spec'], { isGuest = true, theme = 'light' }: Partial<RenderJob> = {}) =>
  runtimeOf({ spec, theme, isGuest });

describe('runtimeOf(job)', () => {
  test.each<[string, RenderJob['spec']]>([
    ['a mark', BARS],
    ['layers', { ...BARS, mark: undefined, layer: [{ mark: 'bar' }, { mark: { type: 'rule' } }] }],
    ['Vega itself', { $schema: 'https://vega.github.io/schema/vega/v6.json', marks: [] }],
    ['Vega without a schema', { marks: [{ type: 'symbol' }] }],
    ['data that are made', { ...BARS, data: { sequence: { start: 0, stop: 3, as: 'b' } } }],
    ['data that are there and named', { ...BARS, data: { name: 'mine', values: [] } }],
  ])('parses a spec of %s', (_, spec) => {
    expect(runtime(spec)).toHaveProperty('operators');
  });

  test('parses a spec once for each look', () => {
    const known = runtime(BARS);
    expect(runtime(structuredClone(BARS))).toBe(known);
    expect(runtime(BARS, { isGuest: false })).not.toBe(known);
    expect(runtime(BARS, { isGuest: false, theme: 'dark' })).not.toBe(runtime(BARS, { isGuest: false }));
  });

  test('does not keep a spec that carries many rows', () => {
    const values = Array.from({ length: 20_000 }, (_, b) => ({ a: `row ${b}`, b }));
    const heavy = { ...BARS, data: { values } };
    expect(runtime(heavy)).not.toBe(runtime(heavy));
  });

  test.each<[RenderJob['spec'], string]>([
    [{}, 'it has no mark; a Vega-Lite spec has one, or a layer, facet, repeat or concat'],
    [{ ...BARS, mark: 'bars' }, '"bars" is no mark of Vega-Lite: use one of arc, area, bar,'],
    [{ ...BARS, mark: { type: '__proto__' } }, '"__proto__" is no mark of Vega-Lite'],
    [{ ...BARS, layer: [{ mark: 'bar' }, { layer: [{ mark: 'lines' }] }] }, '"lines" is no mark of Vega-Lite'],
    [{ ...BARS, width: 8001 }, 'the chart is too large to draw: give it at most 8000 pixels a side'],
    [{ ...BARS, data: { name: 'sales' } }, 'it reads the data named "sales", which does not stand in it'],
    [
      { ...BARS, $schema: 'https://vega.github.io/schema/vega-lite/v2.json', transform: [{ filter: 'datum.a ==' }] },
      '(it was written for Vega-Lite 2, and is read as 6.',
    ],
  ])('refuses %j', (spec, message) => {
    expect(() => runtime(spec)).toThrow(UserError);
    expect(() => runtime(spec)).toThrow(message);
  });

  test('our own charts get their rows later, in the data that the job names', () => {
    const { data: _, ...chart } = BARS;
    expect(runtime({ ...chart, data: { name: 'table' } }, { isGuest: false })).toHaveProperty('operators');
  });

  test('views side by side are not fitted to a size that they do not have', () => {
    const views = { autosize: 'fit', data: BARS.data, hconcat: [BARS, BARS] };
    const autosize = (spec: RenderJob['spec']) => {
      const { operators } = runtime(spec) as unknown as { operators: { signal?: string; value?: unknown }[] };
      return operators.find(({ signal }) => signal === 'autosize')?.value;
    };
    expect(autosize(views)).toMatchObject({ type: 'pad' });
    expect(autosize({ ...BARS, autosize: 'fit', width: 200, height: 100 })).toMatchObject({ type: 'fit' });
  });
});

test.each([0, 1, 8000])('refuseLong(%i) lets it pass', (side) => expect(() => refuseLong(side)).not.toThrow());

test.each([8000.5, 1e9, Number.POSITIVE_INFINITY])('refuseLong(%d) refuses it', (side) =>
  expect(() => refuseLong(side)).toThrow(UserError),
);

test('drawingError(reason) is one bounded line, and keeps its cause', () => {
  const cause = new Error('deep');
  const error = drawingError('a\n  b', cause);
  expect([error.message, error.cause]).toEqual(['the chart cannot be drawn: a b', cause]);
  expect(drawingError('x'.repeat(300)).message).toBe(`the chart cannot be drawn: ${'x'.repeat(300)}`);
  expect(drawingError('x'.repeat(301)).message).toBe(`the chart cannot be drawn: ${'x'.repeat(300)}…`);
});

test('strictLogger(problems) collects errors alone', () => {
  const problems: string[] = [];
  strictLogger(problems).warn('odd').info('so').debug('there').error('wrong:', new Error('no field')).error(7);
  expect(problems).toEqual(['wrong: no field', '7']);
});
