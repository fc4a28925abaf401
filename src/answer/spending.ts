import { formatBytes, formatCost } from './receipt.ts';

/** What was read, and what that costs in US dollars. */
export type Spent = { readonly bytes: number; readonly dollars: number };

/** What each owner has used, by day, in all instances. An owner is `person/U1`, `channel/C1` or `everybody`. */
export type Spending = {
  readonly add: (day: string, owners: readonly string[], spent: Spent) => Promise<void>;
  readonly read: (day: string, owner: string) => Promise<Spent>;
};

/** What may be used in a day: bytes, or dollars. */
export type Budget = { readonly bytes: number } | { readonly dollars: number };

/** Whose budgets there are. */
export type Budgets = {
  /** Of each person, and of each channel. */
  readonly person?: Budget | undefined;
  readonly channel?: Budget | undefined;
  /** Of all together. */
  readonly everybody?: Budget | undefined;
};

/** Which part of a budget is used when its owner is told, from 0 to 1. */
const NEARLY = 0.8;

/** How a budget stands. */
export type BudgetState = {
  readonly isNearlyUsed: boolean;
  readonly isOver: boolean;
  /** `90 GB of 100 GB`. */
  readonly words: string;
};

/** How a budget stands after a day's use. */
export function budgetState(budget: Budget, spent: Spent): BudgetState {
  const isInBytes = 'bytes' in budget;
  const [have, of] = isInBytes ? [spent.bytes, budget.bytes] : [spent.dollars, budget.dollars];
  const write = isInBytes ? formatBytes : formatCost;
  return { isNearlyUsed: have / of >= NEARLY, isOver: have > of, words: `${write(Math.max(0, have))} of ${write(of)}` };
}
