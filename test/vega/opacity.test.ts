import type { Spec } from 'vega';
import { expect, test } from 'vitest';

import { withoutGroups } from '../../src/vega/opacity.ts';

const FILL = { value: 'red' };
const HALF = { value: 0.5 };

test.each([
  ['a fill alone', 'symbol', { fill: FILL, opacity: HALF }, { fill: FILL, fillOpacity: HALF }],
  ['a stroke alone', 'line', { stroke: FILL, opacity: HALF }, { stroke: FILL, strokeOpacity: HALF }],
  [
    'a fill and no stroke',
    'rect',
    { fill: FILL, stroke: { value: 'transparent' }, opacity: HALF },
    { fill: FILL, stroke: { value: 'transparent' }, fillOpacity: HALF },
  ],
  ['both, as it is', 'rect', { fill: FILL, stroke: FILL, opacity: HALF }, { fill: FILL, stroke: FILL, opacity: HALF }],
  ['a text, as it is', 'text', { fill: FILL, opacity: HALF }, { fill: FILL, opacity: HALF }],
  [
    'an opacity of its own, as it is',
    'area',
    { fill: FILL, fillOpacity: HALF, opacity: HALF },
    { fill: FILL, fillOpacity: HALF, opacity: HALF },
  ],
])('withoutGroups(spec): %s', (_, type, update, expected) => {
  const spec = { marks: [{ type: 'group', marks: [{ type, encode: { update } }] }] } as unknown as Spec;
  expect(withoutGroups(spec)).toEqual({ marks: [{ type: 'group', marks: [{ type, encode: { update: expected } }] }] });
});

test('withoutGroups(spec): what a style of the spec paints, as it is', () => {
  const mark = { type: 'area', style: ['band'], encode: { update: { fill: FILL, opacity: HALF } } };
  const spec = { config: { style: { band: { opacity: 0.3 } } }, marks: [mark] } as unknown as Spec;
  expect(withoutGroups(spec)).toEqual(spec);
});
