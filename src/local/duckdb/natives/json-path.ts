import type { JsonPath, PathNode, PathRange, PathTest } from '../../../trino/json-path-reader.ts';
import type { Json } from './json.ts';

import { fail } from '../../../trino/fail.ts';
import { isJsonList, isJsonObject, isNumberText, NumberText } from './json.ts';
import { calculate, calculateMethod, failPath, numberOf, PathError } from './json-path-numbers.ts';

type PathContext = {
  readonly strict: boolean;
  readonly root: Json;
  readonly variables: { readonly [name: string]: Json };
  /** The value of `@`. */
  readonly current?: Json;
  /** The value of `last`. */
  readonly last?: number;
};

/** Returns the values that an SQL/JSON path finds in a document, in order; `variables` are those of PASSING. Throws `PathError` when the path cannot be applied. */
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

/** A lax path takes an array for its items. */
const unwrapped = (values: readonly Json[], { strict }: PathContext): readonly Json[] =>
  strict ? values : values.flatMap((value) => (isJsonList(value) ? value : [value]));

function single(node: PathNode, context: PathContext): Json {
  const [value, ...others] = unwrapped(evaluate(node, context), context);
  if (value === undefined || others.length > 0) return failPath('arithmetic operand is not a singleton');
  return value;
}

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
  return taken.map((value) => calculateMethod(name, value));
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

/** Undefined is SQL's unknown. */
function holds(test: PathTest, context: PathContext): boolean | undefined {
  switch (test.kind) {
    case 'and': {
      const [left, right] = [holds(test.left, context), holds(test.right, context)];
      if (left === false || right === false) return false;
      return left && right;
    }
    case 'or': {
      const [left, right] = [holds(test.left, context), holds(test.right, context)];
      return someHolds([left, right]);
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
    return someHolds(results);
  });
}

/** Joins conditions by OR: true when one is, else undefined when one is. */
function someHolds(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(true)) return true;
  return results.includes(undefined) ? undefined : false;
}

function compared(operator: string, left: Json, right: Json): boolean | undefined {
  if (left === null || right === null) {
    const isEqual = left === right;
    if (operator === '==') return isEqual;
    if (operator === '<>') return !isEqual;
    return isEqual ? /=/.test(operator) : undefined;
  }
  const [a, b] = [left, right].map((value) => (isNumberText(value) ? Number(value.source) : value));
  if (typeof a !== typeof b || typeof a === 'object') return undefined;
  const order = Number(a! > b!) - Number(a! < b!);
  return ORDERS[operator]!.includes(order);
}

/** How the left side of an operator may compare with the right one: -1 is less, 0 equal, 1 more. */
const ORDERS: Readonly<Record<string, readonly number[]>> = {
  '==': [0],
  '<>': [-1, 1],
  '<': [-1],
  '>': [1],
  '<=': [-1, 0],
  '>=': [0, 1],
};
