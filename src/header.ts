import { isAlias, isNode, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';

import type { Choice, Param, Query } from './query.ts';
import type { Fault } from './template.ts';

import { UserError } from './error.ts';
import { canonicalValue, findChoice } from './param.ts';
import { PARAM_TYPES } from './query.ts';

/** What a header says, before the file's name and SQL are added. */
export type Header = Pick<
  Query,
  'title' | 'description' | 'owner' | 'aliases' | 'params' | 'chart' | 'freshness' | 'formats'
>;

const NAME = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _, such as product_line');
const WORDS = z.array(z.string().trim().min(1).max(60)).max(50).default([]);
const SCALAR = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const SCALARS = z.union([SCALAR.transform((value) => [value]), z.array(SCALAR).min(1)]);

const CHOICE = z.strictObject({
  sql: z.string().trim().min(1),
  label: z.string().trim().min(1).max(60).optional(),
  aliases: WORDS,
  format: z.string().min(1).max(40).optional(),
  type: z.enum(['date']).optional(),
});

const PARAM = z.strictObject({
  type: z.enum(PARAM_TYPES),
  label: z.string().trim().min(1).max(60).optional(),
  aliases: WORDS,
  many: z.boolean().default(false),
  optional: z.boolean().default(false),
  default: SCALARS.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  values: z.union([z.array(SCALAR).min(1).max(10_000), z.string().trim().min(1)]).optional(),
  choices: z.union([z.record(NAME, z.union([z.string().trim().min(1), CHOICE])), z.string()]).optional(),
});

const HEADER = z.strictObject({
  title: z.string().trim().min(1).max(60).optional(),
  description: z.string().trim().max(300).default(''),
  owner: z.string().trim().min(1).max(80).optional(),
  aliases: WORDS,
  params: z.record(NAME, PARAM).default({}),
  chart: z.union([z.literal('auto'), z.record(z.string(), z.unknown())]).default('auto'),
  freshness: z.string().trim().min(1).optional(),
  formats: z.record(z.string().min(1), z.string().min(1).max(40)).default({}),
});

type ParamHeader = z.infer<typeof PARAM>;

/** Parameters that stand once, in `_shared.yml`, for headers to name. */
export type Shared = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const SHARED = z.strictObject({ params: z.record(NAME, PARAM) });

/** Reads `_shared.yml`: parameters as in a header. With any fault nothing is shared. */
export function parseShared(yaml: string): { shared: Shared; faults: readonly Fault[] } {
  const { value, at, faults } = readYaml(yaml, 1);
  if (faults.length > 0) return { shared: {}, faults };
  const parsed = SHARED.safeParse(value);
  if (!parsed.success)
    return {
      shared: {},
      faults: parsed.error.issues.map((issue) => ({ ...at(issue.path), message: describe(issue) })),
    };
  return { shared: (value as { params: Shared }).params, faults };
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
  const { value, at, faults: told } = readYaml(yaml, firstLine);
  if (told.length > 0) return { faults: told };
  const { header, problems } = takeShared(value, shared);
  if (problems.length > 0) return { faults: problems.map(({ path, message }) => ({ ...at(path), message })) };
  const parsed = HEADER.safeParse(header);
  if (!parsed.success)
    return { faults: parsed.error.issues.map((issue) => ({ ...at(issue.path), message: describe(issue) })) };

  const faults: Fault[] = [];
  const { title = '', params, chart, ...rest } = parsed.data;
  const built = Object.entries(params).map(([name, param]) => {
    const { value: made, messages } = buildParam(name, param, params);
    faults.push(...messages.map(({ path, message }) => ({ ...at(['params', name, ...path]), message })));
    return made;
  });
  return faults.length > 0
    ? { faults }
    : { header: { ...rest, title, chart: chart as Header['chart'], params: built }, faults };
}

type Message = { readonly path: readonly string[]; readonly message: string };

/** YAML as a plain value, and where in the file each of its parts stands. */
function readYaml(yaml: string, firstLine: number) {
  const lineCounter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter, prettyErrors: false });
  const place = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: firstLine + line - 1, column: col };
  };
  const at = (path: readonly PropertyKey[]) => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && !isAlias(node) && node.range) return place(node.range[0]);
    }
    return { line: firstLine, column: 1 };
  };
  const faults: Fault[] = document.errors.map(({ pos, message }) => ({
    ...place(pos[0]),
    message: `this is not YAML: ${message}`,
  }));
  if (faults.length === 0 && yaml.includes('*')) {
    visit(document, {
      Alias: (_, node) => {
        faults.push({
          ...place(node.range?.[0] ?? 0),
          message: 'YAML aliases (*name) are not read here: write the value out',
        });
        return visit.BREAK;
      },
    });
  }
  return { value: faults.length > 0 ? undefined : (document.toJS() ?? {}), at, faults };
}

/** Puts shared parameters where a header names them: `country: shared`, or `{ shared: country, … }` with keys of its own. */
function takeShared(value: unknown, shared: Shared): { header: unknown; problems: readonly Message[] } {
  const params = isRecord(value) && isRecord(value.params) ? value.params : undefined;
  if (!params) return { header: value, problems: [] };
  const problems: Message[] = [];
  const taken = Object.entries(params).map(([name, own]) => {
    const from = own === 'shared' ? name : isRecord(own) && typeof own.shared === 'string' ? own.shared : undefined;
    if (from === undefined) return [name, own] as const;
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function buildParam(
  name: string,
  param: ParamHeader,
  all: Readonly<Record<string, ParamHeader>>,
): { value: Param; messages: readonly Message[] } {
  const messages: Message[] = [];
  const say = (path: readonly string[], message: string) => messages.push({ path, message });
  if (['compare', 'as', 'help'].includes(name))
    say([], `${name} is a word of the question language: give the parameter another name`);
  const source = typeof param.choices === 'string' ? all[param.choices]?.choices : param.choices;
  if (param.type === 'choice' && (source === undefined || typeof source === 'string')) {
    say(['choices'], `${name} needs choices: write them out, or name a parameter that has its own`);
  }
  if (param.type !== 'choice' && param.choices !== undefined)
    say(['choices'], `choices belong to type: choice, and ${name} is a ${param.type}`);
  if (param.values !== undefined && param.type !== 'string')
    say(['values'], `values belong to type: string, and ${name} is a ${param.type}`);
  if (param.many && !['string', 'integer', 'number', 'date'].includes(param.type))
    say(['many'], `a ${param.type} has one value: take many away`);
  const numeric = param.type === 'integer' || param.type === 'number';
  if (!numeric && (param.min !== undefined || param.max !== undefined))
    say([param.min === undefined ? 'max' : 'min'], `min and max belong to numbers, and ${name} is a ${param.type}`);
  if (param.min !== undefined && param.max !== undefined && param.min > param.max)
    say(['min'], `min ${param.min} is above max ${param.max}`);

  const value: Param = {
    name,
    type: param.type,
    label: param.label ?? sentence(name),
    aliases: param.aliases,
    many: param.many,
    optional: param.optional,
    min: param.min,
    max: param.max,
    values: typeof param.values === 'string' ? { sql: param.values } : param.values,
    choices:
      typeof source === 'object' ? Object.entries(source).map(([choice, entry]) => buildChoice(choice, entry)) : [],
  };
  if (param.default === undefined) {
    if (!param.optional)
      say([], `${name} needs a default or optional: true, so that the query can be asked by its name alone`);
    return { value, messages };
  }
  if (param.default.length > 1 && !param.many)
    say(['default'], `${name} has several defaults: write many: true, or one default`);
  if (value.type === 'choice' && value.choices.length > 0 && !findChoice(value, param.default[0]!)) {
    say(
      ['default'],
      `${param.default[0]} is none of its choices: ${value.choices.map((choice) => choice.name).join(', ')}`,
    );
    return { value, messages };
  }
  try {
    return {
      value: {
        ...value,
        default: messages.length > 0 ? param.default : param.default.map((text) => canonicalValue(value, text)),
      },
      messages,
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(['default'], error.message);
    return { value, messages };
  }
}

function buildChoice(name: string, entry: string | z.infer<typeof CHOICE>): Choice {
  const choice = typeof entry === 'string' ? { sql: entry, aliases: [] } : entry;
  return { name, label: sentence(name), ...choice };
}

/** `product_line` → `Product line`. */
export function sentence(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.join('.') || 'the header';
  if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')} is no key of ${where}: check the spelling`;
  if (issue.code === 'invalid_union') return `${where} is none of the forms that can stand here`;
  if (issue.code === 'invalid_value') return `${where} must be one of ${issue.values.join(', ')}`;
  return `${where}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}
