import { resolve } from 'node:path';

import type { Budgets } from './answer/runs/spending.ts';
import type { Calendar } from './calendar/span.ts';
import type { Look } from './chart/options.ts';
import type { Settings } from './settings/settings.ts';

import { UserError } from './error.ts';
import { SETTINGS, WEEK_STARTS } from './settings/settings.ts';

/** All settings, read once from the environment. */
export type Config = {
  /** Missing to use the embedded Slack with its playground. */
  readonly slack?: {
    readonly token: string;
    readonly signingSecret: string;
    readonly appToken?: string;
    readonly apiUrl?: string;
  };
  /** Missing to use the embedded Athena and S3. */
  readonly athena?: {
    readonly database: string;
    readonly region?: string;
    readonly workgroup?: string;
    readonly catalog?: string;
    readonly output?: string;
    readonly endpoint?: string;
    readonly s3Endpoint?: string;
    /** The environment's egress proxies, when NODE_USE_ENV_PROXY is set. */
    readonly proxies?: Readonly<Record<string, string | undefined>>;
  };
  /** Whether the environment names an egress proxy that is not used, as NODE_USE_ENV_PROXY is not set. */
  readonly hasUnusedProxy: boolean;
  readonly host: string;
  readonly port: number;
  /** The bearer token of assistants other than Slack's; without it they may call from this machine only. */
  readonly mcpToken?: string | undefined;
  /** The address at which Slack can fetch pictures; false to upload them also in the playground, which otherwise serves them itself. */
  readonly publicUrl?: string | false;
  /** The secret and the number of days of picture addresses, and whether pictures are deleted with their messages. */
  readonly pictures: {
    readonly key?: string | undefined;
    readonly days?: number | undefined;
    readonly goesWithMessage: boolean;
  };
  /** The folder of queries. */
  readonly queries: string;
  /** Whether that is the shipped folder, because no other one is named. */
  readonly isShipped: boolean;
  /** The folder of the embedded lake, and the folder for state. */
  readonly lake: string;
  readonly data: string;
  /** Whether the demo lake is generated there, because no other folder is named. */
  readonly isDemo: boolean;
  /** The memory of the embedded Athena such as `512MB`, the bytes above which it stops a query, and the faults that it injects. */
  readonly embedded: {
    readonly memory?: string;
    readonly cutoffBytes?: number;
    readonly faults?: Readonly<Record<string, unknown>>;
  };
  /** The Postgres URL or the SQLite file of the store. */
  readonly store: string;
  /** The number of days for which a verification counts. */
  readonly verifiedDays: number;
  /** The largest CSV that is attached to a thread, in bytes. */
  readonly csvBytes: number;
  /** The most queries of this process that run in Athena at once. */
  readonly athenaConcurrency: number;
  /** Milliseconds for which a result is reused while its data are no newer; 0 for never. */
  readonly reuseMs: number;
  /** Minutes for which Athena may return its own earlier result; 0 for never. */
  readonly athenaReuseMinutes: number;
  /** The number of bytes above which a question is asked back before it runs. */
  readonly askAbove: number;
  readonly budgets: Budgets;
  /** The channel that may ask what Owlpost costs; missing for none. */
  readonly operators?: string | undefined;
  /** The number of days for which entries of the audit and the ledger are kept. */
  readonly keepDays: number;
  /** Milliseconds after which the process ends once it was asked to stop. */
  readonly stopMs: number;
  /** Whether OpenTelemetry's own variables say where traces go. */
  readonly isTraced: boolean;
  readonly calendar: Calendar;
  readonly look: Look;
  /** Missing for `info` in a process that stays, and no log in a command of the shell. */
  readonly logLevel?: string;
};

/** The warning that a real Athena would be asked the demo's queries. */
export const SHIPPED_QUERIES =
  "these are the shipped queries, which ask the demo's tables: name a folder of your own in OWLPOST_QUERIES and begin with npm run -s owlpost -- new NAME --table TABLE";

/** Returns a sentence for each setting that is allowed but may be a mistake. */
export function warningsOf({ slack, athena, hasUnusedProxy, isShipped }: Config): readonly string[] {
  return [
    ...(hasUnusedProxy ? ['HTTPS_PROXY is set and not used: set NODE_USE_ENV_PROXY=1, too'] : []),
    ...(slack && !athena ? ['ATHENA_DATABASE is not set: answers come from the embedded Athena'] : []),
    ...(athena && isShipped ? [SHIPPED_QUERIES] : []),
  ];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings from the environment; an empty one counts as missing. Throws a UserError that names the setting and what it takes. */
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
    isTraced: isTraced(environment),
    calendar: {
      timezone: settings.OWLPOST_TIMEZONE,
      weekStart: WEEK_STARTS.indexOf(settings.OWLPOST_WEEK_START) + 1,
      fiscalYearStart: settings.OWLPOST_FISCAL_YEAR_START,
      dateOrder: settings.OWLPOST_DATE_ORDER,
    },
    look: { numbers: settings.OWLPOST_NUMBERS, locale: settings.OWLPOST_LOCALE, theme: settings.OWLPOST_THEME },
    logLevel: settings.LOG_LEVEL,
  };
}

/** Settings of Athena that mean nothing without a database: with them alone, a company would be shown the demo's numbers. */
const NEEDS_DATABASE = ['ATHENA_WORKGROUP', 'ATHENA_CATALOG', 'ATHENA_OUTPUT'] as const;

function athenaOf(settings: Settings, environment: Environment): Config['athena'] {
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

/** https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
function isTraced({ OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER, ...given }: Environment): boolean {
  const endpoint = given.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || given.OTEL_EXPORTER_OTLP_ENDPOINT;
  return Boolean(endpoint) && OTEL_SDK_DISABLED?.toLowerCase() !== 'true' && OTEL_TRACES_EXPORTER !== 'none';
}

function proxyOf(environment: Environment): string | undefined {
  const { HTTPS_PROXY, https_proxy: lower } = environment;
  return HTTPS_PROXY || lower;
}

/** https://nodejs.org/api/cli.html#node_use_env_proxy1 */
function usesProxies(environment: Environment): boolean {
  return environment.NODE_USE_ENV_PROXY === '1' && proxyOf(environment) !== undefined;
}

function slackOf(settings: Settings): Config['slack'] {
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
