import type { Measure } from './ask.ts';
import type { OrderLine } from './star.ts';

type Lines = readonly OrderLine[];

/** The value of a measure over some order lines; null when there is nothing to add up or to divide by. */
export function measureOf(lines: Lines, measure: Measure): number | null {
  switch (measure) {
    case 'sales':
    case 'units':
    case 'margin':
      return sumOf(lines.map((line) => line[measure]));
    case 'margin rate':
      return divided(measureOf(lines, 'margin'), measureOf(lines, 'sales'));
    case 'average order':
      return divided(measureOf(lines, 'sales'), measureOf(lines, 'orders'));
    default:
      return new Set(lines.map((line) => countedValue(line, measure)).filter((value) => value !== undefined)).size;
  }
}

/** Whether a measure counts different things. */
export function isCount(measure: Measure): boolean {
  return !['sales', 'units', 'margin', 'margin rate', 'average order'].includes(measure);
}

/** What a line is counted as by a measure that counts different things; undefined for what counts as none of them. */
export function countedValue({ order, customer, values }: OrderLine, measure: Measure): string | undefined {
  if (measure === 'orders') return order;
  const value = measure === 'customers' ? customer : values.get(COUNTED[measure as keyof typeof COUNTED]);
  return value === 'Unknown' ? undefined : value;
}

const COUNTED = {
  countries: 'country',
  cities: 'city',
  states: 'state',
  'product lines': 'product line',
  products: 'product',
  vendors: 'vendor',
} as const;

function sumOf(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** A quotient; null when a part is missing or there is nothing to divide by. */
export const divided = (over: number | null, under: number | null) =>
  over === null || under === null || under === 0 ? null : over / under;
