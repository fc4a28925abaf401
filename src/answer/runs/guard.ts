import { LRUCache } from 'lru-cache';

import type { Calendar } from '../../calendar/span.ts';
import type { Query } from '../../catalogue/query.ts';
import type { Table } from '../../table/table.ts';
import type { Asked, RunOptions } from '../context.ts';
import type { Statement } from '../statement.ts';
import type { RunSizes, SizedQuestion } from './run-sizes.ts';
import type { Budgets, Spending, Spent } from './spending.ts';

import { today } from '../../calendar/day.ts';
import { CostError } from '../../error.ts';
import { formatRequest } from '../../question/request.ts';
import { estimateCost, formatBytes, formatCost } from '../receipt.ts';
import { questionSize, SHORTER, shorterRequest } from './question-size.ts';
import { estimateBytes } from './run-sizes.ts';
import { budgetState } from './spending.ts';

/** Admits or refuses a run before it starts, by its size and the budgets. */
export type Guard = {
  /**
   * Lets a statement run, or throws a CostError: it is so large that its asker has to say so first, or a budget is used
   * up. What it resolves to is to be called once, when the run has ended.
   */
  readonly admit: (statement: Statement, signal: AbortSignal, about: GuardedRun) => Promise<SettleRun>;
};

/** A run that the guard decides about. */
export type GuardedRun = RunOptions & { readonly query: Query };

/** Reports the outcome of an admitted run: its result, or `stopped` by its askers. Athena bills what it has read until then. */
export type SettleRun = (outcome: Table | 'failed' | 'stopped') => Promise<void>;

/** What the guard decides by. */
export type GuardOptions = {
  /** The number of bytes above which a question is asked back; missing for never. */
  readonly askAbove?: number | undefined;
  readonly budgets: Budgets;
  readonly sizes: RunSizes;
  /** Missing where nothing counts against the budgets. */
  readonly spending?: Spending | undefined;
  /** Returns how many bytes Athena says a statement will read, without running it; undefined when Athena does not tell. */
  readonly sizeOf: (statement: Statement, signal: AbortSignal) => Promise<number | undefined>;
  /** Returns the most bytes that a statement can read, by the files of its tables; undefined when that cannot be told. */
  readonly tableSizeOf?: GuardOptions['sizeOf'];
  readonly calendar: Calendar;
  /** Whom to ask for more. */
  readonly contact: () => string | undefined;
  readonly now?: () => Date;
  /** Called with a failure of the store, which stops no question. */
  readonly onFault: (error: unknown) => void;
};

/** What a statement is estimated to read. */
type Estimate = {
  readonly spent: Spent;
  readonly isBilled: boolean;
  /** Whether it is the most that can be read, as nothing better is known. */
  readonly isMost?: boolean;
  /** A question that reads less than may be read unasked, as what its button says. */
  readonly cheaper?: CostError['cheaper'];
};

const NOTHING: Spent = { bytes: 0, dollars: 0 };

const PLANS = { max: 500, ttl: 15 * 60_000 } as const;

/**
 * Creates a guard. It estimates a size by what the query has read before, and for a statement of a new shape by
 * Athena's own plan. The estimate counts against the budgets until the run has ended; after that, what it has read.
 */
export function openGuard(options: GuardOptions): Guard {
  const { sizes, spending, onFault, now = () => new Date() } = options;
  const estimateOf = openEstimates(options);
  const isEstimating = options.askAbove !== undefined || Object.values(options.budgets).some(Boolean);

  return {
    admit: async (statement, signal, about) => {
      const size = questionSize(statement, about, { now: now(), calendar: options.calendar });
      const estimate = isEstimating
        ? await estimateOf(statement, size, signal, about)
        : { spent: NOTHING, isBilled: true };
      checkSize(estimate, about.asked, formatQuestion(about), options.askAbove);
      const day = today(now(), options.calendar.timezone);
      const owners = ownersOf(about.asked);
      const charge = async ({ bytes, dollars }: Spent) => {
        await spending?.add(day, owners, { bytes, dollars }).catch(onFault);
      };
      const refund = (spent: Spent) => charge({ bytes: -spent.bytes, dollars: -spent.dollars });
      const charged = estimate.isMost ? NOTHING : estimate.spent; // the most is far more than columnar files are read of
      await charge(charged);
      try {
        await checkBudgets({ ...estimate, spent: charged }, { day, owners, about }, options);
      } catch (error) {
        await refund(charged);
        throw error;
      }
      return async (outcome) => {
        if (outcome === 'stopped') return;
        await refund(charged);
        if (outcome === 'failed') return;
        await charge(spentOn(outcome));
        if (outcome.reused) return;
        const run = { ...size, bytes: outcome.scannedBytes, isBilled: outcome.reservedDpus === undefined };
        await sizes.note(about.query.name, run).catch(onFault);
      };
    },
  };
}

/** What a table was billed. */
function spentOn({ scannedBytes, reused, reservedDpus }: Table): Spent {
  const isBilled = !reused && reservedDpus === undefined;
  return { bytes: scannedBytes, dollars: isBilled ? estimateCost(scannedBytes) : 0 };
}

/** A sentence beside an answer of which nobody knew what it would read. */
const UNKNOWN_SIZE = 'How much this reads could not be told before it ran.';

function openEstimates({ sizes, sizeOf, tableSizeOf, askAbove, onFault }: GuardOptions) {
  const plans = new LRUCache<string, number>(PLANS);

  const plannedBytes = async (statement: Statement, signal: AbortSignal): Promise<number | undefined> => {
    const key = JSON.stringify([statement.sql, statement.parameters]);
    const bytes = plans.get(key) ?? (await sizeOf(statement, signal));
    if (bytes !== undefined) plans.set(key, bytes);
    return bytes;
  };

  return async (
    statement: Statement,
    size: SizedQuestion,
    signal: AbortSignal,
    about: GuardedRun,
  ): Promise<Estimate> => {
    const known = await sizes.find(about.query.name).catch((error) => {
      onFault(error);
      return [];
    });
    const isBilled = known.every((run) => run.isBilled);
    const hasRun = known.some(({ shape }) => shape === size.shape);
    const planned = hasRun ? undefined : await plannedBytes(statement, signal);
    const isMost = planned === undefined && known.length === 0;
    const first = isMost ? await tableSizeOf?.(statement, signal) : planned;
    const runs = first === undefined ? known : [{ ...size, bytes: first, isBilled }];
    const bytes = estimateBytes(runs, size);
    if (bytes === undefined && !about.asked?.isDigest) about.onNote?.(UNKNOWN_SIZE);
    if (bytes === undefined) return { spent: NOTHING, isBilled };
    const less = estimateBytes(runs, { ...size, days: SHORTER.days });
    const isLess = less !== undefined && less < bytes && less <= (askAbove ?? Number.POSITIVE_INFINITY);
    const shorter = isLess && about.request ? shorterRequest(about.query, about.request) : undefined;
    return {
      spent: { bytes, dollars: isBilled ? estimateCost(bytes) : 0 },
      isBilled,
      isMost,
      ...(shorter && { cheaper: { text: formatRequest(shorter), label: SHORTER.label } }),
    };
  };
}

/** Asks back before a run that is too large to be run unasked. Nobody can be asked for a digest. */
function checkSize(estimate: Estimate, asked: Asked | undefined, text: string, askAbove: number | undefined): void {
  if (askAbove === undefined || estimate.spent.bytes <= askAbove || asked?.isConfirmed || asked?.isDigest) return;
  const { cheaper } = estimate;
  const or = cheaper ? `, or ask for ${cheaper.label}?` : '?';
  throw new CostError(`this reads ${words(estimate)}: run it all the same${or}`, { confirmable: text, cheaper });
}

function words({ spent, isBilled, isMost }: Estimate): string {
  const cost = formatCost(spent.dollars);
  const about = cost.startsWith('$') ? `about ${cost}` : cost;
  const bytes = `${isMost ? 'up to' : 'about'} ${formatBytes(spent.bytes)}`;
  return isBilled ? `${bytes}, ${about}` : bytes;
}

function formatQuestion({ query, request }: GuardedRun): string {
  return request ? formatRequest(request) : query.name;
}

/** Whose budgets a run counts against. */
function ownersOf(asked: Asked | undefined): readonly string[] {
  const person = asked && !asked.isDigest ? [`person/${asked.person}`] : [];
  const channel = asked?.channel === undefined ? [] : [`channel/${asked.channel}`];
  return [...person, ...channel, 'everybody'];
}

/** How a budget is called, by the first part of its owner. */
const BUDGET_NAMES = {
  person: 'your budget',
  channel: "this channel's budget",
  everybody: "everybody's budget",
} as const;

/** Refuses what no budget has room for, and says so when one is nearly used. The estimate has been charged already. */
async function checkBudgets(
  estimate: Estimate,
  { day, owners, about }: { readonly day: string; readonly owners: readonly string[]; readonly about: GuardedRun },
  { budgets, spending, contact, onFault }: GuardOptions,
): Promise<void> {
  const { spent, cheaper } = estimate;
  for (const owner of owners) {
    const kind = owner.split('/')[0] as keyof typeof BUDGET_NAMES;
    const budget = budgets[kind];
    const used = budget && (await spending?.read(day, owner).catch(onFault));
    if (!budget || !used) continue;
    const state = budgetState(budget, used);
    if (state.isOver) {
      const before = budgetState(budget, { bytes: used.bytes - spent.bytes, dollars: used.dollars - spent.dollars });
      const size = spent.bytes > 0 ? `this reads ${words(estimate)}, and ` : '';
      const less = cheaper ? `, or ask for ${cheaper.label}` : '';
      const sentence = `${size}${before.words} of ${BUDGET_NAMES[kind]} for today are used: ask ${contact() ?? 'whoever runs Owlpost'} for more${less}`;
      throw new CostError(sentence, { cheaper, isTemporary: true });
    }
    if (state.isNearlyUsed) about.onNote?.(`${state.words} of ${BUDGET_NAMES[kind]} for today are used.`);
  }
}
