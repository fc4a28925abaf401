import { isOtherOrUnknown } from './points.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** What people count in an order of its own, in the order in which it is tried. */
const COUNTED = [nameIn(WEEKDAYS), nameIn(MONTHS), dateIn, numberIn];

/** Weekdays, months, dates, quarters, years, hours and ranges in the order in which people count them; undefined for other labels. */
export function naturalOrder(labels: readonly string[]): readonly string[] | undefined {
  const named = labels.filter((label) => !isOtherOrUnknown(label));
  for (const place of COUNTED) {
    const places = new Map(named.map((label) => [label, place(label)]));
    if (named.length > 1 && [...places.values()].every((value) => value !== undefined)) {
      return [...named.toSorted((a, b) => places.get(a)! - places.get(b)!), ...labels.filter(isOtherOrUnknown)];
    }
  }
  return undefined;
}

/** The place of a label alone in the order in which people count it: a whole number from 0. */
export function naturalRank(label: string): number | undefined {
  for (const placeIn of COUNTED) {
    const place = placeIn(label);
    if (place !== undefined) return Math.max(0, Math.floor(place));
  }
  return undefined;
}

/** The place of a name in a list, by the whole name or by three or more of its first letters. */
function nameIn(names: readonly string[]): (label: string) => number | undefined {
  return (label) => {
    const word = label.toLowerCase().replace(/\.$/, '');
    const place = names.findIndex((name) => word.length >= 3 && name.startsWith(word));
    return place >= 0 ? place : undefined;
  };
}

/** The place of a bucket by its name: `Nov 2025`, `3 Nov 2025`, `week of 3 Nov 2025`. */
function dateIn(label: string): number | undefined {
  const [, day = '1', month = '', year] = /^(?:week of )?(?:(\d{1,2}) )?([A-Z][a-z]{2}) (\d{4})$/.exec(label) ?? [];
  const place = nameIn(MONTHS)(month);
  return year === undefined || place === undefined ? undefined : (Number(year) * 12 + place) * 31 + Number(day);
}

/** The first number of a year, an hour, a quarter or a range (`2025`, `14`, `Q3 2025`, `18–24`, `65+`). */
function numberIn(label: string): number | undefined {
  const quarter = /^Q([1-4])(?: ((?:19|20)\d\d))?$/.exec(label);
  if (quarter) return Number(quarter[2] ?? 0) * 10 + Number(quarter[1]);
  const range = /^[<≤]? ?(\d{1,3}|(?:19|20)\d\d)(?: ?[-–] ?\d+| ?\+)?$/.exec(label);
  return range ? Number(range[1]) - (/^[<≤]/.test(label) ? 0.5 : 0) : undefined;
}
