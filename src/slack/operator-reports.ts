import type { BaseLogger } from 'pino';

import type { AuditReports } from '../answer/audit-report.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { Message } from './blocks/message.ts';
import type { BotContext } from './bot-context.ts';
import type { Messages } from './messages/messages.ts';
import type { Requester } from './people/requester.ts';

import { addDays, today, weekday } from '../calendar/day.ts';
import { UserError } from '../error.ts';
import { BLOCK_LIMITS } from './blocks/limits.ts';
import { costReport, demandReport } from './blocks/operator-report.ts';
import { reportWords } from './words.ts';

/** A report about Owlpost itself: its costs, or questions without an answer. */
export type OperatorReport = 'cost' | 'demand';

/** Who may ask about Owlpost itself, and the audit that it is answered from. */
export type Operators = {
  /** The channel of the operators: its name with #, or its id. */
  readonly channel: string;
  readonly reports: AuditReports;
};

/** How far back each report looks, in days. Weeks begin on Monday, in UTC. */
const DAYS = { cost: 8 * 7, demand: 7 } as const;

/** Shows a report to who asks for it in the operators' channel. Throws a UserError anywhere else. */
export async function showReport(context: BotContext, report: OperatorReport, requester: Requester): Promise<void> {
  const { operators, channels, cache, now } = context;
  const channel = operators && (await channels.idOf(operators.channel).catch(() => undefined));
  if (!operators || channel !== requester.channel) throw new UserError(reportWords.operatorsOnly);
  await requester.reply(await reportOf(report, { operators, now, nonce: cache.newNonce() }));
}

/** What the weekly report is posted with. */
export type WeeklyOptions = {
  readonly operators?: Operators | undefined;
  readonly messages: Pick<Messages, 'post'>;
  readonly cache: BotContext['cache'];
  /** Takes an id; resolves to false when this or another instance took it before. */
  readonly claim: (id: string) => Promise<boolean>;
  readonly now: () => Date;
  /** Its time zone decides when it is Monday. */
  readonly answerContext: Pick<AnswerContext, 'calendar'>;
  readonly log: Pick<BaseLogger, 'warn'>;
};

/**
 * Posts the questions without an answer of the last seven days to the operators' channel: on a Monday, once for all
 * instances. Never rejects: a failure is logged.
 */
export async function postWeekly({
  operators,
  messages,
  claim,
  answerContext,
  log,
  ...given
}: WeeklyOptions): Promise<void> {
  const day = today(given.now(), answerContext.calendar.timezone);
  if (!operators || weekday(day) !== 1) return;
  try {
    if (!(await claim(`weekly demand ${day}`))) return;
    const report = await reportOf('demand', { operators, now: given.now, nonce: given.cache.newNonce() });
    await messages.post(operators.channel, report);
  } catch (error) {
    log.warn({ error }, 'the weekly list of unmet demand could not be posted');
  }
}

async function reportOf(
  report: OperatorReport,
  { operators, now, nonce }: { operators: Operators; now: () => Date; nonce: string },
): Promise<Message> {
  const since = sinceOf(report, now());
  const from = new Date(`${since}T00:00:00Z`);
  const { costs, unmet } = operators.reports;
  if (report === 'cost') return costReport(await costs(from), { since, nonce });
  return demandReport(await unmet({ since: from, limit: BLOCK_LIMITS.table.rows }), { since, nonce });
}

/** The day from which a report looks: costs from a Monday on, so that no week is cut. */
function sinceOf(report: OperatorReport, now: Date): string {
  const day = addDays(today(now, 'UTC'), -DAYS[report]);
  return report === 'cost' ? addDays(day, -((weekday(day) + 6) % 7)) : day;
}
