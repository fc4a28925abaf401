import type { Case } from './demo.ts';

import { barsByCountry, barsCompared, linesByProductLine, scatterOfOrders } from './easy.ts';

function withSpec({ table, options }: Case, spec: Readonly<Record<string, unknown>>): Case {
  return { table, options: { ...options, spec } };
}

export function shortBars(): Case {
  return withSpec(barsByCountry(), { mark: 'bar', x: 'Sales', y: 'Country' });
}

export function shortColumns(): Case {
  return withSpec(barsByCountry(), { mark: 'bar', x: 'country', y: 'sales' });
}

export function shortArea(): Case {
  return withSpec(linesByProductLine(), { mark: 'area', x: 'Month', y: 'Sales', color: 'product_line' });
}

export function shortWithoutSplit(): Case {
  return withSpec(linesByProductLine(), { mark: 'column', x: 'Month', y: 'Sales' });
}

export function shortOfVegaLite(): Case {
  return withSpec(linesByProductLine(), { mark: 'boxplot', x: 'Sales', y: 'Product line' });
}

export function fullSpec(): Case {
  return withSpec(scatterOfOrders(), {
    transform: [{ calculate: 'datum.Sales / datum.Units', as: 'Price' }],
    mark: { type: 'bar', color: '#7b3f98' },
    encoding: {
      x: { bin: { maxbins: 20 }, field: 'Price', title: 'Price each ($)' },
      y: { aggregate: 'count', title: 'Orders' },
    },
  });
}

/** Bars with a tick where last year was, as an author writes them with `{{compare.label}}`. */
export function fullSpecCompared(): Case {
  const x = { field: 'Country', sort: null, title: null };
  return withSpec(barsCompared(), {
    layer: [
      { mark: 'bar', encoding: { x, y: { field: 'Sales' } } },
      { mark: { type: 'tick', color: '#111', thickness: 3 }, encoding: { x, y: { field: 'Sales last year' } } },
    ],
  });
}

/** A spec that has no place for last year: the picture says where it is. */
export function fullSpecNotCompared(): Case {
  return withSpec(barsCompared(), {
    mark: 'bar',
    encoding: { x: { field: 'Country', sort: '-y', title: null }, y: { field: 'Sales' } },
  });
}

export function fullSpecOfSmallCharts(): Case {
  return withSpec(linesByProductLine(), {
    facet: { field: 'Product line', title: null },
    columns: 3,
    spec: {
      width: 140,
      height: 80,
      mark: 'area',
      encoding: {
        x: { field: 'Month', type: 'temporal', title: null, axis: { format: '%b', tickCount: 3 } },
        y: { field: 'Sales', type: 'quantitative', title: null, axis: { format: '$~s', tickCount: 3 } },
      },
    },
  });
}
