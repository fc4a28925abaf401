import type { Dataset, Measure } from '../../catalogue/dataset.ts';
import type { Choice, Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';

import { roleParam } from '../../catalogue/param.ts';
import { UserError } from '../../error.ts';
import { valuesOf } from '../../question/request.ts';

/** An aggregate that a measure is made of: the SUM of an expression, a count of rows or values, or a count of distinct values. */
export type MeasurePart = {
  readonly kind: 'sum' | 'rows' | 'values' | 'distinct';
  /** The expression; missing where rows are counted. */
  readonly sql?: string;
};

/** The measure whose change is explained. */
export type ExplainedMeasure = {
  readonly measure: Measure;
  readonly choice: Choice;
  /** Its only part, or the numerator and the denominator of a ratio. */
  readonly parts: readonly [MeasurePart] | readonly [MeasurePart, MeasurePart];
};

/** Finds the measure of a question for reasons. Throws a UserError for several measures, and for one that is not made of parts. */
export function explainedMeasure(query: Query, request: Request): ExplainedMeasure {
  const param = roleParam(query, 'measure')!;
  const [name, ...others] = valuesOf(request, param) ?? [];
  const choice = param.choices.find((candidate) => candidate.name === name);
  const measure = query.dataset!.measures.find((candidate) => candidate.name === name);
  if (!choice || !measure) throw new UserError(`${query.name} has no measure ${name} any more: ask again`);
  if (query.dataset!.dimensions.length === 0)
    throw new UserError(`${query.name} has no dimensions, so there is nothing that a change could be made of`);
  if (others.length > 0)
    throw new UserError(`why looks at one measure at a time: ask for ${[name, ...others].join(' or for ')}`);
  return { measure, choice, parts: partsOf(measure, query.dataset!) };
}

/** Whether a part counts members that several values of a dimension may share. */
export function mayOverlap({ kind }: MeasurePart): boolean {
  return kind === 'distinct';
}

function partsOf(measure: Measure, dataset: Dataset): ExplainedMeasure['parts'] {
  const { aggregate, label } = measure;
  switch (aggregate.kind) {
    case 'ratio':
      return [partNamed(aggregate.over, measure, dataset), partNamed(aggregate.under, measure, dataset)];
    case 'average':
      return [
        { kind: 'sum', sql: aggregate.sql },
        { kind: 'values', sql: aggregate.sql },
      ];
    default: {
      const part = plainPart(measure);
      if (!part)
        throw new UserError(
          `${label.toLowerCase()} is a single value and not made of parts, so it cannot be told why it changed: ask for it by one of the dimensions`,
        );
      return [part];
    }
  }
}

function partNamed(name: string, { label }: Measure, { measures }: Dataset): MeasurePart {
  const part = plainPart(measures.find((measure) => measure.name === name)!);
  if (!part)
    throw new UserError(
      `${label.toLowerCase()} is made of ${name.replaceAll('_', ' ')}, which does not add up, so it cannot be told why it changed: ask for it by one of the dimensions`,
    );
  return part;
}

/** The part that a sum or a count is by itself; undefined for a measure of another kind. */
function plainPart({ aggregate }: Measure): MeasurePart | undefined {
  if (aggregate.kind === 'sum') return { kind: 'sum', sql: aggregate.sql };
  if (aggregate.kind === 'count') return { kind: 'distinct', sql: aggregate.sql };
  return aggregate.kind === 'rows' ? { kind: 'rows' } : undefined;
}
