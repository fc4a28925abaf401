import type { Spec } from 'vega';

type Mark = {
  readonly type?: string;
  readonly style?: string | readonly string[];
  readonly marks?: readonly Mark[];
  readonly encode?: { readonly update?: Readonly<Record<string, unknown>> };
};

const PAINTS = ['fill', 'stroke', 'opacity', 'fillOpacity', 'strokeOpacity'];
const PAINTED = new Set(['symbol', 'rect', 'arc', 'area', 'line', 'rule', 'path', 'shape', 'trail']);

/**
 * The same picture without element opacity: the rasteriser draws every element with `opacity` as a group of its own, which
 * is eight times slower for 5,000 points. What has both a fill and a stroke keeps it, for there it would look different,
 * and so does what a style of the spec's own paints.
 */
export function withoutGroups(spec: Spec): Spec {
  const painting = Object.entries(spec.config?.style ?? {}).filter(([, style]) =>
    PAINTS.some((paint) => paint in style),
  );
  const styles = new Set(painting.map(([name]) => name));
  const marks = spec.marks as readonly Mark[] | undefined;
  return { ...spec, marks: marks?.map((mark) => withoutGroup(mark, styles)) } as Spec;
}

function withoutGroup(mark: Mark, styles: ReadonlySet<string>): Mark {
  if (mark.marks) return { ...mark, marks: mark.marks.map((inner) => withoutGroup(inner, styles)) };
  if ([mark.style ?? []].flat().some((style) => styles.has(style))) return mark;
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
