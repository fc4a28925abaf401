import type { Query } from '../catalogue/query.ts';

import { singular } from '../text/normalize.ts';

/** Words of a query's own data, in lower case, for the examples in sentences to those who ask. */
export type ExampleWords = {
  /** Its default measure: `sales`. */
  readonly measure: string;
  /** What its rows are unless asked otherwise: `country`. */
  readonly dimension: string;
  /** Another one of its dimensions, far from the first: `customer`; the same one when it has no other. */
  readonly other: string;
  /** A number of things, as its plural: `orders`; missing where nothing is counted. */
  readonly counted?: string;
};

/** Returns words of a query for examples. Those of a query with nothing to choose are its own name. */
export function exampleWords({ name, params, dataset }: Query): ExampleWords {
  const labelOf = (role: 'measure' | 'dimension') => {
    const param = params.find((candidate) => candidate.role === role);
    const choice = param?.choices.find((candidate) => candidate.name === param.default?.[0]) ?? param?.choices[0];
    return choice?.label.toLowerCase();
  };
  const dimension = labelOf('dimension') ?? name;
  const others = (dataset?.dimensions ?? []).map(({ label }) => label.toLowerCase());
  const counted = dataset?.measures.find(
    ({ aggregate, counts, label }) =>
      aggregate.kind === 'count' && counts === undefined && singular(label.toLowerCase()) !== label.toLowerCase(),
  );
  return {
    measure: labelOf('measure') ?? name,
    dimension,
    other: others.findLast((label) => label !== dimension) ?? dimension,
    ...(counted && { counted: counted.label.toLowerCase() }),
  };
}

/** Returns the labels of the first dimensions of a query, in lower case, as a list: `country, state, city`. */
export function dimensionLabels({ params }: Query): string {
  return (params.find(({ role }) => role === 'dimension')?.choices ?? [])
    .filter(({ type, name }) => type !== 'date' && name !== 'none')
    .slice(0, 6)
    .map(({ label }) => label.toLowerCase())
    .join(', ');
}

/** Returns the labels of the first measures of a query, in lower case, as a list: `sales, orders`. */
export function measureLabels({ params }: Query): string {
  return (params.find(({ role }) => role === 'measure')?.choices ?? [])
    .slice(0, 6)
    .map(({ label }) => label.toLowerCase())
    .join(', ');
}
