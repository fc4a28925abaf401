import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

import type { Diagnostic, Position } from '../catalogue/diagnostic.ts';
import type { Condition, Digest } from './digest.ts';

import { isTimezone } from '../calendar/day.ts';
import { HOUR_MS } from '../calendar/durations.ts';
import { readYaml } from '../catalogue/yaml.ts';
import { CONDITIONS, isCron } from './digest.ts';
import { isWatermark, WATERMARKS } from './watermark.ts';
import { cronOf } from './when.ts';

/** What is waited for longer could not be posted any more. */
const MOST_WAIT_MS = 5 * HOUR_MS;

/** The name of the file that declares digests, in the folder of the queries. */
export const DIGEST_FILE = 'digests.yml';

/** Where the parts of a digest stand in its file. */
export type DigestPositions = { readonly channel: Position; readonly questions: readonly Position[] };

/** The digests of `digests.yml` with the positions of their parts by name, and the file's diagnostics. */
export type DigestFile = {
  readonly digests: readonly Digest[];
  readonly positions: ReadonlyMap<string, DigestPositions>;
  readonly diagnostics: readonly Diagnostic[];
};

const CRON = 'must be five cron fields that come round, like "0 9 * * 1" for Mondays at 9';

const WHEN = 'must be words like every Monday at 09:00, every weekday at 8:30 or every month on the 1st at 9';

const CHANNEL = /^(#[^\s#]{1,80}|[CG][A-Z0-9]{6,})$/;

const QUESTION = 'must be a question like sales by country last week';

const ALERT = 'must be a question with a limit, like sales yesterday under 1000';

/** How often an alert is checked that does not say. */
const ALERT_WHEN = 'every hour';

const question = z.string(QUESTION).trim().min(1, QUESTION).max(2000);

const condition = z.enum(CONDITIONS, `must be one of ${CONDITIONS.join(', ')}`);

const WAIT = `must be a time like 90 minutes or 2 hours, at most ${MOST_WAIT_MS / HOUR_MS} hours`;

const FRESH = `must be a day that the data has to reach, like ${WATERMARKS.join(', ')}`;

const PART = 'must be a part of the number like 5%, from 0.1% to 100%';

const PART_PATTERN = /^(?:0\.[1-9]|[1-9]\d?(?:\.\d)?|100)%$/;

const DIGEST = z
  .strictObject({
    name: z
      .string('is needed, like monday-sales')
      .regex(/^[a-z][a-z0-9_-]{0,59}$/, 'must be a word like monday-sales: lower-case letters, digits, - and _'),
    question: question.optional(),
    alert: z.string(ALERT).trim().min(1, ALERT).max(2000).optional(),
    questions: z.array(question, 'must be a list of questions').min(1, QUESTION).max(8, 'can be 8 at most').optional(),
    channel: z
      .string('is needed, like "#sales" in quotes')
      .regex(CHANNEL, 'must be a channel like "#sales", in quotes'),
    cron: z.string(CRON).refine(isCron, CRON).optional(),
    when: z
      .string(WHEN)
      .refine((words) => cronOf(words) !== undefined, WHEN)
      .optional(),
    timezone: z
      .string('must be a time zone like Europe/Paris')
      .refine(isTimezone, 'must be a time zone like Europe/Paris')
      .optional(),
    owner: z
      .string('must be a person like U0123456, or a channel like "#analytics", in quotes')
      .refine(
        (owner) => CHANNEL.test(owner) || /^[UW][A-Z0-9]{6,}$/.test(owner),
        'must be a person like U0123456, or a channel like "#analytics", in quotes',
      )
      .optional(),
    fresh: z.string(FRESH).trim().refine(isWatermark, FRESH).optional(),
    wait: z.string(WAIT).refine(isWait, WAIT).optional(),
    living: z.boolean('must be true or false').optional(),
    'restated by': z.string(PART).regex(PART_PATTERN, PART).optional(),
    'only if': z
      .union([condition, z.array(condition)], `must be one of ${CONDITIONS.join(', ')}, or a list`)
      .optional(),
  })
  .superRefine((item, context) => {
    const add = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    const asked = [item.question, item.questions, item.alert].filter((each) => each !== undefined);
    if (asked.length === 0) add('question', 'is needed, like sales by country last week');
    if (item.alert !== undefined && asked.length > 1) add('alert', 'stands alone: keep it, or the question');
    const others = [item['only if'] ?? []].flat().filter((word) => word !== 'fresh');
    if (item.alert !== undefined && others.length > 0) add('only if', 'takes fresh alone for an alert');
    if (item.question !== undefined && item.questions !== undefined) {
      add('questions', 'and question exclude each other: keep one');
    }
    const isTimed = item.cron !== undefined || item.when !== undefined || item.alert !== undefined;
    if (!isTimed) add('when', 'is needed, like every Monday at 09:00');
    if (item.wait !== undefined && item.fresh === undefined && ![item['only if']].flat().includes('fresh')) {
      add('wait', 'is for fresh data: write only if: fresh beside it');
    }
    for (const key of ['living', 'restated by'] as const) {
      if (item.alert !== undefined && item[key]) add(key, 'is for digests: an alert has none');
    }
    if (item.cron !== undefined && item.when !== undefined) add('cron', 'and when exclude each other: keep one');
  });

/**
 * Parses `digests.yml`, a list of digests; those without a time zone get `timezone`. A digest with a fault is left
 * out and has diagnostics; the others stay. `file` is how diagnostics name the file.
 */
export function parseDigests(file: string, source: string, { timezone }: { timezone: string }): DigestFile {
  const { value, at, diagnostics: misread } = readYaml(source, file);
  const finding = (path: readonly PropertyKey[], message: string): Diagnostic => ({ file, ...at(path), message });
  const positions = new Map<string, DigestPositions>();
  if (misread.length > 0) return { digests: [], positions, diagnostics: misread };
  const items = value ?? [];
  if (!Array.isArray(items)) {
    const diagnostics = [finding([], 'this must be a list: begin each digest with a dash')];
    return { digests: [], positions, diagnostics };
  }

  const digests = new Map<string, Digest>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, item] of items.entries()) {
    const { success, data, error } = DIGEST.safeParse(item);
    if (!success) {
      for (const issue of error.issues) {
        const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
        diagnostics.push(finding([index, ...issue.path, ...keys], describe(issue)));
      }
    } else if (digests.has(data.name)) {
      diagnostics.push(finding([index, 'name'], `there is a digest ${data.name} already: choose another name`));
    } else {
      digests.set(data.name, digestOf(data, timezone));
      positions.set(
        data.name,
        positionsOf(data, (path) => at([index, ...path])),
      );
    }
  }
  return { digests: [...digests.values()], positions, diagnostics };
}

/** Reads the digests of a folder of queries; none when it has no `digests.yml`. */
export async function readDigests(folder: string, calendar: { timezone: string }): Promise<DigestFile> {
  const source = await readFile(join(folder, DIGEST_FILE), 'utf8').catch(() => '');
  return parseDigests(DIGEST_FILE, source, calendar);
}

function positionsOf(
  { alert, questions }: z.infer<typeof DIGEST>,
  at: (path: readonly PropertyKey[]) => Position,
): DigestPositions {
  const single = at([alert === undefined ? 'question' : 'alert']);
  return { channel: at(['channel']), questions: questions?.map((_, index) => at(['questions', index])) ?? [single] };
}

function digestOf(item: z.infer<typeof DIGEST>, timezone: string): Digest {
  const [first = item.alert ?? item.question!, ...others] = item.questions ?? [];
  return {
    name: item.name,
    questions: [first, ...others],
    channel: item.channel,
    cron: item.cron ?? cronOf(item.when ?? ALERT_WHEN)!,
    timezone: item.timezone ?? timezone,
    ...(item.owner && { owner: item.owner }),
    onlyIf: conditionsOf(item),
    ...(item.fresh !== undefined && { fresh: item.fresh }),
    ...(item.wait && { waitMs: readWait(item.wait) }),
    ...(item.living && { isLiving: true }),
    ...(item['restated by'] && { restatedBy: Number.parseFloat(item['restated by']) / 100 }),
    ...(item.alert !== undefined && { isAlert: true as const }),
  };
}

/** Its conditions; a day that the data must reach is one. */
function conditionsOf(item: z.infer<typeof DIGEST>): readonly Condition[] {
  const named = [item['only if'] ?? []].flat();
  return item.fresh === undefined || named.includes('fresh') ? named : ['fresh', ...named];
}

/** The milliseconds of `90 minutes` or `2 hours`; undefined for other words. */
function readWait(words: string): number | undefined {
  const [, count, unit] = /^(\d{1,3}) (minute|hour)s?$/.exec(words.trim()) ?? [];
  return count === undefined ? undefined : Number(count) * (unit === 'hour' ? HOUR_MS : 60_000);
}

function isWait(words: string): boolean {
  const ms = readWait(words) ?? 0;
  return ms > 0 && ms <= MOST_WAIT_MS;
}

function describe(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const known =
      'name, question, questions, alert, channel, when, cron, timezone, owner, only if, fresh, wait, living and restated by';
    return `${issue.keys.join(', ')} is no part of a digest: use ${known}`;
  }
  if (issue.code === 'invalid_type' && field === '') return 'a digest needs a name, a question, a channel and a when';
  return `${field} ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}
