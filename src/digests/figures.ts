import { formatChange, formatNumber } from '../text/number.ts';

/** A number of an answer as a whole: a total, or its only number. */
export type Figure = {
  /** The name of its measure. */
  readonly name: string;
  readonly value: number;
  /** A d3-format with its unit; undefined to choose one by the value. */
  readonly format?: string | undefined;
};

/** The figures of a digest's answers, in the order of its questions; empty for an answer that has none. */
export type Figures = readonly (readonly Figure[])[];

/**
 * Writes for each answer how its first figure differs from when it was last sent: `Since it was last sent: Sales $1.2M
 * → $1.3M (+8%).` Undefined where nothing can be compared. Here and below, `locale` is the language tag for numbers.
 */
export function changeNotes(
  before: Figures | undefined,
  now: Figures,
  locale?: string,
): readonly (string | undefined)[] {
  return pairsOf(before, now).map(([pair]) => pair && `Since it was last sent: ${changeWords(pair, locale)}.`);
}

/** Writes which posted figures have moved through later data by more than a fraction, such as 0.05; undefined when none has. */
export function restatement(
  posted: Figures | undefined,
  now: Figures,
  part: number,
  locale?: string,
): string | undefined {
  const moved = pairsOf(posted, now)
    .flat()
    .filter(({ before, after }) => Math.abs(after.value - before.value) > part * Math.abs(before.value));
  return moved.length > 0
    ? `Later data changed what was posted here: ${moved.map((pair) => wordsOf(pair, locale)).join(', ')}.`
    : undefined;
}

type Pair = { readonly before: Figure; readonly after: Figure };

/** The figures of each answer that have the same name in both, in the order of `now`. */
function pairsOf(before: Figures | undefined, now: Figures): readonly (readonly Pair[])[] {
  return now.map((figures, index) =>
    figures.flatMap((after) => {
      const earlier = before?.[index]?.find(({ name }) => name === after.name);
      return earlier ? [{ before: earlier, after }] : [];
    }),
  );
}

function changeWords(pair: Pair, locale: string | undefined): string {
  const { name, value, format } = pair.after;
  return value === pair.before.value
    ? `${name} ${formatNumber(value, { format, locale })}, unchanged`
    : wordsOf(pair, locale);
}

function wordsOf({ before, after }: Pair, locale: string | undefined): string {
  const { name, format } = after;
  const write = ({ value }: Figure) => formatNumber(value, { format, locale });
  const change = formatChange(after.value, before.value, { format, locale });
  return `${name} ${write(before)} → ${write(after)}${change ? ` (${change})` : ''}`;
}
