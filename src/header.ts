import { z } from 'zod';

import type { Choice, Param, Place, Query } from './query.ts';
import type { Message, Shared } from './shared.ts';
import type { Fault } from './template.ts';
import type { Yaml } from './yaml.ts';

import { UserError } from './error.ts';
import { canonicalValue, findChoice } from './param.ts';
import { PARAM_TYPES } from './query.ts';
import { takeShared } from './shared.ts';
import { nearest } from './text/nearest.ts';
import { capital } from './text/text.ts';
import { readYaml } from './yaml.ts';

/** What a header says, before the file's name and SQL are added. */
export type Header = Pick<
  Query,
  'title' | 'description' | 'owner' | 'aliases' | 'aliasPlaces' | 'params' | 'chart' | 'freshness' | 'formats'
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
  freshness: z.string().trim().min(1).transform(newestOf).optional(),
  formats: z.record(z.string().min(1), z.string().min(1).max(40)).default({}),
});

type ParamHeader = z.infer<typeof PARAM>;

const SHARED = z.strictObject({ params: z.record(NAME, PARAM) });

/** Reads `_shared.yml`: parameters as in a header. */
export function parseShared(source: string): { shared: Shared; faults: readonly Fault[] } {
  const { value, at, faults } = readYaml(source);
  if (faults.length > 0) return { shared: 'broken', faults };
  const parsed = SHARED.safeParse(value ?? {});
  if (parsed.success) return { shared: (value as { params: Exclude<Shared, 'broken'> }).params, faults };
  return { shared: 'broken', faults: parsed.error.issues.map((issue) => faultOf(issue, at)) };
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
  const { header, problems } = takeShared(value ?? {}, shared);
  if (header === undefined) return { faults: [] };
  if (problems.length > 0) return { faults: problems.map(({ path, message }) => ({ ...at(path), message })) };
  const parsed = HEADER.safeParse(header);
  if (!parsed.success) return { faults: parsed.error.issues.map((issue) => faultOf(issue, at)) };

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

function buildParam(
  name: string,
  param: ParamHeader,
  all: Readonly<Record<string, ParamHeader>>,
  place: Place,
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
    place,
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
  return capital(name.replace(/[_-]+/g, ' ').trim());
}

/** `fact_orders.orderDate`, a column, asks for its newest value; anything else is SQL as it stands. */
function newestOf(freshness: string): string {
  const column = /^((?:\w+\.)?\w+)\.(\w+)$/.exec(freshness);
  return column ? `SELECT MAX(${column[2]}) FROM ${column[1]}` : freshness;
}

function faultOf(issue: z.core.$ZodIssue, at: Yaml['at']): Fault {
  const sharp = sharpest(issue);
  return { ...at(sharp.path), message: describe(sharp) };
}

/** Of a value that fits none of several forms, what is wrong with the form that it comes closest to. */
function sharpest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().find((candidate) => candidate.code !== 'invalid_type' || candidate.path.length > 0);
  return inner ? sharpest({ ...inner, path: [...issue.path, ...inner.path] }) : issue;
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.join('.') || 'the header';
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    if (key === 'shared') return `${where}: a shared parameter cannot name another, write it out`;
    const keys = Object.keys((issue.path.length > 3 ? CHOICE : issue.path.length > 1 ? PARAM : HEADER).shape);
    const [near] = nearest(key, [keys], { most: 1 });
    return `${key} is no key of ${where}: ${near ? `did you mean ${near}?` : `its keys are ${keys.join(', ')}`}`;
  }
  if (issue.code === 'invalid_union') return `${where} is none of the forms that can stand here`;
  if (issue.code === 'invalid_value') return `${where} must be one of ${issue.values.join(', ')}`;
  return `${where}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}
