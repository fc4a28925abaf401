import { z } from 'zod';

import type { Diagnostic } from './diagnostic.ts';
import type { Say } from './param-header.ts';
import type { Query } from './query.ts';

import { ACCESS } from './access.ts';
import { collectDiagnostics } from './diagnostic.ts';
import { buildParam, FORMAT, NAME, PARAM, WORDS } from './param-header.ts';
import { schemaDiagnostics } from './schema-diagnostics.ts';
import { isRecord, readYaml } from './yaml.ts';

/** What a header says, before the file's name and SQL are added. */
export type Header = Pick<
  Query,
  | 'title'
  | 'description'
  | 'owner'
  | 'isPrivate'
  | 'aliases'
  | 'aliasPlaces'
  | 'params'
  | 'chart'
  | 'freshness'
  | 'formats'
  | 'access'
  | 'placeOf'
>;

const HEADER = z.strictObject({
  title: z.string().trim().min(1).max(60).optional(),
  description: z.string().trim().max(300).default(''),
  owner: z.string().trim().min(1).max(80).optional(),
  private: z.boolean().default(false),
  aliases: WORDS,
  params: z.record(NAME, PARAM).default({}),
  chart: z.union([z.literal('auto'), z.record(z.string(), z.unknown())]).default('auto'),
  freshness: z.string().trim().min(1).transform(newestOf).optional(),
  access: ACCESS.optional(),
  formats: z.record(z.string().min(1), FORMAT).default({}),
});

const SHARED_FILE = '_shared.yml';

const SHARED = z.strictObject({ params: z.record(NAME, PARAM) });

/** Reads `_shared.yml`: parameters as in a header. */
export function parseShared(source: string): { shared: Shared; diagnostics: readonly Diagnostic[] } {
  const yaml = readYaml(source, SHARED_FILE);
  const { value, diagnostics } = yaml;
  if (diagnostics.length > 0) return { shared: 'broken', diagnostics };
  const parsed = SHARED.safeParse(value ?? {});
  if (parsed.success) return { shared: (value as { params: Exclude<Shared, 'broken'> }).params, diagnostics };
  return { shared: 'broken', diagnostics: schemaDiagnostics(SHARED, parsed.error, yaml, SHARED_FILE) };
}

/** Reads the YAML of a header that begins on `firstLine` of its file; the header is undefined with any diagnostic. */
export function parseHeader(
  text: string,
  { file, firstLine, shared = {} }: { file: string; firstLine: number; shared?: Shared },
): { header?: Header; diagnostics: readonly Diagnostic[] } {
  const yaml = readYaml(text, file, firstLine);
  if (yaml.diagnostics.length > 0) return { diagnostics: yaml.diagnostics };
  const { diagnostics, diagnose } = collectDiagnostics(file);
  const say: Say = (path, message) => diagnose(yaml.at(path), message);
  const value = takeShared(yaml.value ?? {}, shared, say);
  if (value === undefined || diagnostics.length > 0) return { diagnostics };
  const parsed = HEADER.safeParse(value);
  if (!parsed.success)
    return { diagnostics: schemaDiagnostics(HEADER, parsed.error, { ...yaml, value }, 'the header') };

  const { title = '', params, chart, private: isPrivate, ...rest } = parsed.data;
  const header: Header = {
    ...rest,
    title,
    ...(isPrivate && { isPrivate }),
    chart: chart as Header['chart'],
    params: Object.entries(params).map(([name, param]) =>
      buildParam(name, param, {
        all: params,
        place: yaml.at(['params', name]),
        say: (path, message) => say(['params', name, ...path], message),
      }),
    ),
    placeOf: yaml.at,
    aliasPlaces: rest.aliases.map((_, index) => yaml.at(['aliases', index])),
  };
  return diagnostics.length > 0 ? { diagnostics } : { header, diagnostics };
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
 * Undefined when the header names what a broken file would have held.
 */
function takeShared(value: unknown, shared: Shared, say: Say): unknown {
  const params = isRecord(value) && isRecord(value.params) ? value.params : undefined;
  if (!params) return value;
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
      say(['params', name], `${from} is not in _shared.yml, which holds ${known}`);
      return [name, own] as const;
    }
    const { shared: _, choices, ...rest } = isRecord(own) ? own : {};
    return [
      name,
      { ...base, ...rest, ...(choices === undefined ? {} : { choices: pick(name, base.choices, choices, say) }) },
    ] as const;
  });
  return isBroken ? undefined : { ...(value as object), params: Object.fromEntries(taken) };
}

/** Some of a shared parameter's choices, by their names. */
function pick(param: string, all: unknown, names: unknown, say: Say): unknown {
  if (!Array.isArray(names) || !isRecord(all)) return names;
  const missing = names.find((name) => !(String(name) in all));
  if (missing !== undefined)
    say(['params', param, 'choices'], `${missing} is none of the shared choices: ${Object.keys(all).join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, all[String(name)]]));
}
