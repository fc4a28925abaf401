import { z } from 'zod';

import type { Diagnostic } from './diagnostic.ts';

import { schemaDiagnostics } from './schema-diagnostics.ts';
import { readYaml } from './yaml.ts';

/** The name of the file of groups and default access rules, in the folder of queries. */
export const ACCESS_FILE = '_access.yml';

/**
 * Who may ask about a dataset or query. A *principal* is a Slack person (`U0123`), one of Slack's user groups (`S0123`), a
 * channel (`#emea` or its id), an e-mail domain (`@example.com`), or a group of `_access.yml`. Where a list is given, whoever is not on it may not.
 */
export type Access = {
  readonly people?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  /** Whether guests and people of other companies may ask. */
  readonly external: 'never' | 'allowed';
  /** By the name of a measure, the principals who may use it; all may use the others. */
  readonly measures: Readonly<Record<string, readonly string[]>>;
  /** The same for dimensions. */
  readonly dimensions: Readonly<Record<string, readonly string[]>>;
  /**
   * By principal, the values of dimensions that it is restricted to; `all` rows for `all`. `everyone` holds for those whom no other
   * entry names; without it they may not ask at all.
   */
  readonly rows?: Readonly<Record<string, 'all' | Readonly<Record<string, readonly string[]>>>> | undefined;
};

/** The access rules of `_access.yml`. */
export type AccessRules = {
  /** Principals by the name of their group. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** The rules of datasets and queries without rules of their own; without it, those are open to everybody. */
  readonly default?: Access | undefined;
  /** Whom people with restricted access may ask for more: `#analytics`. */
  readonly contact?: string | undefined;
};

/** Access rules that open everything to everybody. */
export const OPEN: AccessRules = { groups: {} };

const PRINCIPAL = z
  .string()
  .regex(
    /^(?:[UWSCG][A-Z0-9]{2,}|#[^\s#]{1,80}|@[\w.-]+\.\w+|[a-z][a-z0-9_-]{0,40})$/,
    'must be a person like U0123456, a user group like S0123456, a channel like "#emea", a domain like "@example.com" or the name of a group',
  );

const PRINCIPALS = z.union([z.array(PRINCIPAL), PRINCIPAL.transform((one) => [one])]);

const VALUES = z.union([z.array(z.string()).min(1), z.string().transform((one) => [one])]);

/** The schema of `access:` in a dataset's file or a query's header. */
export const ACCESS = z.strictObject({
  people: PRINCIPALS.optional(),
  channels: PRINCIPALS.optional(),
  external: z.enum(['never', 'allowed']).default('never'),
  measures: z.record(z.string(), PRINCIPALS).default({}),
  dimensions: z.record(z.string(), PRINCIPALS).default({}),
  rows: z
    .record(z.union([PRINCIPAL, z.literal('everyone')]), z.union([z.literal('all'), z.record(z.string(), VALUES)]))
    .optional(),
});

const RULES = z.strictObject({
  groups: z.record(z.string().regex(/^[a-z][a-z0-9_-]{0,40}$/, 'must be a word like finance'), PRINCIPALS).default({}),
  default: ACCESS.optional(),
  contact: z.string().trim().min(1).max(80).optional(),
});

/** Reads `_access.yml`. With any diagnostic the rules are undefined, so that a faulty file opens nothing. */
export function parseAccess(source: string): { rules?: AccessRules; diagnostics: readonly Diagnostic[] } {
  const yaml = readYaml(source, ACCESS_FILE);
  if (yaml.diagnostics.length > 0) return { diagnostics: yaml.diagnostics };
  const parsed = RULES.safeParse(yaml.value ?? {});
  if (!parsed.success) return { diagnostics: schemaDiagnostics(RULES, parsed.error, yaml, ACCESS_FILE) };
  return { rules: parsed.data, diagnostics: [] };
}

/** Returns the canonical name of a measure or dimension as a rule writes it: `product_line` for `product line`. */
export function nameInRule(written: string): string {
  return written.trim().toLowerCase().replace(/\s+/g, '_');
}

/** Returns all principals that an access names, with `everyone` where its row rules name it. */
export function principalsIn({
  people = [],
  channels = [],
  measures,
  dimensions,
  rows = {},
}: Access): readonly string[] {
  return [
    ...people,
    ...channels,
    ...Object.values(measures).flat(),
    ...Object.values(dimensions).flat(),
    ...Object.keys(rows),
  ];
}
