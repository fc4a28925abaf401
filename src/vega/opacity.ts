import type { Spec } from 'vega';

type Mark = {
  readonly type?: string;
  readonly marks?: readonly Mark[];
  readonly encode?: { readonly update?: Readonly<Record<string, unknown>> };
};

const PAINTED = new Set(['symbol', 'rect', 'arc', 'area', 'line', 'rule', 'path', 'shape', 'trail']);

/**
 * The same picture without element opacity: the rasteriser draws every element with `opacity` as a group of its own, which
 * is eight times slower for 5,000 points. What has both a fill and a stroke keeps it, for there it would look different.
 */
export function withoutGroups(spec: Spec): Spec {
  return { ...spec, marks: (spec.marks as readonly Mark[] | undefined)?.map(withoutGroup) } as Spec;
}

function withoutGroup(mark: Mark): Mark {
  if (mark.marks) return { ...mark, marks: mark.marks.map(withoutGroup) };
  const { opacity, ...update } = mark.encode?.update ?? {};
  if (!opacity || !PAINTED.has(mark.type ?? '') || update.fillOpacity || update.strokeOpacity) return mark;
  if (isPainted(update.fill) && isPainted(update.stroke)) return mark;
  const channel = isPainted(update.fill) ? 'fillOpacity' : 'strokeOpacity';
  return { ...mark, encode: { ...mark.encode, update: { ...update, [channel]: opacity } } };
}

function isPainted(colour: unknown): boolean {
  return (
    colour !== undefined &&
    (colour as { value?: unknown }).value !== 'transparent' &&
    (colour as { value?: unknown }).value !== null
  );
}
