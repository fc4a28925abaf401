import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Cron } from 'croner';
import { z } from 'zod';

import type { Finding } from '../catalogue/diagnostic.ts';

import { isTimezone } from '../calendar/day.ts';
import { readYaml } from '../catalogue/yaml.ts';

/** A question that the bot asks by itself, and where and when it posts the answer. */
export type Digest = {
  readonly name: string;
  /** As a person would type it after the command. */
  readonly question: string;
  /** A channel's name with its #, or its id. */
  readonly channel: string;
  /** Minute, hour, day, month, weekday. */
  readonly cron: string;
  /** IANA name. */
  readonly timezone: string;
};

const DIGEST = z.strictObject({
  name: z
    .string('is needed, like monday-sales')
    .regex(/^[a-z][a-z0-9_-]{0,59}$/, 'must be a word like monday-sales: lower-case letters, digits, - and _'),
  question: z
    .string('is needed, like sales by country last week')
    .trim()
    .min(1, 'must be a question like sales by country last week')
    .max(2000),
  channel: z
    .string('is needed, like "#sales" in quotes')
    .regex(/^(#[^\s#]{1,80}|[CG][A-Z0-9]{6,})$/, 'must be a channel like "#sales", in quotes'),
  cron: z
    .string('is needed, like "0 9 * * 1" in quotes')
    .refine(isCron, 'must be five cron fields that come round, like "0 9 * * 1" for Mondays at 9'),
  timezone: z
    .string('must be a time zone like Europe/Paris')
    .refine(isTimezone, 'must be a time zone like Europe/Paris')
    .optional(),
});

/**
 * Reads `digests.yml`, a list of digests; those without a time zone get `timezone`. One with a fault is left out and
 * told. `file` is how findings name it.
 */
export function parseDigests(
  file: string,
  source: string,
  { timezone }: { timezone: string },
): { digests: readonly Digest[]; findings: readonly Finding[] } {
  const { value, at, faults } = readYaml(source);
  const finding = (path: readonly PropertyKey[], message: string): Finding => ({ file, ...at(path), message });
  if (faults.length > 0) return { digests: [], findings: faults.map((fault) => ({ file, ...fault })) };
  const items = value ?? [];
  if (!Array.isArray(items))
    return { digests: [], findings: [finding([], 'this must be a list: begin each digest with a dash')] };

  const digests = new Map<string, Digest>();
  const findings: Finding[] = [];
  for (const [index, item] of items.entries()) {
    const { success, data, error } = DIGEST.safeParse(item);
    if (!success) {
      for (const issue of error.issues) {
        const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
        findings.push(finding([index, ...issue.path, ...keys], describe(issue)));
      }
    } else if (digests.has(data.name)) {
      findings.push(finding([index, 'name'], `there is a digest ${data.name} already: choose another name`));
    } else {
      digests.set(data.name, { ...data, timezone: data.timezone ?? timezone });
    }
  }
  return { digests: [...digests.values()], findings };
}

const FILE = 'digests.yml';

/** The digests of a queries folder; none when it has no `digests.yml`. */
export async function readDigests(
  folder: string,
  calendar: { timezone: string },
): Promise<ReturnType<typeof parseDigests>> {
  const source = await readFile(join(folder, FILE), 'utf8').catch(() => '');
  return parseDigests(FILE, source, calendar);
}

/**
 * The first moment after `after` at which the digest is due. By local clocks: an hour that is skipped in spring counts
 * from its end, an hour that comes twice in autumn counts once, the first time.
 */
export function nextDue({ cron, timezone }: Digest, after: Date): Date | undefined {
  return read(cron, timezone).nextRun(after) ?? undefined;
}

/** The last moment up to and with `until` at which the digest was due. */
export function lastDue({ cron, timezone }: Digest, until: Date): Date | undefined {
  return read(cron, timezone).previousRuns(1, new Date(until.getTime() + 1))[0];
}

function read(cron: string, timezone: string): Cron {
  return new Cron(cron, { timezone, mode: '5-part' });
}

function isCron(text: string): boolean {
  try {
    return read(text, 'UTC').nextRun() !== null;
  } catch {
    return false;
  }
}

function describe(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return `${issue.keys.join(', ')} is no part of a digest: use name, question, channel, cron and timezone`;
  if (issue.code === 'invalid_type' && field === '') return 'a digest needs a name, a question, a channel and a cron';
  return `${field} ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}
