import type { Dataset, Dimension } from './dataset.ts';
import type { Choice, Param } from './query.ts';

import { MONTHS, WEEKDAYS } from '../calendar/day.ts';
import { singular } from '../text/normalize.ts';
import { labelOf } from '../text/text.ts';
import { countedSql, measureSql, shownSql, timeGroupSql, valuesSql } from './dataset-sql.ts';

/** The values of a dataset's parameters that hold when a question does not set them, by canonical names. */
export type DatasetDefaults = { readonly measure: string; readonly by: string; readonly period: string };

const PARAM = { aliases: [], many: false, optional: true, choices: [] } as const;

const MOST_RANKED = 1000;

/** What the rows of a comparison can be ranked by beside their measures: the difference, and that in proportion to the earlier value. */
export const CHANGE_RANKS = ['change', 'growth'] as const;

/**
 * Creates the parameters that a dataset's questions can set: measure, by, split, a filter for each dimension and each
 * cycle of time, period, ranking, thresholds, show and sort, in this order.
 */
export function datasetParams(dataset: Dataset, defaults: DatasetDefaults): readonly Param[] {
  const measures = dataset.measures.map((measure) => ({
    name: measure.name,
    sql: measureSql(measure, dataset.measures),
    label: measure.label,
    aliases: measure.aliases,
    verbs: measure.verbs,
    ...(measure.format !== undefined && { format: measure.format }),
    ...(measure.counts !== undefined && { counts: measure.counts }),
  }));
  const groups = [...dataset.dimensions.map(dimensionChoice), ...grains(dataset), ...cycles(dataset)];
  const total = choice('none', '', 'Total');
  return [
    {
      ...PARAM,
      ...text('measure'),
      type: 'choice',
      role: 'measure',
      many: true,
      optional: false,
      default: [defaults.measure],
      choices: measures,
    },
    {
      ...PARAM,
      ...text('by'),
      type: 'choice',
      role: 'dimension',
      optional: false,
      default: [defaults.by],
      choices: [...groups, total],
    },
    { ...PARAM, ...text('split', 'Split by'), type: 'choice', role: 'series', choices: groups },
    ...dataset.dimensions.map((dimension) => filterParam(dataset, dimension)),
    ...cycles(dataset).map(cycleParam),
    ...(dataset.time ? [periodParam(defaults.period)] : []),
    ...rankParams(groups, [...measures, ...(dataset.time ? changeRanks(measures) : [])]),
    ...thresholdParams(measures),
    { ...PARAM, ...text('show', 'Shown as'), type: 'choice', role: 'show', choices: showChoices(dataset) },
    sortParam(),
  ];
}

/** The filter of a cycle of time, such as the months of all years. */
function cycleParam({ name, label, values }: ReturnType<typeof cycles>[number]): Param {
  return { ...PARAM, name, label, type: 'string', role: 'filter', many: true, values };
}

function sortParam(): Param {
  const choices = [
    choice('ascending', '', 'Smallest first'),
    choice('descending', '', 'Largest first'),
    choice('name', '', 'By name'),
  ];
  return { ...PARAM, ...text('sort', 'Sorted'), type: 'choice', role: 'sort', choices };
}

function periodParam(period: string): Param {
  return { ...PARAM, ...text('period'), type: 'period', role: 'period', optional: false, default: [period] };
}

function filterParam(dataset: Dataset, dimension: Dimension): Param {
  const { name, label, aliases, type, synonyms, position } = dimension;
  return {
    ...PARAM,
    name,
    label,
    aliases,
    type,
    role: 'filter',
    many: type !== 'boolean',
    ...(type === 'string' && { values: { sql: valuesSql(dataset, dimension) } }),
    synonyms,
    position,
  };
}

/** The ranks by change; a measure of the same name comes first. */
function changeRanks(measures: readonly Choice[]): readonly Choice[] {
  const [change, growth] = CHANGE_RANKS;
  return [choice(change, '', 'Change'), choice(growth, '', 'Growth')].filter(
    ({ name }) => !measures.some((measure) => measure.name === name),
  );
}

function rankParams(groups: readonly Choice[], ranks: readonly Choice[]): readonly Param[] {
  const count = { ...PARAM, type: 'integer', role: 'rank', min: 1, max: MOST_RANKED } as const;
  const named = { ...PARAM, type: 'choice', role: 'rank' } as const;
  return [
    { ...count, ...text('top'), keeps: 'first' },
    { ...count, ...text('bottom'), keeps: 'last', aliases: ['worst', 'lowest', 'smallest'] },
    { ...named, ...text('of', 'Ranked'), choices: groups },
    { ...named, ...text('within', 'Within each'), choices: groups },
    { ...named, ...text('rank_by', 'Ranked by'), choices: ranks },
  ];
}

function thresholdParams(measures: readonly Choice[]): readonly Param[] {
  const size = { ...PARAM, type: 'number', role: 'threshold' } as const;
  return [
    { ...size, ...text('over'), keeps: '>', aliases: ['more than', 'above'] },
    { ...size, ...text('under'), keeps: '<', aliases: ['less than', 'below'] },
    { ...size, ...text('at_least'), keeps: '>=', aliases: ['minimum'] },
    { ...size, ...text('at_most'), keeps: '<=', aliases: ['maximum', 'up to'] },
    { ...PARAM, ...text('having', 'Limit on'), type: 'choice', role: 'threshold', choices: measures },
  ];
}

/** Ways to show a measure. Of an average per entity, the SQL is that entity. */
function showChoices(dataset: Dataset): readonly Choice[] {
  const grained = dataset.time ? ['day', 'week', 'month', 'quarter', 'year'] : [];
  const counted = dataset.measures.flatMap(({ name, counts, aggregate }) =>
    aggregate.kind === 'count' && counts === undefined
      ? [{ entity: name.split('_').map(singular).join('_'), counts: name, sql: aggregate.sql }]
      : [],
  );
  const entities = [
    ...dataset.dimensions.map((dimension) => {
      const declared = counted.find(({ entity }) => entity === dimension.name);
      return {
        entity: dimension.name,
        counts: declared?.counts ?? dimension.name,
        sql: declared?.sql ?? countedSql(dimension),
      };
    }),
    ...counted.filter(({ entity }) => !dataset.dimensions.some(({ name }) => name === entity)),
  ];
  return [
    choice('share', '', 'Share of the total'),
    choice('share_of_all', '', 'Share of all'),
    choice('with_share', '', 'With its share of the total'),
    choice('running_total', '', 'Running total'),
    choice('with_running_total', '', 'With its running total'),
    choice('explain', '', 'Explained'),
    ...(dataset.showsRows ? [choice('rows', '', 'Rows behind it')] : []),
    ...(dataset.time
      ? [
          choice('change', '', 'Change against the one before'),
          choice('change_last_year', '', 'Change against last year'),
          choice('why', '', 'Why it changed'),
        ]
      : []),
    ...grained.map((grain) => choice(`average_per_${grain}`, '', `Average per ${grain}`)),
    ...entities.map(({ entity, counts, sql }) => ({
      ...choice(`average_per_${entity}`, sql, `Average per ${entity.replaceAll('_', ' ')}`),
      counts,
    })),
  ];
}

function dimensionChoice(dimension: Dimension): Choice {
  const { name, label, plural, aliases, type } = dimension;
  return {
    ...choice(name, shownSql(dimension), label, [...aliases, plural]),
    ...(type === 'date' && { type: 'date' }),
  };
}

const GRAINS: readonly (readonly [string, readonly string[]])[] = [
  ['hour', ['hourly', 'hours']],
  ['day', ['daily', 'days', 'date']],
  ['week', ['weekly', 'weeks']],
  ['month', ['monthly', 'months']],
  ['quarter', ['quarterly', 'quarters']],
  ['year', ['yearly', 'annual', 'annually', 'years']],
];

function grains({ time }: Dataset): readonly Choice[] {
  if (!time) return [];
  return GRAINS.filter(([name]) => name !== 'hour' || time.hasHours).map(([name, aliases]) => ({
    ...choice(name, timeGroupSql(name, time.sql), labelOf(name), aliases),
    type: 'date',
  }));
}

const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);

const CYCLES = [
  {
    name: 'weekday',
    label: 'Weekday',
    aliases: ['weekdays', 'day of week', 'day of the week'],
    values: WEEKDAYS,
  },
  { name: 'month_of_year', label: 'Month of the year', aliases: ['calendar month'], values: MONTHS },
  {
    name: 'quarter_of_year',
    label: 'Quarter of the year',
    aliases: ['calendar quarter'],
    values: ['Q1', 'Q2', 'Q3', 'Q4'],
  },
  { name: 'hour_of_day', label: 'Hour of the day', aliases: ['time of day'], values: HOURS },
];

/** What comes again in time, by the names that its rows have, in their order. */
function cycles({ time }: Dataset): readonly (Choice & { readonly values: readonly string[] })[] {
  if (!time) return [];
  return CYCLES.filter(({ name }) => name !== 'hour_of_day' || time.hasHours).map(
    ({ name, label, aliases, values }) => ({ ...choice(name, timeGroupSql(name, time.sql), label, aliases), values }),
  );
}

function choice(name: string, sql: string, label: string, aliases: readonly string[] = []): Choice {
  return { name, sql, label, aliases };
}

function text(name: string, label = labelOf(name)): Pick<Param, 'name' | 'label'> {
  return { name, label };
}
