import type { Request } from './request.ts';

/** Returns a request with everything that was changed from `before` to `after`. Where that led to another query, it is `after` itself. */
export function reapply(
  request: Request,
  { before, after }: { readonly before: Request; readonly after: Request },
): Request {
  if (before.query !== after.query || request.query !== after.query) return after;
  const names = new Set([before, after, request].flatMap(({ values }) => Object.keys(values)));
  const isChanged = (name: string) => partOf(before, name) !== partOf(after, name);
  const source = (name: string) => (isChanged(name) ? after : request);
  const kept = [...names].filter((name) => source(name).values[name] !== undefined);
  const compare = before.compare === after.compare ? request.compare : after.compare;
  const as = before.as === after.as ? request.as : after.as;
  return {
    query: request.query,
    values: Object.fromEntries(kept.sort().map((name) => [name, source(name).values[name]!])),
    excluded: kept.filter((name) => source(name).excluded.includes(name)),
    ...(compare !== undefined && { compare }),
    ...(as !== undefined && { as }),
  };
}

/** All that a request says of a parameter, as a key. */
function partOf({ values, excluded }: Request, name: string): string {
  return JSON.stringify([values[name], excluded.includes(name)]);
}
