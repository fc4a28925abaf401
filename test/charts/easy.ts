import type { Case } from './demo.ts';

import { COUNTRIES, caseOf, LINES, months, randomNumbers, salesAt, tableOf } from './demo.ts';

const YEAR = months('2025-11-01', 12);

const LAST_YEAR = { label: 'last year', columns: { Sales: 'Sales last year' } };

export function oneNumber(): Case {
  return caseOf(tableOf(['Sales: decimal'], [['4213456.12']]), { title: 'Sales' });
}

export function numberCompared(): Case {
  const table = tableOf(['Sales: decimal', 'Sales last year: decimal'], [['4213456.12', '3734567.00']]);
  return caseOf(table, { title: 'Sales', comparison: LAST_YEAR });
}

export function numberWithCourse(): Case {
  const table = tableOf(
    ['Month: date', 'Sales: decimal'],
    YEAR.map((month, index) => [month, salesAt(3, index)]),
  );
  return caseOf(table, { title: 'Sales', as: 'number' });
}

export function severalNumbers(): Case {
  return caseOf(
    tableOf(['Sales: decimal', 'Orders: bigint', 'Return rate: double'], [['4213456.12', 3271, '0.0312']]),
    {
      title: 'This year at a glance',
      formats: { Sales: '$,.0f', 'Return rate': '.1%' },
    },
  );
}

export function barsByCountry(): Case {
  return caseOf(
    tableOf(
      ['Country: varchar', 'Sales: decimal'],
      COUNTRIES.map((country, index) => [country, salesAt(index)]),
    ),
  );
}

export function barsCompared(): Case {
  const rows = COUNTRIES.map((country, index) => [country, salesAt(index), salesAt(index) * (0.6 + index * 0.1)]);
  const table = tableOf(['Country: varchar', 'Sales: decimal', 'Sales last year: decimal'], rows);
  return caseOf(table, { comparison: LAST_YEAR });
}

export function columnsByQuarter(): Case {
  const rows = months('2025-01-01', 12)
    .filter((_, index) => index % 3 === 0)
    .map((quarter, index) => [quarter, salesAt(2, index)]);
  return caseOf(tableOf(['Quarter: date', 'Sales: decimal'], rows), {
    title: 'Sales by quarter',
    subtitle: '2025',
    as: 'column',
  });
}

export function columnsByMonth(): Case {
  const table = tableOf(
    ['Month: date', 'Sales: decimal'],
    YEAR.map((month, index) => [month, salesAt(3, index)]),
  );
  return caseOf(table, { title: 'Sales by month', as: 'column', now: new Date('2026-10-20T00:00:00Z') });
}

export function columnsCompared(): Case {
  const rows = months('2026-05-01', 6).map((month, index) => [month, salesAt(3, index), salesAt(3, index + 1) * 0.9]);
  const table = tableOf(['Month: date', 'Sales: decimal', 'Sales last year: decimal'], rows);
  return caseOf(table, { title: 'Sales by month', as: 'column', comparison: LAST_YEAR });
}

export function columnsByCountry(): Case {
  const table = tableOf(
    ['Country: varchar', 'Sales: decimal'],
    COUNTRIES.slice(0, 6).map((country, index) => [country, salesAt(index)]),
  );
  return caseOf(table, { as: 'column' });
}

export function lineByMonth(): Case {
  const table = tableOf(
    ['Month: date', 'Sales: decimal'],
    YEAR.map((month, index) => [month, salesAt(3, index)]),
  );
  return caseOf(table, { title: 'Sales by month' });
}

export function lineNotOver(): Case {
  const rows = YEAR.map((month, index) => [month, salesAt(3, index) * (index === 11 ? 0.3 : 1)]);
  return caseOf(tableOf(['Month: date', 'Sales: decimal'], rows), {
    title: 'Sales by month',
    now: new Date('2026-10-12T00:00:00Z'),
    source: 'Data to 11 Oct 2026',
  });
}

export function lineCompared(): Case {
  const rows = YEAR.map((month, index) => [month, salesAt(3, index), salesAt(3, index + 2) * 0.85]);
  const table = tableOf(['Month: date', 'Sales: decimal', 'Sales last year: decimal'], rows);
  return caseOf(table, { title: 'Sales by month', comparison: LAST_YEAR });
}

export function linesByProductLine(): Case {
  const rows = LINES.slice(0, 5).flatMap((line, place) =>
    YEAR.map((month, index) => [month, line, salesAt(place, index)]),
  );
  const table = tableOf(['Month: date', 'Product line: varchar', 'Sales: decimal'], rows);
  return caseOf(table, { title: 'Sales by month, split by product line' });
}

export function areaByMonth(): Case {
  return { ...lineByMonth(), options: { ...lineByMonth().options, as: 'area' } };
}

export function areaSplit(): Case {
  return { ...linesByProductLine(), options: { ...linesByProductLine().options, as: 'area' } };
}

export function stackedByCountry(): Case {
  const rows = COUNTRIES.slice(0, 7).flatMap((country, place) =>
    LINES.slice(0, 4).map((line, index) => [country, line, salesAt(place, index * 2) / (index + 1)]),
  );
  const table = tableOf(['Country: varchar', 'Product line: varchar', 'Sales: decimal'], rows);
  return caseOf(table, { title: 'Sales by country, split by product line' });
}

export function stackedByMonth(): Case {
  return { ...linesByProductLine(), options: { ...linesByProductLine().options, as: 'stacked' } };
}

export function groupedByCountry(): Case {
  const rows = COUNTRIES.slice(0, 4).flatMap((country, place) =>
    ['2024', '2025', '2026'].map((year, index) => [country, year, 340 - place * 40 + index * 13]),
  );
  const table = tableOf(['Country: varchar', 'Year: varchar', 'Customers: bigint'], rows);
  return caseOf(table, { title: 'Customers by country, split by year', subtitle: '2024 to 2026' });
}

export function groupedByMonth(): Case {
  const rows = months('2026-05-01', 6).flatMap((month, index) =>
    LINES.slice(0, 3).map((line, place) => [month, line, salesAt(place, index)]),
  );
  const table = tableOf(['Month: date', 'Product line: varchar', 'Sales: decimal'], rows);
  return caseOf(table, { title: 'Sales by month, split by product line', as: 'grouped' });
}

export function sharesByCountry(): Case {
  return { ...stackedByCountry(), options: { ...stackedByCountry().options, as: 'share' } };
}

export function shareOfWhole(): Case {
  const table = tableOf(
    ['Product line: varchar', 'Sales: decimal'],
    LINES.map((line, index) => [line, salesAt(index)]),
  );
  return caseOf(table, { title: 'Sales by product line', as: 'share' });
}

export function heatmapByMonth(): Case {
  return { ...linesByProductLine(), options: { ...linesByProductLine().options, as: 'heatmap' } };
}

export function heatmapOfCustomers(): Case {
  const rows = COUNTRIES.slice(0, 8).flatMap((country, place) =>
    LINES.map((line, index) => [country, line, Math.round(300 / (place + 1) + 40 * Math.sin(index + place) + 60)]),
  );
  const table = tableOf(['Country: varchar', 'Product line: varchar', 'Customers: bigint'], rows);
  return caseOf(table, { title: 'Customers by country and product line' });
}

export function smallMultiples(): Case {
  const rows = LINES.slice(0, 6).flatMap((line, place) =>
    YEAR.map((month, index) => [month, line, salesAt(place, index)]),
  );
  const table = tableOf(['Month: date', 'Product line: varchar', 'Sales: decimal'], rows);
  return caseOf(table, { title: 'Sales by month, split by product line', as: 'multiples' });
}

export function pieOfFour(): Case {
  const table = tableOf(
    ['Product line: varchar', 'Sales: decimal'],
    LINES.slice(0, 4).map((line, index) => [line, salesAt(index)]),
  );
  return caseOf(table, { title: 'Sales by product line', as: 'pie' });
}

export function scatterOfOrders(): Case {
  const random = randomNumbers(7);
  const rows = Array.from({ length: 300 }, () => {
    const units = Math.round(10 + random() * 90);
    return [units, Math.round(units * (40 + random() * 60))];
  });
  return caseOf(tableOf(['Units: bigint', 'Sales: decimal'], rows), { title: 'Orders: units and sales' });
}

export function scatterNamed(): Case {
  const rows = COUNTRIES.map((country, index) => [country, 340 - index * 31, salesAt(index)]);
  const table = tableOf(['Country: varchar', 'Customers: bigint', 'Sales: decimal'], rows);
  return caseOf(table, { title: 'Customers and sales by country', as: 'scatter' });
}

export function histogramOfOrders(): Case {
  const random = randomNumbers(11);
  const rows = Array.from({ length: 800 }, () => [Math.round(2000 * (random() + random() + random()) ** 1.4) / 1]);
  return caseOf(tableOf(['Sales: decimal'], rows), { title: 'Order value' });
}

export function waterfallOfChange(): Case {
  const rows = COUNTRIES.slice(0, 7).map((country, index) => [
    country,
    salesAt(index),
    salesAt(index) * (0.7 + index * 0.13),
  ]);
  const table = tableOf(['Country: varchar', 'Sales: decimal', 'Sales last year: decimal'], rows);
  return caseOf(table, { as: 'waterfall', comparison: LAST_YEAR, title: 'What changed sales' });
}

export function waterfallOfMonths(): Case {
  const rows = months('2026-01-01', 8).map((month, index) => [month, Math.round(200_000 * Math.sin(index) + 90_000)]);
  return caseOf(tableOf(['Month: date', 'Sales: decimal'], rows), { as: 'waterfall', title: 'Profit by month' });
}

export function drawnTable(): Case {
  const rows = COUNTRIES.map((country, index) => [
    country,
    salesAt(index),
    340 - index * 31,
    `2026-0${(index % 9) + 1}-15`,
  ]);
  const table = tableOf(['Country: varchar', 'Sales: decimal', 'Orders: bigint', 'Last order: date'], rows);
  return caseOf(table, { as: 'table' });
}

export function darkBars(): Case {
  return { ...barsCompared(), options: { ...barsCompared().options, theme: 'dark' } };
}

export function darkLines(): Case {
  return { ...linesByProductLine(), options: { ...linesByProductLine().options, theme: 'dark' } };
}

export function measuresByCountry(): Case {
  const rows = COUNTRIES.map((country, place) => [country, salesAt(place), 14 * (11 - place), 41.5 - place * 1.7]);
  const table = tableOf(['Country', 'Sales: decimal', 'Orders: bigint', 'Margin: double'], rows);
  return caseOf(table, {
    title: 'Sales, orders and margin by country',
    formats: { Sales: '$,.0f', Margin: '.1f%' },
    additive: ['Sales', 'Orders'],
  });
}

export function measuresByMonth(): Case {
  const rows = months('2025-11', 12).map((month, moment) => [month, salesAt(1, moment), 120 + ((moment * 37) % 50)]);
  const table = tableOf(['Month: date', 'Sales: decimal', 'Orders: bigint'], rows);
  return caseOf(table, { title: 'Sales and orders by month' });
}

export function numberOfCountries(): Case {
  const { table, options } = barsByCountry();
  return { table, options: { ...options, as: 'number' } };
}
