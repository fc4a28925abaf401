import { z } from 'zod';

import type { Message, Place } from './diagnostic.ts';
import type { Choice, Param } from './query.ts';

import { UserError } from '../error.ts';
import { labelOf } from '../text/text.ts';
import { canonicalValue, findChoice } from './param.ts';
import { PARAM_TYPES, ROLES } from './query.ts';

/** The name of a parameter or a choice. */
export const NAME = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _, such as product_line');

/** Other words for something; none unless they are given. */
export const WORDS = z.array(z.string().trim().min(1).max(60)).max(50).default([]);

const SCALAR = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const SCALARS = z.union([SCALAR.transform((value) => [value]), z.array(SCALAR).min(1)]);

/** One choice of a parameter, as a header declares it. */
export const CHOICE = z.strictObject({
  sql: z.string().trim().min(1),
  label: z.string().trim().min(1).max(60).optional(),
  aliases: WORDS,
  format: z.string().min(1).max(40).optional(),
  type: z.enum(['date']).optional(),
});

/** A parameter, as a header declares it. */
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
  values: z.union([z.array(SCALAR).min(1).max(10_000), z.string().trim().min(1)]).optional(),
  choices: z.union([z.record(NAME, z.union([z.string().trim().min(1), CHOICE])), z.string()]).optional(),
});

type ParamHeader = z.infer<typeof PARAM>;

/** Builds a parameter from its declaration, which stands at `place`; `all` are the declarations beside it, whose choices it may share. Returns what is wrong with it, too, by the path of the key. */
export function buildParam(
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
    ...roleOf(name, param),
    label: param.label ?? labelOf(name),
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
