import type { Dataset, Measure } from '../catalogue/dataset.ts';

/** How a measure is counted, in words: `sales ÷ orders`, `the sum of f.orderAmount`. */
export function measureWords({ aggregate }: Measure, { measures }: Pick<Dataset, 'measures'>): string {
  const labelOf = (name: string) => measures.find((measure) => measure.name === name)?.label.toLowerCase() ?? name;
  switch (aggregate.kind) {
    case 'ratio':
      return `${labelOf(aggregate.over)} ÷ ${labelOf(aggregate.under)}`;
    case 'rows':
      return 'the number of rows';
    case 'count':
      return `the number of different ${aggregate.sql}`;
    case 'sum':
      return `the sum of ${aggregate.sql}`;
    case 'average':
      return `the average of ${aggregate.sql}`;
    case 'min':
      return `the smallest ${aggregate.sql}`;
    case 'max':
      return `the largest ${aggregate.sql}`;
  }
}
