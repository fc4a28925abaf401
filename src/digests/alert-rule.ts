/** The ways in which a number can be beyond a limit. */
export type AlertOperator = '<' | '<=' | '>' | '>=';

/** What an alert holds the numbers of its question against. */
export type AlertRule = {
  /** Whether the number itself is looked at, or how far it is from its baseline. */
  readonly subject: 'value' | 'change';
  readonly operator: AlertOperator;
  /** In the measure's unit; a fraction for a change: -0.1 for ten percent less. */
  readonly limit: number;
  /** Numbers whose value and baseline are both below this say nothing; undefined where all do. In the measure's unit. */
  readonly least?: number | undefined;
};

/** One number of an alert's question, as it was found. */
export type AlertReading = {
  /** What it is of, such as a country; empty for a total. */
  readonly name: string;
  /** Undefined where there is no number. */
  readonly value: number | undefined;
  /** What it is held against; undefined where nothing is known, or for a rule without one. */
  readonly baseline?: number | undefined;
};

/** How far a number must come back behind its limit to count as back: this part of the limit. */
const MARGIN = 0.05;

/** How much a number has changed from its baseline, as a fraction of that; undefined where there is none, or none but 0. */
export function changeOf({ value, baseline }: AlertReading): number | undefined {
  if (value === undefined || baseline === undefined || baseline === 0) return undefined;
  return (value - baseline) / Math.abs(baseline);
}

/** Where a number is back: a little behind its limit, so that one that wavers around it is told once. */
export function backLimitOf({ operator, limit }: Pick<AlertRule, 'operator' | 'limit'>): number {
  const margin = Math.abs(limit) * MARGIN;
  return operator.startsWith('<') ? limit + margin : limit - margin;
}

/**
 * The readings that are beyond the limit, or that were (`before` has their names) and are not back yet; undefined when
 * there is no number at all to judge by. What is gone while others are there has nothing: it stays below every limit, as
 * `before` has it, and is above none.
 */
export function breachesOf<Reading extends AlertReading>(
  rule: AlertRule,
  readings: readonly Reading[],
  before: readonly Reading[],
): readonly Reading[] | undefined {
  const measured = readings.filter((reading) => measureOf(rule, reading) !== undefined);
  if (measured.length === 0) return undefined;
  const known = new Set(before.map(({ name }) => name));
  const beyond = measured.filter((reading) => {
    const isBeyondNow = isBeyond(rule, measureOf(rule, reading)!, rule.limit);
    if (isBeyondNow) return isLoud(rule, reading);
    return known.has(reading.name) && isBeyond(rule, measureOf(rule, reading)!, backLimitOf(rule));
  });
  const present = new Set(measured.map(({ name }) => name));
  const gone = rule.operator.startsWith('<') ? before.filter(({ name }) => !present.has(name)) : [];
  return [...beyond, ...gone];
}

function measureOf({ subject }: AlertRule, reading: AlertReading): number | undefined {
  return subject === 'value' ? reading.value : changeOf(reading);
}

function isBeyond({ operator }: AlertRule, measure: number, limit: number): boolean {
  switch (operator) {
    case '<':
      return measure < limit;
    case '<=':
      return measure <= limit;
    case '>':
      return measure > limit;
    case '>=':
      return measure >= limit;
  }
}

/** Whether a reading is large enough to say something. */
function isLoud({ least = Number.NEGATIVE_INFINITY }: AlertRule, { value, baseline }: AlertReading): boolean {
  return Math.max(value ?? Number.NEGATIVE_INFINITY, baseline ?? Number.NEGATIVE_INFINITY) >= least;
}
