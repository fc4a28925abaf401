import { parseArgs } from 'node:util';

import type { AuditEntry } from '../answer/audit.ts';
import type { Audit } from '../store/audit.ts';
import type { CommandContext } from './command.ts';

import { UserError } from '../error.ts';
import { toCsv } from '../table/csv.ts';
import { readLimit, readMoment, withStore } from './command.ts';

type Line = Readonly<Record<string, string | number | boolean | null>>;

/** What is printed of an audit since a moment: at most so many lines, and whether there are more. */
type Report = { readonly lines: readonly Line[]; readonly hasMore: boolean };

/** What `audit` prints, with the columns of its CSV: the entries themselves, or what they come to. */
const REPORTS = {
  entries: {
    columns: 'at person channel question outcome reason query executionId scannedBytes dollars rows elapsedMs reused',
    read: async ({ list }: Audit, since: Date, limit = 1000): Promise<Report> =>
      firstOf((await list({ since, limit: limit + 1 })).map(lineOf), limit),
  },
  cost: {
    columns: 'week query questions scannedBytes dollars',
    read: async ({ costs }: Audit, since: Date, limit?: number): Promise<Report> => firstOf(await costs(since), limit),
  },
  demand: {
    columns: 'question count reason',
    read: async ({ unmet }: Audit, since: Date, limit?: number): Promise<Report> => {
      const { questions, total } = await unmet({ since, limit });
      return { lines: questions, hasMore: total > questions.length };
    },
  },
} as const;

/**
 * Runs `audit [--since ISO] [--limit N] [--cost | --demand] [--json | --csv]`: prints who asked what with which
 * outcome, the latest first, 1,000 unless `--limit` says otherwise; with `--cost` the cost of each dataset by week, with
 * `--demand` the questions without an answer, all of them unless `--limit` says otherwise. stderr says when there are more.
 */
export async function listAudit(args: string[], { config }: CommandContext): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      since: { type: 'string' },
      limit: { type: 'string' },
      cost: { type: 'boolean' },
      demand: { type: 'boolean' },
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
    },
  });
  if (values.json && values.csv) throw new UserError('--json and --csv exclude each other: keep one');
  if (values.cost && values.demand) throw new UserError('--cost and --demand exclude each other: keep one');
  const name = (values.cost && 'cost') || (values.demand && 'demand') || 'entries';
  const since = values.since === undefined ? new Date(0) : readMoment('--since', values.since);
  const limit = values.limit === undefined ? undefined : readLimit(values.limit);
  const { columns, read } = REPORTS[name];
  const { lines, hasMore } = await withStore(config, ({ audit }) => read(audit, since, limit));
  if (values.json) console.log(JSON.stringify(lines));
  else if (values.csv) process.stdout.write(csvOf(columns.split(' '), lines));
  else for (const line of lines) console.log(name === 'entries' ? textOf(line) : Object.values(line).join(' '));
  if (hasMore) console.error(`these are the first ${lines.length}: --limit with a larger number has more`);
}

function firstOf(lines: readonly Line[], limit = lines.length): Report {
  return { lines: lines.slice(0, limit), hasMore: lines.length > limit };
}

function lineOf({ at, isReused, ...entry }: AuditEntry): Line {
  return { at: at.toISOString(), ...entry, reused: isReused };
}

function textOf({ at, person, channel, question, outcome, reason, scannedBytes, dollars, rows }: Line): string {
  const cost = dollars === null ? '' : `, $${Number(dollars).toFixed(4)}`;
  const what = outcome === 'answered' ? `${rows} rows, ${scannedBytes} bytes${cost}` : `${outcome}: ${reason ?? ''}`;
  return `${at} ${person}${channel === null ? '' : ` in ${channel}`} asked ${question} (${what})`;
}

function csvOf(names: readonly string[], lines: readonly Line[]): string {
  const rows = lines.map((line) => names.map((name) => cellOf(line[name])));
  return toCsv({ columns: names.map((name) => ({ name })), rows });
}

function cellOf(value: Line[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
