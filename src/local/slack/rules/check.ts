/** What is wrong at a place in the JSON, in the words that Slack uses. */
export type Problem = {
  /** A JSON pointer: `/blocks/0/text/text`. */
  readonly pointer: string;
  readonly message: string;
  readonly constraint?: Readonly<Record<string, unknown>>;
};

export type Check = (value: unknown, pointer: string) => readonly Problem[];

type Fields = Readonly<Record<string, Check>>;

type JsonObject = Readonly<Record<string, unknown>>;

const FINE: readonly Problem[] = [];

/** Text of `min` to `max` characters; a character outside the basic plane counts as one. */
export function string({ min = 0, max = 3000, pattern }: { min?: number; max?: number; pattern?: RegExp } = {}): Check {
  return (value, pointer) => {
    if (typeof value !== 'string') return problem(pointer, 'must be a string');
    const length = [...value].length;
    if (length < min) return problem(pointer, `must be more than ${min - 1} characters`);
    if (length > max) return problem(pointer, `must be less than ${max + 1} characters`);
    if (pattern && !pattern.test(value)) return problem(pointer, `must match pattern ${pattern.source}`);
    return FINE;
  };
}

export const boolean: Check = (value, pointer) =>
  typeof value === 'boolean' ? FINE : problem(pointer, 'must be a boolean');

export function integer({ min, max }: { min: number; max: number }): Check {
  return (value, pointer) => {
    if (!Number.isInteger(value)) return problem(pointer, 'must be an integer');
    return (value as number) < min || (value as number) > max
      ? problem(pointer, `must be between ${min} and ${max}`)
      : FINE;
  };
}

export function oneOf(...expected: readonly unknown[]): Check {
  return (value, pointer) =>
    expected.includes(value)
      ? FINE
      : [
          {
            pointer,
            message: `must be one of: ${expected.join(', ')}`,
            constraint: { type: 'enum', expected, got: value },
          },
        ];
}

/** A list of `min` to `max` items, each of which is checked. */
export function list(
  item: Check,
  { min = 1, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number } = {},
): Check {
  return (value, pointer) => {
    if (!Array.isArray(value)) return problem(pointer, 'must be an array');
    if (value.length < min) return problem(pointer, `no fewer than ${min} items allowed`);
    if (value.length > max) return problem(pointer, `no more than ${max} items allowed`);
    return value.flatMap((entry, index) => item(entry, `${pointer}/${index}`));
  };
}

/** An object with these fields and no others. */
export function object(required: Fields, optional: Fields = {}): Check {
  return (value, pointer) => {
    if (!isObject(value)) return problem(pointer, 'must provide an object');
    const missing = Object.keys(required).filter((field) => value[field] === undefined);
    const present = Object.entries(value).filter(([, entry]) => entry !== undefined);
    return [
      ...missing.flatMap((field) => problem(pointer, `missing required field: ${field}`)),
      ...present.flatMap(([field, entry]) => {
        const check = required[field] ?? optional[field];
        return check ? check(entry, `${pointer}/${field}`) : problem(pointer, `invalid additional property: ${field}`);
      }),
    ];
  };
}

/** An object whose `type` says which check it must pass. */
export function byType(checks: Readonly<Record<string, Check>>): Check {
  return (value, pointer) => {
    if (!isObject(value)) return problem(pointer, 'must provide an object');
    if (value.type === undefined) return problem(pointer, 'missing required field: type');
    const check = Object.hasOwn(checks, String(value.type)) ? checks[String(value.type)] : undefined;
    if (check) return check(value, pointer);
    const constraint = { type: 'enum', expected: Object.keys(checks), got: value.type };
    return [{ pointer: `${pointer}/type`, message: `unsupported type: ${value.type}`, constraint }];
  };
}

/** All checks in order; the later ones run only on what passed the earlier ones. */
export function every(...checks: readonly Check[]): Check {
  return (value, pointer) => {
    for (const check of checks) {
      const problems = check(value, pointer);
      if (problems.length) return problems;
    }
    return FINE;
  };
}

/** A rule about fields of one object together; `broken` gives the complaint, or nothing. */
export function rule(broken: (value: JsonObject) => string | undefined): Check {
  return (value, pointer) => {
    const complaint = broken(value as JsonObject);
    return complaint ? problem(pointer, complaint) : FINE;
  };
}

export const exactlyOne = (...fields: readonly string[]): Check =>
  rule((value) => {
    const given = fields.filter((field) => value[field] !== undefined);
    const names = fields.map((field) => `\`${field}\``).join(' or ');
    if (given.length === 0) return `must define either ${names}`;
    return given.length > 1 ? `can't define both ${names}` : undefined;
  });

export const anything: Check = () => FINE;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function problem(pointer: string, message: string): readonly Problem[] {
  return [{ pointer, message }];
}
