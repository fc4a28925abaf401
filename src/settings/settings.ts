import { z } from 'zod';

import type { Budget } from '../answer/runs/spending.ts';

import { isTimezone, WEEKDAYS } from '../calendar/day.ts';
import { DATE_ORDERS } from '../calendar/span.ts';
import { THEMES } from '../chart/palette.ts';
import { NUMBER_STYLES } from '../text/number.ts';

/** The days on which a week can begin, Monday first. */
export const WEEK_STARTS = WEEKDAYS.map((name) => name.toLowerCase());

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const text = z.string().trim().min(1).optional();

const url = z.url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' }).optional();

const wholeNumber = (message: string, least: number, most = Number.MAX_SAFE_INTEGER) =>
  z.coerce.number(message).int(message).min(least, message).max(most, message);

/** The schema of the environment variables that Owlpost reads. A message says what its setting takes, after its name. */
export const SETTINGS = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, 'must begin with xoxb-: copy the Bot User OAuth Token')
    .optional(),
  SLACK_SIGNING_SECRET: text,
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, 'must begin with xapp-: make an app-level token with connections:write')
    .optional(),
  SLACK_API_URL: url,
  PORT: wholeNumber('must be a number from 0 to 65535', 0, 65_535).default(3000),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  OWLPOST_MCP_TOKEN: z.string().min(16, 'is too short to be a secret: write 16 characters or more').optional(),
  OWLPOST_PUBLIC_URL: z.literal('none').or(url),
  OWLPOST_PICTURE_KEY: z.string().min(16, 'is too short to be a secret: write 16 characters or more').optional(),
  OWLPOST_PICTURE_DAYS: wholeNumber('must be a number of days from 1 to 10000', 1, 10_000).optional(),
  OWLPOST_DELETE_PICTURES: z.enum(['yes', 'no'], 'must be yes or no').default('no'),
  AWS_REGION: text,
  ATHENA_DATABASE: text,
  ATHENA_WORKGROUP: text,
  ATHENA_CATALOG: text,
  ATHENA_OUTPUT: z
    .string()
    .regex(/^s3:\/\/[^/\s]+(\/\S*)?$/, 'must be a place in S3 such as s3://bucket/folder/')
    .optional(),
  AWS_ENDPOINT_URL_ATHENA: url,
  AWS_ENDPOINT_URL_S3: url,
  OWLPOST_QUERIES: text,
  OWLPOST_LAKE: text,
  OWLPOST_MEMORY: z
    .string()
    .regex(/^\d+(\.\d+)?\s?[KMG]i?B$/i, 'must be a size such as 512MB')
    .optional(),
  OWLPOST_CUTOFF_BYTES: wholeNumber('must be a number of bytes', 1).optional(),
  OWLPOST_FAULTS: z.string().transform(parseFaults).optional(),
  OWLPOST_DATA: z.string().trim().min(1).default('.owlpost'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a Postgres URL such as postgres://user:password@host/database')
    .optional(),
  OWLPOST_TIMEZONE: z.string().refine(isTimezone, 'must be a time zone such as Europe/Paris').default('UTC'),
  OWLPOST_WEEK_START: z.enum(WEEK_STARTS, 'must be a weekday such as monday').default('monday'),
  OWLPOST_FISCAL_YEAR_START: wholeNumber('must be a month from 1 to 12', 1, 12).default(1),
  OWLPOST_DATE_ORDER: z.enum(DATE_ORDERS, `must be one of ${DATE_ORDERS.join(', ')}`).optional(),
  OWLPOST_NUMBERS: z.enum(NUMBER_STYLES, `must be one of ${NUMBER_STYLES.join(', ')}`).default('short'),
  OWLPOST_LOCALE: z.string().refine(isLocale, 'must be a language tag such as de or en-GB').optional(),
  OWLPOST_THEME: z.enum(THEMES, `must be one of ${THEMES.join(', ')}`).default('light'),
  OWLPOST_VERIFIED_DAYS: wholeNumber('must be a number of days from 1 to 10000', 1, 10_000).default(365),
  OWLPOST_CSV_MEGABYTES: wholeNumber('must be a number of megabytes from 1 to 1000', 1, 1000).default(20),
  OWLPOST_REUSE_MINUTES: wholeNumber('must be a number of minutes from 0 to 1440', 0, 1440).default(60),
  ATHENA_CONCURRENCY: wholeNumber('must be a number from 1 to 1000', 1, 1000).default(50),
  ATHENA_REUSE_MINUTES: wholeNumber('must be a number of minutes from 0 to 10080', 0, 10_080).default(0),
  OWLPOST_ASK_ABOVE: z.string().transform(parseSize).default(100e9),
  OWLPOST_BUDGET_PERSON: z.string().transform(parseBudget).optional(),
  OWLPOST_BUDGET_CHANNEL: z.string().transform(parseBudget).optional(),
  OWLPOST_BUDGET_DAY: z.string().transform(parseBudget).optional(),
  OWLPOST_OPERATORS: z
    .string()
    .regex(/^(?:#[^\s#]{1,80}|[CG][A-Z0-9]{2,})$/, 'must be a channel such as #owlpost or C0123456')
    .optional(),
  OWLPOST_KEEP_DAYS: wholeNumber('must be a number of days from 1 to 10000', 1, 10_000).default(400),
  OWLPOST_STOP_SECONDS: wholeNumber('must be a number of seconds from 1 to 600', 1, 600).default(20),
  LOG_LEVEL: z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`).optional(),
});

/** The settings as `SETTINGS` parses them, with defaults. */
export type Settings = z.infer<typeof SETTINGS>;

function isLocale(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false; // no tag at all
  }
}

/** Bytes by unit, as Athena's prices count them. */
const UNITS = { kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

function parseSize(text: string, context: z.RefinementCtx): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s?(kB|MB|GB|TB)$/.exec(text.trim()) ?? [];
  if (amount !== undefined) return Number(amount) * UNITS[unit as keyof typeof UNITS];
  context.addIssue('must be a size such as 40GB');
  return z.NEVER;
}

function parseBudget(text: string, context: z.RefinementCtx): Budget {
  const [, dollars] = /^\$(\d+(?:\.\d+)?)$/.exec(text.trim()) ?? [];
  if (dollars !== undefined) return { dollars: Number(dollars) };
  if (/^\d/.test(text.trim())) return { bytes: parseSize(text, context) };
  context.addIssue('must be a size such as 500GB, or dollars such as $5');
  return z.NEVER;
}

function parseFaults(text: string, context: z.RefinementCtx): Readonly<Record<string, unknown>> {
  try {
    const faults: unknown = JSON.parse(text);
    if (typeof faults === 'object' && faults !== null && !Array.isArray(faults))
      return faults as Record<string, unknown>;
  } catch {
    // told below
  }
  context.addIssue('must be a JSON object such as {"slowMs":2000}');
  return z.NEVER;
}
