import { z } from 'zod';

import { ACCESS } from './access.ts';
import { DIMENSION_TYPES } from './dataset.ts';
import { GOAL } from './goal.ts';
import { FORMAT, WORDS } from './param-header.ts';
import { VERIFIED } from './verified.ts';

const TEXT = z.string('must be a text').trim().min(1);

const SQL = TEXT.max(2000);

const LABEL = TEXT.max(60);

const VALUES = z.union([
  z.array(z.union([z.string(), z.number()]).transform(String)).max(200),
  z.string().transform((word) => [word]),
]);

const JOIN = z.strictObject({
  table: SQL.describe('table: dim_products'),
  on: SQL.describe('on: f.productCode = p.productCode'),
});

const DIMENSION = z.strictObject({
  sql: SQL.describe('sql: l.country'),
  label: LABEL.optional(),
  plural: LABEL.optional(),
  aliases: WORDS,
  in: LABEL.optional(),
  synonyms: z.record(z.string(), VALUES).default({}),
  type: z.enum(DIMENSION_TYPES).default('string'),
});

const MEASURE = z.strictObject({
  sum: SQL.optional(),
  average: SQL.optional(),
  min: SQL.optional(),
  max: SQL.optional(),
  count: SQL.optional(),
  rows: z.literal(true).optional(),
  ratio: TEXT.optional(),
  format: FORMAT.optional(),
  label: LABEL.optional(),
  aliases: WORDS,
  verbs: WORDS,
});

/** The keys of aggregates; each measure has exactly one of them. */
export const AGGREGATES = ['sum', 'average', 'min', 'max', 'count', 'rows', 'ratio'] as const;

const TIME = z.strictObject({
  sql: SQL.describe('sql: f.orderDate'),
  hours: z.boolean().default(false),
  partition: z
    .strictObject({
      sql: SQL.describe('sql: f.dt'),
      format: TEXT.max(40).optional(),
    })
    .optional(),
});

/** The schema of a dataset's file. Its keys are explained in `docs/datasets.md`. */
export const DATASET = z.strictObject({
  title: TEXT.max(60).optional(),
  description: TEXT.max(300).default(''),
  owner: TEXT.max(80).optional(),
  private: z.boolean().default(false),
  aliases: WORDS,
  from: SQL.describe('from: fact_orders f'),
  joins: z.record(z.string(), JOIN.describe('{ table: dim_products, on: f.productCode = p.productCode }')).default({}),
  time: z.union([SQL.transform((sql) => ({ sql, hours: false, partition: undefined })), TIME]).optional(),
  dimensions: z
    .record(z.string(), z.union([SQL.transform(dimensionOf), DIMENSION]).describe('{ sql: l.country }'))
    .default({}),
  measures: z
    .record(z.string(), MEASURE.describe('{ sum: f.amount }'))
    .describe('measures: { orders: { count: f.orderNumber } }'),
  default: z.strictObject({ measure: TEXT.optional(), by: TEXT.optional(), period: TEXT.optional() }).default({}),
  freshness: SQL.optional(),
  samples: z.boolean().default(false),
  goal: GOAL.optional(),
  verified: VERIFIED.optional(),
  access: ACCESS.optional(),
  chart: z
    .union([z.literal('auto'), z.record(z.string(), z.unknown())])
    .describe('{ mark: bar, x: Country, y: Sales }')
    .default('auto'),
});

/** A dataset's file as written, with the defaults filled in. */
export type DatasetHeader = z.infer<typeof DATASET>;

/** A dimension as a dataset declares it. */
export type DimensionHeader = DatasetHeader['dimensions'][string];

/** A measure as a dataset declares it. */
export type MeasureHeader = DatasetHeader['measures'][string];

/** `country: l.country` is short for `country: { sql: l.country }`. */
function dimensionOf(sql: string): z.infer<typeof DIMENSION> {
  return { sql, aliases: [], synonyms: {}, type: 'string' };
}
