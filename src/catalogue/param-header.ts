import { z } from 'zod';

import type { Position } from './diagnostic.ts';
import type { Choice, Param, Query } from './query.ts';

import { UserError } from '../error.ts';
import { splitFormat } from '../text/number.ts';
import { labelOf } from '../text/text.ts';
import { choicesOfDataset, DATASET_HOLE } from './dataset-parts.ts';
import { canonicalValue, findChoice } from './param.ts';
import { PARAM_TYPES, ROLES } from './query.ts';

/** The schema of a parameter's or a choice's name. */
export const NAME = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _, such as product_line');

/** The schema of a list of aliases; empty unless given. */
export const WORDS = z.array(z.string().trim().min(1).max(60)).max(50).default([]);

const SCALAR = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const SCALARS = z.union([SCALAR.transform((value) => [value]), z.array(SCALAR).min(1)]);

/** The schema of a d3-format, optionally with text around it. */
export const FORMAT = z
  .string()
  .max(40)
  .refine(
    (format) => splitFormat(format).pattern !== '',
    'is no d3-format: write one such as "$,.0f", ",.2f" or ".1%"',
  );

/** The schema of one choice of a parameter. */
export const CHOICE = z.strictObject({
  sql: z.string().trim().min(1).describe('sql: l.country'),
  label: z.string().trim().min(1).max(60).optional(),
  aliases: WORDS,
  format: FORMAT.optional(),
  type: z.enum(['date']).optional(),
});

/** The schema of a parameter. */
export const PARAM = z.strictObject({
  type: z.enum(PARAM_TYPES),
  role: z.enum(ROLES).optional(),
  label: z.string().trim().min(1).max(60).optional(),
  aliases: WORDS,
  many: z.boolean().default(false),
  optional: z.boolean().default(false),
  default: SCALARS.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  values: z
    .union([z.array(SCALAR).min(1).max(10_000), z.string().trim().min(1)])
    .describe('a list, [a, b], or SQL whose first column lists them')
    .optional(),
  choices: z
    .union([
      z.record(NAME, z.union([z.string().trim().min(1), CHOICE]).describe('{ sql: l.country }')),
      z.string(),
      z.array(z.string().trim().min(1)).min(1).max(100),
    ])
    .describe('{ country: { sql: l.country } }')
    .optional(),
});

type ParamHeader = z.infer<typeof PARAM>;

/** Adds a diagnostic for a part of a header, given by the path of its keys. */
export type Say = (path: readonly string[], message: string) => void;

type Context = {
  /** The parameters of the whole header, as one can use the choices of another. */
  readonly all: Readonly<Record<string, ParamHeader>>;
  readonly position: Position;
  readonly say: Say;
  /** The dataset that the header names, whose measures and dimensions can be choices. */
  readonly dataset?: Query | undefined;
};

/** Names that the question language needs for itself. */
const RESERVED = new Set(['compare', 'as', 'help', DATASET_HOLE]);

/** Builds one parameter from its header; adds diagnostics, each with its path below the parameter. */
export function buildParam(name: string, header: ParamHeader, { all, position, say, dataset }: Context): Param {
  const source = typeof header.choices === 'string' ? all[header.choices]?.choices : header.choices;
  let isSound = true;
  checkParam(name, header, source, (path, message) => {
    isSound = false;
    say(path, message);
  });
  const param: Param = {
    name,
    type: header.type,
    ...roleOf(name, header),
    label: header.label ?? labelOf(name),
    aliases: header.aliases,
    many: header.many,
    optional: header.optional,
    min: header.min,
    max: header.max,
    values: typeof header.values === 'string' ? { sql: header.values } : header.values,
    position,
    choices: choicesOf(source, dataset, (path, message) => {
      isSound = false;
      say(['choices', ...path], message);
    }),
  };
  return header.default ? { ...param, default: defaultOf(param, header.default, isSound, say) } : param;
}

/** The choices of a parameter: its own, or those of a dataset by their names. */
function choicesOf(source: ParamHeader['choices'], dataset: Query | undefined, say: Say): readonly Choice[] {
  if (typeof source !== 'object') return [];
  if (!Array.isArray(source)) return Object.entries(source).map(([key, entry]) => buildChoice(key, entry));
  if (dataset) return choicesOfDataset(dataset, source, say);
  say([], 'a list of names takes them from a dataset: name it above params, as dataset: sales');
  return [];
}

function checkParam(name: string, header: ParamHeader, source: ParamHeader['choices'], say: Say): void {
  const { type, choices, values, many, min, max } = header;
  if (RESERVED.has(name)) say([], `${name} is a word of the question language: give the parameter another name`);
  if (type === 'choice' && typeof source !== 'object')
    say(['choices'], `${name} needs choices: write them out, or name a parameter that has its own`);
  if (type !== 'choice' && choices !== undefined)
    say(['choices'], `choices belong to type: choice, and ${name} is a ${type}`);
  if (values !== undefined && type !== 'string')
    say(['values'], `values belong to type: string, and ${name} is a ${type}`);
  if (many && !['string', 'integer', 'number', 'date'].includes(type))
    say(['many'], `a ${type} has one value: take many away`);
  if (type !== 'integer' && type !== 'number' && (min !== undefined || max !== undefined))
    say([min === undefined ? 'max' : 'min'], `min and max belong to numbers, and ${name} is a ${type}`);
  if (min !== undefined && max !== undefined && min > max) say(['min'], `min ${min} is above max ${max}`);
  if (header.default === undefined && !header.optional)
    say([], `${name} needs a default or optional: true, so that the query can be asked by its name alone`);
  if (header.default && header.default.length > 1 && !many)
    say(['default'], `${name} has several defaults: write many: true, or one default`);
}

/** The canonical texts of a default; as they are written when the parameter is not sound, or they do not fit it. */
function defaultOf(param: Param, texts: readonly string[], isSound: boolean, say: Say): readonly string[] {
  if (param.type === 'choice' && param.choices.length > 0 && !findChoice(param, texts[0]!)) {
    const names = param.choices.map((choice) => choice.name).join(', ');
    say(['default'], `${texts[0]} is none of its choices: ${names}`);
    return texts;
  }
  try {
    return isSound ? texts.map((text) => canonicalValue(param, text)) : texts;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(['default'], error.message);
    return texts;
  }
}

/** Roles by the names that authors give such parameters. It is the only place where a name means anything. */
const ROLES_BY_NAME: ReadonlyMap<string, Pick<Param, 'role' | 'keeps'>> = new Map([
  ['measure', { role: 'measure' }],
  ['metric', { role: 'measure' }],
  ['by', { role: 'dimension' }],
  ['group_by', { role: 'dimension' }],
  ['split', { role: 'series' }],
  ['split_by', { role: 'series' }],
  ['top', { role: 'rank', keeps: 'first' }],
  ['limit', { role: 'rank', keeps: 'first' }],
  ['bottom', { role: 'rank', keeps: 'last' }],
  ['over', { role: 'threshold', keeps: '>' }],
  ['under', { role: 'threshold', keeps: '<' }],
  ['at_least', { role: 'threshold', keeps: '>=' }],
  ['minimum', { role: 'threshold', keeps: '>=' }],
  ['at_most', { role: 'threshold', keeps: '<=' }],
  ['maximum', { role: 'threshold', keeps: '<=' }],
]);

/** The role of a parameter: the header's own, else by its type and name. */
function roleOf(name: string, { type, role }: ParamHeader): Pick<Param, 'role' | 'keeps'> {
  const named = ROLES_BY_NAME.get(name);
  const fits =
    named && (type === 'choice' ? !named.keeps : named.keeps !== undefined && /^(?:integer|number)$/.test(type));
  if (role) return { role, ...(fits && named.role === role && { keeps: named.keeps }) };
  if (fits) return named;
  if (type === 'period') return { role: 'period' };
  return { role: type === 'choice' ? 'option' : 'filter' };
}

function buildChoice(name: string, entry: string | z.infer<typeof CHOICE>): Choice {
  const choice = typeof entry === 'string' ? { sql: entry, aliases: [] } : entry;
  return { name, label: labelOf(name), ...choice };
}
