import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

import { readConfig, SHIPPED_QUERIES, warningsOf } from '../src/config.ts';
import { UserError } from '../src/error.ts';

describe('readConfig(environment)', () => {
  test('with no settings everything is embedded', () => {
    expect(readConfig({})).toEqual({
      slack: undefined,
      athena: undefined,
      host: '127.0.0.1',
      port: 3000,
      publicUrl: undefined,
      pictures: { key: undefined, days: undefined, goesWithMessage: false },
      queries: resolve('queries'),
      lake: resolve('.owlpost/lake'),
      data: resolve('.owlpost'),
      isDemo: true,
      embedded: { memory: undefined, cutoffBytes: undefined, faults: undefined },
      store: resolve('.owlpost/owlpost.db'),
      hasUnusedProxy: false,
      isTraced: false,
      stopMs: 20_000,
      askAbove: 100e9,
      budgets: { person: undefined, channel: undefined, everybody: undefined },
      reuseMs: 3_600_000,
      athenaReuseMinutes: 0,
      athenaConcurrency: 50,
      verifiedDays: 365,
      csvBytes: 20_000_000,
      keepDays: 400,
      isShipped: true,
      calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
      look: { numbers: 'short', locale: undefined, theme: 'light' },
      logLevel: undefined,
    });
  });

  test.each([
    [
      { ATHENA_DATABASE: 'sales', AWS_ENDPOINT_URL_ATHENA: 'http://127.0.0.1:9' },
      { athena: { database: 'sales', endpoint: 'http://127.0.0.1:9' } },
    ],
    [
      { OWLPOST_PICTURE_KEY: 'a key of its own', OWLPOST_PICTURE_DAYS: '30', OWLPOST_DELETE_PICTURES: 'yes' },
      { pictures: { key: 'a key of its own', days: 30, goesWithMessage: true } },
    ],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' }, { slack: { token: 'xoxb-1', signingSecret: 's' } }],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }, { slack: { appToken: 'xapp-1' } }],
    [{ OWLPOST_LAKE: '/lake' }, { lake: '/lake', isDemo: false }],
    [{ OWLPOST_OPERATORS: '#owlpost' }, { operators: '#owlpost' }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, { isTraced: true }],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' }, { isTraced: true }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_SDK_DISABLED: 'true' }, { isTraced: false }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_TRACES_EXPORTER: 'none' }, { isTraced: false }],
    [
      { OWLPOST_WEEK_START: 'sunday', OWLPOST_FISCAL_YEAR_START: '4' },
      { calendar: { weekStart: 7, fiscalYearStart: 4 } },
    ],
    [{ OWLPOST_DATE_ORDER: 'day-first' }, { calendar: { dateOrder: 'day-first' } }],
    [
      { OWLPOST_NUMBERS: 'full', OWLPOST_LOCALE: 'de', OWLPOST_THEME: 'dark' },
      { look: { numbers: 'full', locale: 'de', theme: 'dark' } },
    ],
    [{ DATABASE_URL: 'postgres://a@b/c' }, { store: 'postgres://a@b/c' }],
    [{ OWLPOST_PUBLIC_URL: 'https://owl.example/' }, { publicUrl: 'https://owl.example' }],
    [{ OWLPOST_PUBLIC_URL: 'none' }, { publicUrl: false }],
    [{ PORT: ' ' }, { port: 3000 }],
    [
      { OWLPOST_MEMORY: '1GB', OWLPOST_CUTOFF_BYTES: '10000000' },
      { embedded: { memory: '1GB', cutoffBytes: 10_000_000 } },
    ],
    [
      { OWLPOST_REUSE_MINUTES: '0', ATHENA_REUSE_MINUTES: '60' },
      { reuseMs: 0, athenaReuseMinutes: 60 },
    ],
    [
      { OWLPOST_ASK_ABOVE: '40GB', OWLPOST_BUDGET_PERSON: '$0.50', OWLPOST_BUDGET_DAY: '1.5 TB' },
      { askAbove: 40e9, budgets: { person: { dollars: 0.5 }, channel: undefined, everybody: { bytes: 1.5e12 } } },
    ],
    [{ HTTPS_PROXY: 'http://proxy:8080' }, { hasUnusedProxy: true }],
    [
      { HTTPS_PROXY: 'http://proxy:8080', NODE_USE_ENV_PROXY: '1', ATHENA_DATABASE: 'a' },
      { hasUnusedProxy: false, athena: { proxies: { HTTPS_PROXY: 'http://proxy:8080' } } },
    ],
    [{ OWLPOST_FAULTS: '{"slowMs":2000}' }, { embedded: { faults: { slowMs: 2000 } } }],
  ])('%j', (environment, config) => {
    expect(readConfig(environment)).toMatchObject(config);
  });

  test.each([
    [{ PORT: 'x' }, 'PORT must be a number from 0 to 65535'],
    [{ PORT: '3000.5' }, 'PORT must be a number from 0 to 65535'],
    [{ PORT: '-1' }, 'PORT must be a number from 0 to 65535'],
    [{ OWLPOST_FISCAL_YEAR_START: '0' }, 'OWLPOST_FISCAL_YEAR_START must be a month from 1 to 12'],
    [{ PORT: '70000' }, 'PORT must be a number from 0 to 65535'],
    [{ OWLPOST_TIMEZONE: 'Mars' }, 'OWLPOST_TIMEZONE must be a time zone such as Europe/Paris'],
    [{ OWLPOST_NUMBERS: 'long' }, 'OWLPOST_NUMBERS must be one of short, full'],
    [{ OWLPOST_LOCALE: 'german?' }, 'OWLPOST_LOCALE must be a language tag such as de or en-GB'],
    [{ OWLPOST_THEME: 'pink' }, 'OWLPOST_THEME must be one of light, dark'],
    [{ OWLPOST_PUBLIC_URL: 'owl.example' }, 'OWLPOST_PUBLIC_URL must be a URL that begins with http:// or https://'],
    [{ ATHENA_OUTPUT: 'bucket' }, 'ATHENA_OUTPUT must be a place in S3 such as s3://bucket/folder/'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent'],
    [{ SLACK_BOT_TOKEN: 'xoxp-1' }, 'SLACK_BOT_TOKEN must begin with xoxb-: copy the Bot User OAuth Token'],
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN is missing: copy it from OAuth & Permissions of your Slack app'],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      'SLACK_SIGNING_SECRET is missing: copy it from Basic Information, or set SLACK_APP_TOKEN for Socket Mode',
    ],
    [
      { DATABASE_URL: 'mysql://x' },
      'DATABASE_URL must be a Postgres URL such as postgres://user:password@host/database',
    ],
    [
      { ATHENA_WORKGROUP: 'owlpost' },
      'ATHENA_DATABASE is missing: ATHENA_WORKGROUP is set, so name the database, or unset it for the demo',
    ],
    [
      { ATHENA_OUTPUT: 's3://a/b/' },
      'ATHENA_DATABASE is missing: ATHENA_OUTPUT is set, so name the database, or unset it for the demo',
    ],
    [{ OWLPOST_REUSE_MINUTES: '2000' }, 'OWLPOST_REUSE_MINUTES must be a number of minutes from 0 to 1440'],
    [{ OWLPOST_ASK_ABOVE: '40' }, 'OWLPOST_ASK_ABOVE must be a size such as 40GB'],
    [{ OWLPOST_BUDGET_DAY: 'much' }, 'OWLPOST_BUDGET_DAY must be a size such as 500GB, or dollars such as $5'],
    [{ OWLPOST_OPERATORS: 'owlpost' }, 'OWLPOST_OPERATORS must be a channel such as #owlpost or C0123456'],
    [{ OWLPOST_STOP_SECONDS: '0' }, 'OWLPOST_STOP_SECONDS must be a number of seconds from 1 to 600'],
    [{ OWLPOST_FAULTS: 'slow' }, 'OWLPOST_FAULTS must be a JSON object such as {"slowMs":2000}'],
    [{ OWLPOST_MEMORY: 'much' }, 'OWLPOST_MEMORY must be a size such as 512MB'],
  ])('%j is refused', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(new UserError(message));
  });
});

describe('warningsOf(config)', () => {
  test.each([
    [{}, []],
    [{ HTTPS_PROXY: 'http://proxy:8080' }, ['HTTPS_PROXY is set and not used: set NODE_USE_ENV_PROXY=1, too']],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' },
      ['ATHENA_DATABASE is not set: answers come from the embedded Athena'],
    ],
    [{ ATHENA_DATABASE: 'sales' }, [SHIPPED_QUERIES]],
    [{ ATHENA_DATABASE: 'sales', OWLPOST_QUERIES: 'mine' }, []],
  ])('%j → %j', (environment, warnings) => {
    expect(warningsOf(readConfig(environment))).toEqual(warnings);
  });
});
