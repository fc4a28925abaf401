import type { Dataset } from '../../catalogue/dataset.ts';
import type { Choice, Query, Role } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';

import { isAdditive } from '../../catalogue/dataset.ts';
import { TIME_NAMES } from '../../catalogue/dataset-words.ts';
import { chosenChoices, rankParam } from '../../question/request.ts';
import { uncapital } from '../../text/text.ts';

/** A column that holds a measure: its name, its d3-format, and whether its rows may be added up. */
export type ShownMeasure = { readonly name: string; readonly format?: string; readonly isAdditive: boolean };

/** What the name of an average per something begins with among the choices of `show`. */
const AVERAGE = 'average_per_';

/** Returns what a measure is averaged per, in words: `product line`; undefined when it is shown otherwise. */
export function averagedPer(show: string): string | undefined {
  return show.startsWith(AVERAGE) ? show.slice(AVERAGE.length).replaceAll('_', ' ') : undefined;
}

/** Whether a way to show divides by units of time. */
export function isPerTime({ name, sql }: Choice): boolean {
  return sql === '' && averagedPer(name) !== undefined;
}

/** Whether a group is a grain or a cycle of the dataset's own time. */
export function isOwnTime({ name }: Choice, dataset: Dataset): boolean {
  return TIME_NAMES.includes(name) && !dataset.dimensions.some((dimension) => dimension.name === name);
}

/** Whether a way to show stands beside each measure, in a column of its own. */
export function isBeside(show: Choice | undefined): boolean {
  return show !== undefined && /^(?:with_|change)/.test(show.name);
}

/** Whether a way to show gives shares, alone or beside their measure. */
export function isShare(show: Choice | undefined): boolean {
  return show !== undefined && /^(?:with_)?share/.test(show.name);
}

/**
 * Returns the name of the column of a measure that is shown in some way; `grain` is the grain of the times among the
 * rows, `within` the label of what shares are within.
 */
export function shownName(
  label: string,
  show: string,
  { grain, within }: { readonly grain?: string | undefined; readonly within?: string | undefined } = {},
): string {
  const per = averagedPer(show);
  if (within !== undefined) return `${label}, share within each ${uncapital(within)}`;
  if (per !== undefined) return `${label} per ${per}`;
  switch (show) {
    case 'share':
    case 'with_share':
      return `${label}, share of total`;
    case 'share_of_all':
      return `${label}, share of all`;
    case 'running_total':
    case 'with_running_total':
      return `${label}, running total`;
    case 'change':
      return `${label}, change on the ${grain} before`;
    default:
      return `${label}, change on last year`;
  }
}

/** Returns the grain of the times that rows are grouped by; undefined when there are none. */
export function grainOf(groups: readonly Choice[], dataset: Dataset): string | undefined {
  const time = groups.find(({ type }) => type === 'date');
  if (!time) return undefined;
  return dataset.dimensions.some(({ name }) => name === time.name) ? 'day' : time.name;
}

/** Returns the columns of measures that a request over a dataset gives, in their order. */
export function measureColumns(query: Query, request: Request): readonly ShownMeasure[] {
  const { dataset } = query;
  if (!dataset) return [];
  const chosen = (role: Role) => chosenChoices(query, request, role);
  const [show] = chosen('show');
  const grain = grainOf([...chosen('dimension'), ...chosen('series')], dataset);
  const withinParam = query.params.find(({ name }) => name === 'within');
  const within = isShare(show) && !rankParam(query, request) ? request.values.within?.[0] : undefined;
  const withinLabel = withinParam?.choices.find(({ name }) => name === within)?.label;
  return chosen('measure').flatMap(({ name, label, format }) => {
    const measure = dataset.measures.find((candidate) => candidate.name === name);
    const adds = measure !== undefined && isAdditive(measure);
    const plain = { name: label, ...(format && { format }), isAdditive: adds };
    if (!show) return [plain];
    const shown = { name: shownName(label, show.name, { grain, within: withinLabel }), isAdditive: false };
    if (show.name === 'running_total') return [{ ...plain, ...shown }];
    if (show.name === 'with_running_total') return [plain, { ...plain, ...shown }];
    if (show.name === 'with_share')
      return [plain, { ...shown, format: '.1%', isAdditive: adds && within === undefined }];
    const per = averagedPer(show.name);
    const isPerTime = per !== undefined && /^(?:day|week|month|quarter|year)$/.test(per);
    if (per !== undefined) return [{ ...shown, format: perFormat(format), isAdditive: adds && isPerTime }];
    if (show.name.startsWith('share')) return [{ ...shown, format: '.1%', isAdditive: adds && within === undefined }];
    return [plain, { ...shown, format: '+.1%' }];
  });
}

/** The format of a number per something: money stays money, whole numbers get decimals. */
function perFormat(format: string | undefined): string {
  return format && /[$€£¥]/.test(format) ? format : ',.2f';
}
