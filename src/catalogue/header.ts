import { z } from 'zod';

import type { Fault, Message } from './diagnostic.ts';
import type { Query } from './query.ts';

import { buildParam, NAME, PARAM, WORDS } from './param-header.ts';
import { schemaFaults } from './schema-fault.ts';
import { isRecord, readYaml } from './yaml.ts';

/** What a header says, before the file's name and SQL are added. */
export type Header = Pick<
  Query,
  'title' | 'description' | 'owner' | 'aliases' | 'aliasPlaces' | 'params' | 'chart' | 'freshness' | 'formats'
>;

const HEADER = z.strictObject({
  title: z.string().trim().min(1).max(60).optional(),
  description: z.string().trim().max(300).default(''),
  owner: z.string().trim().min(1).max(80).optional(),
  aliases: WORDS,
  params: z.record(NAME, PARAM).default({}),
  chart: z.union([z.literal('auto'), z.record(z.string(), z.unknown())]).default('auto'),
  freshness: z.string().trim().min(1).transform(newestOf).optional(),
  formats: z.record(z.string().min(1), z.string().min(1).max(40)).default({}),
});

const SHARED = z.strictObject({ params: z.record(NAME, PARAM) });

/** Reads `_shared.yml`: parameters as in a header. */
export function parseShared(source: string): { shared: Shared; faults: readonly Fault[] } {
  const yaml = readYaml(source);
  const { value, faults } = yaml;
  if (faults.length > 0) return { shared: 'broken', faults };
  const parsed = SHARED.safeParse(value ?? {});
  if (parsed.success) return { shared: (value as { params: Exclude<Shared, 'broken'> }).params, faults };
  return { shared: 'broken', faults: schemaFaults(SHARED, parsed.error, yaml, '_shared.yml') };
}

/**
 * Reads the YAML of a header that begins on `firstLine` of its file. Every fault has its place in the file; with any
 * fault the header is undefined.
 */
export function parseHeader(
  yaml: string,
  firstLine: number,
  shared: Shared = {},
): { header?: Header; faults: readonly Fault[] } {
  const read = readYaml(yaml, firstLine);
  const { value, at, faults: told } = read;
  if (told.length > 0) return { faults: told };
  const { header, problems } = takeShared(value ?? {}, shared);
  if (header === undefined) return { faults: [] };
  if (problems.length > 0) return { faults: problems.map(({ path, message }) => ({ ...at(path), message })) };
  const parsed = HEADER.safeParse(header);
  if (!parsed.success) return { faults: schemaFaults(HEADER, parsed.error, { ...read, value: header }, 'the header') };

  const faults: Fault[] = [];
  const { title = '', params, chart, ...rest } = parsed.data;
  const built = Object.entries(params).map(([name, param]) => {
    const { value: made, messages } = buildParam(name, param, params, at(['params', name]));
    faults.push(...messages.map(({ path, message }) => ({ ...at(['params', name, ...path]), message })));
    return made;
  });
  return faults.length > 0
    ? { faults }
    : {
        header: {
          ...rest,
          title,
          chart: chart as Header['chart'],
          params: built,
          aliasPlaces: rest.aliases.map((_, index) => at(['aliases', index])),
        },
        faults,
      };
}

/** `fact_orders.orderDate`, a column, asks for its newest value; anything else is SQL as it stands. */
export function newestOf(freshness: string): string {
  const column = /^((?:\w+\.)?\w+)\.(\w+)$/.exec(freshness);
  return column ? `SELECT MAX(${column[2]}) FROM ${column[1]}` : freshness;
}

/** Parameters that stand once, in `_shared.yml`, for headers to name. `broken` when that file has faults of its own. */
export type Shared = Readonly<Record<string, Readonly<Record<string, unknown>>>> | 'broken';

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
