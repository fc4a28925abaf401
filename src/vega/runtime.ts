import { LRUCache } from 'lru-cache';
import type { LoggerInterface, Runtime, Spec } from 'vega';
import * as vega from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { compile, version } from 'vega-lite';

import type { Json } from '../chart/plots/plot.ts';
import type { RenderJob } from './job.ts';

import { messageOf, UserError } from '../error.ts';
import { FOREIGN_CONFIG, owlpostConfig } from './theme.ts';

type Data = { readonly name: string; readonly transform?: readonly { readonly type: string }[] };

type Compiled = ReturnType<typeof compile>['spec'];

const LONGEST_KEY = 200_000; // a spec that carries its rows would be kept with them

const LONGEST_SIDE = 8000;

const LONGEST_REASON = 300;

const PARTS = ['mark', 'layer', 'facet', 'repeat', 'concat', 'hconcat', 'vconcat', 'spec'];

const MARKS = new Set([
  ...['arc', 'area', 'bar', 'boxplot', 'circle', 'errorband', 'errorbar', 'geoshape', 'image', 'line'],
  ...['point', 'rect', 'rule', 'square', 'text', 'tick', 'trail'],
]);

const FITTED: Readonly<Record<string, readonly string[]>> = {
  fit: ['width', 'height'],
  'fit-x': ['width'],
  'fit-y': ['height'],
};

const SOURCES = ['values', 'url', 'source'];

const GENERATORS = ['sequence', 'graticule'];

const UNNAMED = /^source(_\d+)?$|_store$/; // Vega-Lite's own names, for data that is not there and for what is selected

/** The latest dataflows, by their config and spec. */
const runtimes = new LRUCache<string, Runtime>({ max: 100 });

/**
 * Parses a spec into a Vega dataflow. Dataflows are cached, as parsing takes a third of a small chart's time. Throws
 * a UserError when the spec is wrong, too large, or names data that it does not contain.
 */
export function runtimeOf({ spec, theme, isGuest }: RenderJob): Runtime {
  const config = isGuest ? FOREIGN_CONFIG : owlpostConfig(theme);
  const key = JSON.stringify([config, spec]);
  const known = runtimes.get(key);
  if (known) return known;
  const runtime = parseSpec(spec, config, isGuest);
  if (key.length <= LONGEST_KEY) runtimes.set(key, runtime);
  return runtime;
}

/** Throws a UserError for a side of more than 8,000 pixels. */
export function refuseLong(side: number): void {
  if (side <= LONGEST_SIDE) return;
  throw new UserError(`the chart is too large to draw: give it at most ${LONGEST_SIDE} pixels a side`);
}

/** Returns the UserError that refuses a chart, with its reason on one line of bounded length. */
export function drawingError(reason: string, cause?: unknown): UserError {
  const line = reason.replace(/\s+/g, ' ');
  const short = line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON)}…` : line;
  return new UserError(`the chart cannot be drawn: ${short}`, { cause });
}

/** Returns a logger for Vega that collects its errors in `problems`, because Vega reports an error and then draws an empty chart. */
export function strictLogger(problems: string[]): LoggerInterface {
  const logger: LoggerInterface = {
    level: (() => logger) as LoggerInterface['level'],
    error(...parts) {
      problems.push(parts.map((part) => messageOf(part)).join(' '));
      return logger;
    },
    warn: () => logger,
    info: () => logger,
    debug: () => logger,
  };
  return logger;
}

function parseSpec(spec: Json, config: Json, isGuest: boolean): Runtime {
  try {
    if (isVega(spec)) return vega.parse(spec as unknown as Spec, config);
    if (!PARTS.some((part) => part in spec))
      throw drawingError('it has no mark; a Vega-Lite spec has one, or a layer, facet, repeat or concat');
    refuseUnknownMark(spec);
    const compiled = compile(spec as unknown as TopLevelSpec, { config, logger: strictLogger([]) }).spec;
    for (const side of [compiled.width, compiled.height]) if (typeof side === 'number') refuseLong(side);
    if (isGuest) refuseMissing((compiled.data ?? []) as readonly Data[]);
    return vega.parse(withoutVainFit(compiled));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw drawingError(`${cause instanceof Error ? cause.message : cause}${ageOf(spec)}`, cause);
  }
}

/** Vega-Lite itself fails on a mark that it does not know, and does not say on which. */
function refuseUnknownMark(part: Json): void {
  const mark = part.mark as string | { readonly type?: unknown } | undefined;
  const type = typeof mark === 'object' ? mark?.type : mark;
  if (type !== undefined && !MARKS.has(String(type)))
    throw drawingError(`${JSON.stringify(type)} is no mark of Vega-Lite: use one of ${[...MARKS].join(', ')}`);
  for (const inner of PARTS.flatMap((name) => part[name]))
    if (typeof inner === 'object' && inner !== null) refuseUnknownMark(inner as Json);
}

/** Views side by side have no size of their own that they could be fitted to: Vega would leave next to nothing of them. */
function withoutVainFit(spec: Compiled): Compiled {
  const { autosize, layout, signals = [] } = spec;
  const type = typeof autosize === 'object' && 'type' in autosize ? autosize.type : autosize;
  const sides = FITTED[String(type)];
  if (!layout || !sides) return spec;
  const isSized = sides.every((side) => side in spec || signals.some(({ name }) => name === side));
  return isSized ? spec : { ...spec, autosize: 'pad' };
}

/** What to add to a fault of an old spec: the grammar has changed, and only most of it is still read. */
function ageOf({ $schema }: Json): string {
  const written = /\/schema\/vega-lite\/v([1-4])\b/.exec(String($schema))?.[1];
  return written ? ` (it was written for Vega-Lite ${written}, and is read as ${version})` : '';
}

/** Whether a spec speaks Vega itself, which needs no compiling. */
function isVega({ $schema, marks }: Json): boolean {
  return typeof $schema === 'string' ? $schema.includes('/schema/vega/') : Array.isArray(marks);
}

/** Data that only has a name is given by the page around a chart, and around ours there is none. */
function refuseMissing(data: readonly Data[]): void {
  const missing = data.find(
    ({ name, transform = [], ...rest }) =>
      !UNNAMED.test(name) &&
      !SOURCES.some((source) => source in rest) &&
      !transform.some(({ type }) => GENERATORS.includes(type)),
  );
  if (missing)
    throw drawingError(`it reads the data named ${JSON.stringify(missing.name)}, which does not stand in it`);
}
