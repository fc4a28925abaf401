/** How a number is compared with a limit. */
export type AlertOperator = '<' | '<=' | '>' | '>=';

/** The rule that the numbers of an alert's question are checked against. */
export type AlertRule = {
  /** Whether the number itself is compared, or its change from the baseline. */
  readonly subject: 'value' | 'change';
  readonly operator: AlertOperator;
  /** The limit, in the measure's unit; for a change as a fraction: -0.1 for ten percent less. */
  readonly limit: number;
  /** In the measure's unit. Numbers whose value and baseline are both below it are ignored; undefined to ignore none. */
  readonly least?: number | undefined;
};

/** One number of an alert's question. */
export type AlertReading = {
  /** The category that it is of, such as a country; empty for a total. */
  readonly name: string;
  /** Undefined where there is no number. */
  readonly value: number | undefined;
  /** The number that it is compared with; undefined when there is none. */
  readonly baseline?: number | undefined;
};

/** How far a number must come back behind its limit to count as back: this part of the limit. */
const MARGIN = 0.05;

/** Returns the change of a number from its baseline, as a fraction of the baseline; undefined when the baseline is missing or 0. */
export function relativeChange({ value, baseline }: AlertReading): number | undefined {
  if (value === undefined || baseline === undefined || baseline === 0) return undefined;
  return (value - baseline) / Math.abs(baseline);
}

/**
 * Returns the limit at which a raised alert is over: a little inside its own limit, so that a number that wavers
 * around the limit is reported once.
 */
export function backLimitOf({ operator, limit }: Pick<AlertRule, 'operator' | 'limit'>): number {
  const margin = Math.abs(limit) * MARGIN;
  return operator.startsWith('<') ? limit + margin : limit - margin;
}

/**
 * Returns the readings that are beyond the limit, and those of `before`, the breaches of the last check, that are back
 * inside the limit but not yet inside `backLimitOf`; undefined when no reading has a number. Of a reading of `before`
 * that is missing now, a breach of a lower limit goes on, and one of an upper limit is over.
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
    if (isBeyondNow) return isLargeEnough(rule, reading);
    return known.has(reading.name) && isBeyond(rule, measureOf(rule, reading)!, backLimitOf(rule));
  });
  const present = new Set(measured.map(({ name }) => name));
  const gone = rule.operator.startsWith('<') ? before.filter(({ name }) => !present.has(name)) : [];
  return [...beyond, ...gone];
}

function measureOf({ subject }: AlertRule, reading: AlertReading): number | undefined {
  return subject === 'value' ? reading.value : relativeChange(reading);
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

/** Whether the value or the baseline of a reading reaches the least that the rule looks at. */
function isLargeEnough({ least = Number.NEGATIVE_INFINITY }: AlertRule, { value, baseline }: AlertReading): boolean {
  return Math.max(value ?? Number.NEGATIVE_INFINITY, baseline ?? Number.NEGATIVE_INFINITY) >= least;
}
