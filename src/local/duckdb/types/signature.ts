import type { Type } from './type.ts';

import { canCoerce, commonType } from './coercion.ts';
import { array, decimal, INTEGER_DIGITS, isSimpleKind, simple, UNKNOWN } from './type.ts';

/**
 * The parameters and result of a function, as Trino's documentation writes them: `(array(T), function(T, U)) -> array(U)`. A capital
 * letter is a type, O one that has an order, `any` each time another type, a small letter a number: `(decimal(p, s)) -> decimal(p, s)`.
 * `T...` takes any number of arguments, none too.
 */
export type Signature = {
  readonly parameters: readonly Pattern[];
  readonly variadic: boolean;
  readonly result: Pattern;
};

/** A type in a signature: a letter that stands for any type, or a type by name. */
export type Pattern =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'type'; readonly name: string; readonly arguments: readonly (Pattern | string)[] };

/** The types and numbers that the letters of a signature stand for in a call, and the zone of its timestamps, absent for none. */
export type Bindings = { readonly types: Map<string, Type>; readonly numbers: Map<string, number>; zone?: string };

const cache = new Map<string, Signature>();

/** Parses a signature and caches it. Throws an Error, which is a bug, for another text. */
export function parseSignature(text: string): Signature {
  const known = cache.get(text);
  if (known) return known;
  const arrow = text.lastIndexOf('->');
  const list = splitTopLevel(text.slice(text.indexOf('(') + 1, text.lastIndexOf(')', arrow)));
  const variadic = list.at(-1)?.endsWith('...') ?? false;
  const parameters = list.map((part) => parsePattern(part.replace('...', '')));
  const signature = { parameters, variadic, result: parsePattern(text.slice(arrow + 2)) };
  cache.set(text, signature);
  return signature;
}

function parsePattern(text: string): Pattern {
  const match = /^([A-Za-z ]+?)\s*(?:\((.*)\))?(\s+with time zone)?$/s.exec(text.trim());
  if (!match) throw new Error(`cannot read the type pattern ${text}`);
  const [, name = '', inner, zoned = ''] = match;
  if (/^[A-Z]$/.test(name)) return { kind: 'variable', name };
  const parts = inner === undefined ? [] : splitTopLevel(inner);
  return {
    kind: 'type',
    name: zoned ? `${name} with time zone` : name,
    arguments: parts.map((part) => (/^[a-z]$|^\d+$/.test(part) ? part : parsePattern(part))),
  };
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = '';
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(current.trim());
      current = '';
    } else {
      current += character;
    }
  }
  return current.trim() === '' ? parts : [...parts, current.trim()];
}

/** Returns the patterns of `count` arguments; undefined when the function does not take that many. */
export function parametersFor({ parameters, variadic }: Signature, count: number): readonly Pattern[] | undefined {
  if (!variadic) return parameters.length === count ? parameters : undefined;
  if (count < parameters.length - 1) return undefined;
  const last = parameters.at(-1)!;
  const fixed = parameters.slice(0, -1);
  return [...fixed, ...Array.from({ length: count - fixed.length }, () => last)];
}

/**
 * Whether an argument's type matches a pattern; writes what the letters of the pattern stand for into `bindings`. `exactly` allows no
 * implicit conversion.
 */
export function bind(pattern: Pattern, type: Type, bindings: Bindings, exactly: boolean): boolean {
  if (pattern.kind === 'variable') {
    if (pattern.name === 'O' && !isOrdered(type)) return false;
    const bound = bindings.types.get(pattern.name);
    const common = bound ? commonType(bound, type) : type;
    if (common) bindings.types.set(pattern.name, common);
    return common !== undefined;
  }
  if (pattern.name === 'any') return true;
  if (type.kind === 'unknown') return bindUnknown(pattern, bindings);
  const parts = pattern.arguments;
  switch (pattern.name) {
    case 'function':
      return type.kind === 'function';
    case 'array':
      return type.kind === 'array' && bind(parts[0] as Pattern, type.element, bindings, exactly);
    case 'map':
      return (
        type.kind === 'map' &&
        bind(parts[0] as Pattern, type.key, bindings, exactly) &&
        bind(parts[1] as Pattern, type.value, bindings, exactly)
      );
    case 'row':
      return (
        type.kind === 'row' &&
        type.fields.length === parts.length &&
        type.fields.every((field, index) => bind(parts[index] as Pattern, field.type, bindings, exactly))
      );
    case 'decimal':
      return bindDecimal(parts as string[], type, bindings, exactly);
    case 'varchar':
    case 'char':
      return bindText(pattern.name, parts as string[], type, bindings, exactly);
    case 'time':
    case 'timestamp':
    case 'timestamp with time zone':
      return bindMoment(pattern.name, parts as string[], type, bindings, exactly);
    default:
      return (
        type.kind === pattern.name || (!exactly && isSimpleKind(pattern.name) && canCoerce(type, simple(pattern.name)))
      );
  }
}

/** Maps and JSON have no order. */
function isOrdered(type: Type): boolean {
  if (type.kind === 'array') return isOrdered(type.element);
  if (type.kind === 'row') return type.fields.every((field) => isOrdered(field.type));
  return type.kind !== 'map' && type.kind !== 'json' && type.kind !== 'function';
}

/** A bare NULL fits every parameter; letters that nothing else binds get the narrowest sense. */
function bindUnknown(pattern: Pattern, bindings: Bindings): boolean {
  if (pattern.kind === 'variable') {
    if (!bindings.types.has(pattern.name)) bindings.types.set(pattern.name, UNKNOWN);
    return true;
  }
  for (const part of pattern.arguments) {
    if (typeof part === 'object') bindUnknown(part, bindings);
    else if (!bindings.numbers.has(part) && !/\d/.test(part))
      bindings.numbers.set(part, pattern.name === 'decimal' && part === 'p' ? 1 : 0);
  }
  return pattern.name !== 'function';
}

function bindDecimal(letters: readonly string[], type: Type, bindings: Bindings, exactly: boolean): boolean {
  const digits = INTEGER_DIGITS[type.kind];
  if (type.kind !== 'decimal' && (exactly || digits === undefined)) return false;
  const [precision, scale] = type.kind === 'decimal' ? [type.precision, type.scale] : [digits!, 0];
  return setNumber(letters[0], precision, bindings) && setNumber(letters[1], scale, bindings);
}

function bindText(name: string, letters: readonly string[], type: Type, bindings: Bindings, exactly: boolean): boolean {
  if (type.kind !== 'varchar' && type.kind !== 'char') return false;
  // a char becomes a varchar by a CAST alone
  if (type.kind !== name && (exactly || name === 'varchar' || type.length === undefined)) return false;
  const limit = Number(letters[0]);
  if (limit > 0 && (type.length ?? limit + 1) > limit) return false;
  return setNumber(letters[0], type.length ?? Number.POSITIVE_INFINITY, bindings);
}

function bindMoment(
  name: string,
  letters: readonly string[],
  type: Type,
  bindings: Bindings,
  exactly: boolean,
): boolean {
  const isOwn = type.kind === name;
  const isCoerced =
    !exactly && name !== 'time' && (type.kind === 'date' || (type.kind === 'timestamp' && name !== 'timestamp'));
  if (!isOwn && !isCoerced) return false;
  if (name === 'timestamp with time zone') {
    const zone = type.kind === 'timestamp with time zone' ? type.zone : 'UTC';
    bindings.zone ??= zone;
  }
  return setNumber(letters[0], 'precision' in type ? type.precision : 3, bindings);
}

/** Two arguments that share a letter share the larger number. */
function setNumber(letter: string | undefined, value: number, { numbers }: Bindings): boolean {
  if (letter !== undefined && !/\d/.test(letter)) numbers.set(letter, Math.max(numbers.get(letter) ?? 0, value));
  return true;
}

/** Returns the type of a pattern whose letters are bound. */
export function instantiate(pattern: Pattern, bindings: Bindings): Type {
  if (pattern.kind === 'variable') return bindings.types.get(pattern.name) ?? UNKNOWN;
  const number = (part: Pattern | string | undefined, otherwise: number): number =>
    typeof part === 'string' ? (bindings.numbers.get(part) ?? (Number(part) || 0)) : otherwise;
  const [first, second] = pattern.arguments;
  switch (pattern.name) {
    case 'array':
      return array(instantiate(first as Pattern, bindings));
    case 'map':
      return {
        kind: 'map',
        key: instantiate(first as Pattern, bindings),
        value: instantiate(second as Pattern, bindings),
      };
    case 'row': {
      const types = pattern.arguments.map((part) => instantiate(part as Pattern, bindings));
      return { kind: 'row', fields: types.map((type, index) => ({ stored: `f${index + 1}`, type })) };
    }
    case 'decimal':
      return decimal(number(first, 38), number(second, 0));
    case 'varchar': {
      const length = number(first, Number.POSITIVE_INFINITY);
      return Number.isFinite(length) ? { kind: 'varchar', length } : { kind: 'varchar' };
    }
    case 'char':
      return { kind: 'char', length: number(first, 1) };
    case 'time':
    case 'timestamp':
      return { kind: pattern.name, precision: number(first, 3) };
    case 'timestamp with time zone':
      return { kind: 'timestamp with time zone', precision: number(first, 3), zone: bindings.zone ?? 'UTC' };
    case 'any':
      return UNKNOWN;
    default:
      if (!isSimpleKind(pattern.name)) throw new Error(`no type is called ${pattern.name}`);
      return simple(pattern.name);
  }
}
