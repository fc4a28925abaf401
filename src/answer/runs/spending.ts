import { formatBytes, formatCost } from '../receipt.ts';

/** How many bytes were read, and their cost in US dollars. */
export type Spent = { readonly bytes: number; readonly dollars: number };

/** What each owner has spent in a day, over all instances. An owner is `person/U1`, `channel/C1` or `everybody`. */
export type Spending = {
  readonly add: (day: string, owners: readonly string[], spent: Spent) => Promise<void>;
  readonly read: (day: string, owner: string) => Promise<Spent>;
};

/** The most that may be used in a day: bytes, or US dollars. */
export type Budget = { readonly bytes: number } | { readonly dollars: number };

/** The budgets in force; a missing one does not limit. */
export type Budgets = {
  /** The budget of each person, and of each channel. */
  readonly person?: Budget | undefined;
  readonly channel?: Budget | undefined;
  /** The budget of all together. */
  readonly everybody?: Budget | undefined;
};

/** Which part of a budget is used when its owner is told, from 0 to 1. */
const NEARLY = 0.8;

/** How much of a budget is used. */
export type BudgetState = {
  readonly isNearlyUsed: boolean;
  readonly isOver: boolean;
  /** `90 GB of 100 GB`. */
  readonly words: string;
};

/** Returns how much of a budget is used after what was spent in a day. */
export function budgetState(budget: Budget, spent: Spent): BudgetState {
  const isInBytes = 'bytes' in budget;
  const [have, of] = isInBytes ? [spent.bytes, budget.bytes] : [spent.dollars, budget.dollars];
  const write = isInBytes ? formatBytes : formatCost;
  return { isNearlyUsed: have / of >= NEARLY, isOver: have > of, words: `${write(Math.max(0, have))} of ${write(of)}` };
}
