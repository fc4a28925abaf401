import type { JsonPath, PathNode, PathRange, PathTest } from '../../../trino/json-path-reader.ts';
import type { Json } from './json.ts';

import { fail } from '../../../trino/fail.ts';
import { isJsonList, isJsonObject, isNumberText, NumberText } from './json.ts';
import { doubleText } from './number-text.ts';

/** An SQL/JSON path that cannot be applied to a document; ON ERROR says what becomes of it. */
export class PathError extends Error {}

type PathContext = {
  readonly strict: boolean;
  readonly root: Json;
  readonly variables: { readonly [name: string]: Json };
  /** What `@` is. */
  readonly current?: Json;
  /** What `last` is. */
  readonly last?: number;
};

/** Returns what a path finds in a document, in order. Throws `PathError`. */
export function find(
  root: Json,
  { strict, root: node }: JsonPath,
  variables: PathContext['variables'],
): readonly Json[] {
  return evaluate(node, { strict, root, variables });
}

function evaluate(node: PathNode, context: PathContext): readonly Json[] {
  switch (node.kind) {
    case 'context':
      return [context.root];
    case 'current':
      return [context.current!];
    case 'last':
      return [context.last === undefined ? failPath('last outside of an array accessor') : numberOf(context.last)];
    case 'literal':
      return [node.value];
    case 'number':
      return [new NumberText(node.source)];
    case 'variable':
      return [context.variables[node.name] ?? null];
    case 'negative':
      return unwrapped(evaluate(node.operand, context), context).map((value) => calculate('-', numberOf(0), value));
    case 'arithmetic':
      return [calculate(node.operator, single(node.left, context), single(node.right, context))];
    case 'member':
      return evaluate(node.base, context).flatMap((value) =>
        node.deep ? descend(value, node.name!) : members(value, node.name, context),
      );
    case 'items':
      return evaluate(node.base, context).flatMap((value) => items(value, node.ranges, context));
    case 'filter':
      return unwrapped(evaluate(node.base, context), context).filter(
        (value) => holds(node.test, { ...context, current: value }) === true,
      );
    case 'method':
      return method(node.name, evaluate(node.base, context), context);
  }
}

const failPath = (message: string): never => {
  throw new PathError(`path evaluation failed: ${message}`);
};

const numberOf = (value: number): NumberText => new NumberText(String(value));

/** A lax path takes an array for its items. */
const unwrapped = (values: readonly Json[], { strict }: PathContext): readonly Json[] =>
  strict ? values : values.flatMap((value) => (isJsonList(value) ? value : [value]));

function single(node: PathNode, context: PathContext): Json {
  const [value, ...others] = unwrapped(evaluate(node, context), context);
  if (value === undefined || others.length > 0) return failPath('arithmetic operand is not a singleton');
  return value;
}

/** Two whole numbers give a whole number. */
function calculate(operator: string, left: Json, right: Json): NumberText {
  if (!isNumberText(left) || !isNumberText(right)) return failPath('invalid operand types to arithmetic operator');
  const isWhole = !/[.eE]/.test(left.source + right.source);
  const [a, b] = [Number(left.source), Number(right.source)];
  if (b === 0 && isWhole && (operator === '/' || operator === '%')) return failPath('division by zero');
  if (isWhole) return new NumberText(String(WHOLE[operator]!(BigInt(left.source), BigInt(right.source))));
  const isDouble = /[eE]/.test(left.source + right.source);
  const results: Readonly<Record<string, number>> = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b };
  return new NumberText(isDouble ? doubleText(results[operator]!) : String(results[operator]));
}

const WHOLE: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

/** A lax path looks into the items of an array for their members, and finds nothing where there are none. */
function members(value: Json, name: string | undefined, context: PathContext): readonly Json[] {
  const { strict } = context;
  if (isJsonList(value) && !strict)
    return value.flatMap((item) => (isJsonObject(item) ? members(item, name, context) : []));
  if (!isJsonObject(value)) return strict ? failPath('structural error: invalid type for a member accessor') : [];
  if (name === undefined) return Object.values(value);
  if (Object.hasOwn(value, name)) return [value[name]!];
  return strict ? failPath(`structural error: missing member '${name}' in JSON object`) : [];
}

function descend(value: Json, name: string): readonly Json[] {
  if (isJsonList(value)) return value.flatMap((item) => descend(item, name));
  if (!isJsonObject(value)) return [];
  const own = Object.hasOwn(value, name) ? [value[name]!] : [];
  return [...own, ...Object.values(value).flatMap((item) => descend(item, name))];
}

/** A lax path takes anything for an array of itself. */
function items(value: Json, ranges: readonly PathRange[] | undefined, context: PathContext): readonly Json[] {
  if (!isJsonList(value) && context.strict) return failPath('structural error: invalid type for an array accessor');
  const list = isJsonList(value) ? value : [value];
  if (!ranges) return list;
  const inner = { ...context, last: list.length - 1 };
  return ranges.flatMap(({ from, to }) => {
    const first = position(from, inner);
    const end = to ? position(to, inner) : first;
    if (context.strict && (first < 0 || end >= list.length || first > end))
      return failPath('structural error: invalid array subscript');
    return list.slice(Math.max(0, first), Math.max(0, end + 1));
  });
}

function position(node: PathNode, context: PathContext): number {
  const value = single(node, context);
  return isNumberText(value) ? Math.trunc(Number(value.source)) : failPath('invalid array subscript');
}

function method(name: string, values: readonly Json[], context: PathContext): readonly Json[] {
  if (name === 'type') return values.map(typeName);
  if (name === 'size') {
    return values.map((value) => {
      if (!isJsonList(value) && context.strict) return failPath('invalid item type for size()');
      return numberOf(isJsonList(value) ? value.length : 1);
    });
  }
  const taken = unwrapped(values, context);
  if (name === 'keyvalue') return taken.flatMap(pairs);
  if (name === 'datetime') return fail('NOT_SUPPORTED', 'datetime method in JSON path is not yet supported');
  return taken.map((value) => calculated(name, value));
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  if (isNumberText(value)) return 'number';
  return isJsonList(value) ? 'array' : typeof value;
}

function pairs(value: Json): readonly Json[] {
  if (!isJsonObject(value)) return failPath('invalid item type for keyvalue()');
  return Object.entries(value).map(([name, item]) => ({ name, value: item, id: numberOf(0) }));
}

function calculated(name: string, value: Json): NumberText {
  const source = isNumberText(value) ? value.source : typeof value === 'string' && name === 'double' ? value : '';
  if (source.trim() === '' || Number.isNaN(Number(source))) return failPath(`invalid item type for ${name}()`);
  if (name === 'double') return new NumberText(doubleText(Number(source)));
  const isWhole = !/[.eE]/.test(source);
  const results = { abs: Math.abs, ceiling: Math.ceil, floor: Math.floor } as Record<string, (x: number) => number>;
  if (isWhole) return new NumberText(name === 'abs' ? source.replace('-', '') : source);
  return new NumberText(doubleText(results[name]!(Number(source))));
}

/** Undefined is SQL's unknown. */
function holds(test: PathTest, context: PathContext): boolean | undefined {
  switch (test.kind) {
    case 'and': {
      const [left, right] = [holds(test.left, context), holds(test.right, context)];
      return left === false || right === false ? false : left === undefined || right === undefined ? undefined : true;
    }
    case 'or': {
      const [left, right] = [holds(test.left, context), holds(test.right, context)];
      return left || right ? true : left === undefined || right === undefined ? undefined : false;
    }
    case 'not': {
      const operand = holds(test.operand, context);
      return operand === undefined ? undefined : !operand;
    }
    case 'unknown':
      return holds(test.operand, context) === undefined;
    case 'exists':
      return attempted(() => evaluate(test.path, context).length > 0);
    case 'starts':
      return anyPair(test.value, test.prefix, context, (value, prefix) =>
        typeof value === 'string' && typeof prefix === 'string' ? value.startsWith(prefix) : undefined,
      );
    default:
      return anyPair(test.left, test.right, context, (left, right) => compared(test.operator, left, right));
  }
}

function attempted<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}

/** True as soon as one pair is; in a strict path a pair that cannot be told makes the whole unknown. */
function anyPair(
  left: PathNode,
  right: PathNode,
  context: PathContext,
  test: (left: Json, right: Json) => boolean | undefined,
): boolean | undefined {
  return attempted(() => {
    const [lefts, rights] = [left, right].map((node) => unwrapped(evaluate(node, context), context));
    const results = lefts!.flatMap((a) => rights!.map((b) => test(a, b)));
    if (context.strict && results.includes(undefined)) return undefined;
    return results.includes(true) ? true : results.includes(undefined) ? undefined : false;
  });
}

function compared(operator: string, left: Json, right: Json): boolean | undefined {
  if (left === null || right === null) {
    const isEqual = left === right;
    return operator === '==' ? isEqual : operator === '<>' ? !isEqual : isEqual ? /=/.test(operator) : undefined;
  }
  const [a, b] = [left, right].map((value) => (isNumberText(value) ? Number(value.source) : value));
  if (typeof a !== typeof b || typeof a === 'object') return undefined;
  switch (operator) {
    case '==':
      return a === b;
    case '<>':
      return a !== b;
    case '<':
      return a! < b!;
    case '>':
      return a! > b!;
    case '<=':
      return a! <= b!;
    default:
      return a! >= b!;
  }
}
