import type { Measure } from '../catalogue/dataset.ts';
import type { Query } from '../catalogue/query.ts';

import { ratioParts } from './explain-template.ts';

/** Writes how a measure is computed: `sales ÷ orders`, `the sum of f.orderAmount`. Does not name what the asker may not see. */
export function measureWords({ aggregate }: Measure, query: Pick<Query, 'dataset' | 'params'>): string {
  switch (aggregate.kind) {
    case 'ratio': {
      const parts = ratioParts(aggregate, query);
      return parts?.map(({ choice }) => choice.label.toLowerCase()).join(' ÷ ') ?? 'a ratio of two measures';
    }
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
