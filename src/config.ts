import { resolve } from 'node:path';
import { z } from 'zod';

import type { Budget, Budgets } from './answer/spending.ts';
import type { Calendar } from './calendar/span.ts';
import type { Look } from './chart/options.ts';

import { isTimezone } from './calendar/day.ts';
import { DATE_ORDERS } from './calendar/span.ts';
import { THEMES } from './chart/palette.ts';
import { UserError } from './error.ts';
import { NUMBER_STYLES } from './text/number.ts';

/** All settings, read once. What is missing here is embedded. */
export type Config = {
  /** Missing: the Slack on loopback with its playground. */
  readonly slack?: {
    readonly token: string;
    readonly signingSecret: string;
    readonly appToken?: string;
    readonly apiUrl?: string;
  };
  /** Missing: the Athena and S3 on loopback. */
  readonly athena?: {
    readonly database: string;
    readonly region?: string;
    readonly workgroup?: string;
    readonly catalog?: string;
    readonly output?: string;
    readonly endpoint?: string;
    readonly s3Endpoint?: string;
    /** The egress proxies of the environment, when NODE_USE_ENV_PROXY says that they are to be used. */
    readonly proxies?: Readonly<Record<string, string | undefined>>;
  };
  /** Whether an egress proxy is named and, as NODE_USE_ENV_PROXY is missing, not used. */
  readonly hasUnusedProxy: boolean;
  readonly host: string;
  readonly port: number;
  /** What assistants other than Slack's send as a bearer token; without it they may call from this machine only. */
  readonly mcpToken?: string | undefined;
  /** False when pictures are uploaded in the playground, too, which serves them itself otherwise. */
  readonly publicUrl?: string | false;
  /** What addresses of pictures are signed with, for how many days they work, and whether pictures go with their messages. */
  readonly pictures: {
    readonly key?: string | undefined;
    readonly days?: number | undefined;
    readonly goesWithMessage: boolean;
  };
  /** Folders. */
  readonly queries: string;
  /** Whether nobody named the folder of queries: it is then the shipped one. */
  readonly isShipped: boolean;
  readonly lake: string;
  readonly data: string;
  /** Whether the lake is ours to make: nobody named a folder. */
  readonly isDemo: boolean;
  /** What the embedded Athena may use, what it refuses to read, and what it does wrong on demand. */
  readonly embedded: {
    readonly memory?: string;
    readonly cutoffBytes?: number;
    readonly faults?: Readonly<Record<string, unknown>>;
  };
  /** Where the store is: a Postgres URL or a file. */
  readonly store: string;
  /** For how many days numbers that were found right are said to be so. */
  readonly verifiedDays: number;
  /** The largest CSV that is put into a thread, in bytes. */
  readonly csvBytes: number;
  /** So many queries of this process run in Athena at once. */
  readonly athenaConcurrency: number;
  /** A result is used again for so long while its data are no newer, in milliseconds; 0 for never. */
  readonly reuseMs: number;
  /** Athena may serve its own result again when it is no older than so many minutes; 0 for never. */
  readonly athenaReuseMinutes: number;
  /** A question that will read more than so many bytes is asked back before it runs. */
  readonly askAbove: number;
  readonly budgets: Budgets;
  /** The channel that may ask what Owlpost costs; missing for none. */
  readonly operators?: string | undefined;
  /** The audit and the ledger keep what is not older than so many days. */
  readonly keepDays: number;
  /** The process ends at the latest so long after it was asked to, in milliseconds. */
  readonly stopMs: number;
  readonly calendar: Calendar;
  readonly look: Look;
  /** Missing: `info` for what stays, silent for one command in the shell. */
  readonly logLevel?: string;
};

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const text = z.string().trim().min(1).optional();

const url = z.url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' }).optional();

const wholeNumber = (message: string, least: number, most = Number.MAX_SAFE_INTEGER) =>
  z.coerce.number(message).int(message).min(least, message).max(most, message);

const SETTINGS = z.object({
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
  OWLPOST_WEEK_START: z.enum(WEEKDAYS, 'must be a weekday such as monday').default('monday'),
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

/** What to say to somebody whose real Athena is asked the demo's queries. */
export const SHIPPED_QUERIES =
  "these are the shipped queries, which ask the demo's tables: name a folder of your own in OWLPOST_QUERIES and begin with npm run -s owlpost -- new NAME --table TABLE";

/** What is said of settings that can be meant so, and may be a mistake: a sentence each. */
export function warningsOf({ slack, athena, hasUnusedProxy, isShipped }: Config): readonly string[] {
  return [
    ...(hasUnusedProxy ? ['HTTPS_PROXY is set and not used: set NODE_USE_ENV_PROXY=1, too'] : []),
    ...(slack && !athena ? ['ATHENA_DATABASE is not set: answers come from the embedded Athena'] : []),
    ...(athena && isShipped ? [SHIPPED_QUERIES] : []),
  ];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings; an empty one counts as missing. Throws a UserError that names the setting and what it takes. */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = SETTINGS.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(`${issue!.path.join('.')} ${issue!.message}`);
  }
  const settings = parsed.data;
  const data = resolve(settings.OWLPOST_DATA);
  return {
    slack: slackOf(settings),
    athena: athenaOf(settings, environment),
    hasUnusedProxy: Boolean(proxyOf(environment)) && !usesProxies(environment),
    host: settings.HOST,
    port: settings.PORT,
    mcpToken: settings.OWLPOST_MCP_TOKEN,
    publicUrl: settings.OWLPOST_PUBLIC_URL !== 'none' && settings.OWLPOST_PUBLIC_URL?.replace(/\/+$/, ''),
    pictures: {
      key: settings.OWLPOST_PICTURE_KEY,
      days: settings.OWLPOST_PICTURE_DAYS,
      goesWithMessage: settings.OWLPOST_DELETE_PICTURES === 'yes',
    },
    queries: resolve(settings.OWLPOST_QUERIES ?? 'queries'),
    isShipped: settings.OWLPOST_QUERIES === undefined,
    lake: settings.OWLPOST_LAKE ? resolve(settings.OWLPOST_LAKE) : resolve(data, 'lake'),
    data,
    isDemo: settings.OWLPOST_LAKE === undefined,
    embedded: {
      memory: settings.OWLPOST_MEMORY,
      cutoffBytes: settings.OWLPOST_CUTOFF_BYTES,
      faults: settings.OWLPOST_FAULTS,
    },
    store: settings.DATABASE_URL ?? resolve(data, 'owlpost.db'),
    verifiedDays: settings.OWLPOST_VERIFIED_DAYS,
    csvBytes: settings.OWLPOST_CSV_MEGABYTES * 1_000_000,
    reuseMs: settings.OWLPOST_REUSE_MINUTES * 60_000,
    athenaConcurrency: settings.ATHENA_CONCURRENCY,
    athenaReuseMinutes: settings.ATHENA_REUSE_MINUTES,
    askAbove: settings.OWLPOST_ASK_ABOVE,
    budgets: {
      person: settings.OWLPOST_BUDGET_PERSON,
      channel: settings.OWLPOST_BUDGET_CHANNEL,
      everybody: settings.OWLPOST_BUDGET_DAY,
    },
    operators: settings.OWLPOST_OPERATORS,
    keepDays: settings.OWLPOST_KEEP_DAYS,
    stopMs: settings.OWLPOST_STOP_SECONDS * 1000,
    calendar: {
      timezone: settings.OWLPOST_TIMEZONE,
      weekStart: WEEKDAYS.indexOf(settings.OWLPOST_WEEK_START) + 1,
      fiscalYearStart: settings.OWLPOST_FISCAL_YEAR_START,
      dateOrder: settings.OWLPOST_DATE_ORDER,
    },
    look: { numbers: settings.OWLPOST_NUMBERS, locale: settings.OWLPOST_LOCALE, theme: settings.OWLPOST_THEME },
    logLevel: settings.LOG_LEVEL,
  };
}

/** Settings of Athena that mean nothing without a database: with them alone, a company would be shown the demo's numbers. */
const NEEDS_DATABASE = ['ATHENA_WORKGROUP', 'ATHENA_CATALOG', 'ATHENA_OUTPUT'] as const;

function athenaOf(settings: z.infer<typeof SETTINGS>, environment: Environment): Config['athena'] {
  if (!settings.ATHENA_DATABASE) {
    const lonely = NEEDS_DATABASE.find((name) => settings[name] !== undefined);
    if (!lonely) return undefined;
    throw new UserError(`ATHENA_DATABASE is missing: ${lonely} is set, so name the database, or unset it for the demo`);
  }
  return {
    database: settings.ATHENA_DATABASE,
    region: settings.AWS_REGION,
    workgroup: settings.ATHENA_WORKGROUP,
    catalog: settings.ATHENA_CATALOG,
    output: settings.ATHENA_OUTPUT,
    endpoint: settings.AWS_ENDPOINT_URL_ATHENA,
    s3Endpoint: settings.AWS_ENDPOINT_URL_S3,
    ...(usesProxies(environment) && { proxies: environment }),
  };
}

function proxyOf(environment: Environment): string | undefined {
  const { HTTPS_PROXY, https_proxy: lower } = environment;
  return HTTPS_PROXY || lower;
}

/** https://nodejs.org/api/cli.html#node_use_env_proxy1 */
function usesProxies(environment: Environment): boolean {
  return environment.NODE_USE_ENV_PROXY === '1' && proxyOf(environment) !== undefined;
}

function slackOf(settings: z.infer<typeof SETTINGS>): Config['slack'] {
  const {
    SLACK_BOT_TOKEN: token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: apiUrl,
  } = settings;
  if (!token && !signingSecret && !appToken) return undefined;
  if (!token) throw new UserError('SLACK_BOT_TOKEN is missing: copy it from OAuth & Permissions of your Slack app');
  if (!signingSecret && !appToken) {
    throw new UserError(
      'SLACK_SIGNING_SECRET is missing: copy it from Basic Information, or set SLACK_APP_TOKEN for Socket Mode',
    );
  }
  return { token, signingSecret: signingSecret ?? '', appToken, apiUrl };
}

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
