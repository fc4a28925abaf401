import type { Ask, Cycle, Filter, Measure } from './ask.ts';
import type { Dimension } from './star.ts';

/** One way to understand a question, with what the answer may leave open. */
export type Reading = Omit<Ask, 'period'> & {
  /** Missing when the question names none: then the last 12 months or, when it is said, all time. */
  readonly period?: string;
  /** The question asks for the first place only: the answer shows it, and maybe the places after it in their order. */
  readonly first?: 'highest' | 'lowest';
  /** The rows stand in the order of this column. */
  readonly order?: { readonly column: string; readonly isDescending?: boolean };
  /** Names suffice: the numbers beside them are not looked at. */
  readonly isList?: boolean;
  /** What the answer must say for this reading; `a|b` are alternatives. */
  readonly says?: readonly string[];
};

/** A question, and what is right about an answer or a refusal. */
export type Question = {
  readonly text: string;
  /** `either` may be answered in one of the readings or be refused. */
  readonly kind: 'answer' | 'refuse' | 'either';
  readonly readings: readonly Reading[];
  /** What a refusal must name; `a|b` are alternatives. */
  readonly mustName: readonly string[];
};

type Values = Readonly<Partial<Record<Dimension | Cycle, string | readonly string[]>>>;

type Options = Omit<Reading, 'measures' | 'filters'> & {
  /** Kept values by dimension. */
  readonly in?: Values;
  /** Left out values by dimension. */
  readonly not?: Values;
};

/** A reading: measures joined by ` + `, and the rest. */
export function asks(measures: string, { in: kept = {}, not = {}, ...options }: Options = {}): Reading {
  const filters = [...filtersOf(kept, false), ...filtersOf(not, true)];
  return { measures: measures.split(' + ') as Measure[], ...options, ...(filters.length > 0 && { filters }) };
}

function filtersOf(values: Values, isExcluded: boolean): readonly Filter[] {
  return Object.entries(values).map(([dimension, value]) => ({
    dimension: dimension as Dimension | Cycle,
    values: [value].flat(),
    isExcluded,
  }));
}

/** A question that must be answered, in one of its readings. */
export function answer(text: string, ...readings: readonly Reading[]): Question {
  return { text, kind: 'answer', readings, mustName: [] };
}

/** A question that must be refused, with these words in the refusal. */
export function refuse(text: string, ...mustName: readonly string[]): Question {
  return { text, kind: 'refuse', readings: [], mustName };
}

/** A question that may be refused with these words, or answered in one of the readings. */
export function either(text: string, mustName: readonly string[], ...readings: readonly Reading[]): Question {
  return { text, kind: 'either', readings, mustName };
}
