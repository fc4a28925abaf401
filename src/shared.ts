import { isRecord } from './yaml.ts';

/** Parameters that stand once, in `_shared.yml`, for headers to name. `broken` when that file has faults of its own. */
export type Shared = Readonly<Record<string, Readonly<Record<string, unknown>>>> | 'broken';

/** What is wrong with a part of a header. */
export type Message = { readonly path: readonly string[]; readonly message: string };

/**
 * Puts shared parameters where a header names them: `country: shared`, or `{ shared: country, … }` with keys of its own.
 * The header is undefined when it names what a broken file would have held.
 */
export function takeShared(value: unknown, shared: Shared): { header: unknown; problems: readonly Message[] } {
  const params = isRecord(value) && isRecord(value.params) ? value.params : undefined;
  if (!params) return { header: value, problems: [] };
  const problems: Message[] = [];
  let isBroken = false;
  const taken = Object.entries(params).map(([name, own]) => {
    const from = own === 'shared' ? name : isRecord(own) && typeof own.shared === 'string' ? own.shared : undefined;
    if (from === undefined) return [name, own] as const;
    if (shared === 'broken') {
      isBroken = true;
      return [name, own] as const;
    }
    const base = shared[from];
    if (!base) {
      const known = Object.keys(shared).join(', ') || 'nothing';
      problems.push({ path: ['params', name], message: `${from} is not in _shared.yml, which holds ${known}` });
      return [name, own] as const;
    }
    const { shared: _, choices, ...rest } = isRecord(own) ? own : {};
    return [
      name,
      { ...base, ...rest, ...(choices === undefined ? {} : { choices: pick(name, base.choices, choices, problems) }) },
    ] as const;
  });
  if (isBroken) return { header: undefined, problems: [] };
  return { header: { ...(value as object), params: Object.fromEntries(taken) }, problems };
}

/** Some of a shared parameter's choices, by their names. */
function pick(param: string, all: unknown, names: unknown, problems: Message[]): unknown {
  if (!Array.isArray(names) || !isRecord(all)) return names;
  const missing = names.find((name) => !(String(name) in all));
  if (missing !== undefined) {
    const message = `${missing} is none of the shared choices: ${Object.keys(all).join(', ')}`;
    problems.push({ path: ['params', param, 'choices'], message });
  }
  return Object.fromEntries(names.map((name) => [name, all[String(name)]]));
}
