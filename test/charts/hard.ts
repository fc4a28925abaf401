import type { Case } from './demo.ts';

import { COUNTRIES, caseOf, days, LINES, months, randomNumbers, salesAt, tableOf } from './demo.ts';

export function oneBar(): Case {
  return caseOf(tableOf(['Country: varchar', 'Sales: decimal'], [['France', 612345]]));
}

export function twoBars(): Case {
  return caseOf(
    tableOf(
      ['Paid: boolean', 'Orders: bigint'],
      [
        ['true', 2873],
        ['false', 398],
      ],
    ),
    { title: 'Orders paid' },
  );
}

export function fortyBars(): Case {
  const rows = Array.from({ length: 40 }, (_, index) => [`Customer ${index + 1}`, salesAt(index)]);
  return caseOf(tableOf(['Customer: varchar', 'Sales: decimal'], rows), { title: 'Sales by customer' });
}

export function fortyBarsNotAdditive(): Case {
  const rows = Array.from({ length: 40 }, (_, index) => [`City ${index + 1}`, 400 - index * 9]);
  return caseOf(tableOf(['City: varchar', 'Customers: bigint'], rows), { title: 'Customers by city' });
}

export function longLabels(): Case {
  const names = [
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
    'The Royal Society for the Prevention of Cruelty to Long Axis Labels and Other Typography',
    'Mini Gifts Distributors Ltd., San Francisco Bay Area Department',
    'Euro+ Shopping Channel',
    'A',
  ];
  return caseOf(
    tableOf(
      ['Customer: varchar', 'Sales: decimal'],
      names.map((name, index) => [name, salesAt(index)]),
    ),
  );
}

export function longLabelsManyBars(): Case {
  const rows = Array.from({ length: 12 }, (_, index) => [
    `The rather long name of customer number ${index + 1} of twelve`,
    salesAt(index),
  ]);
  return caseOf(tableOf(['Customer: varchar', 'Sales: decimal'], rows));
}

export function negativeBars(): Case {
  const rows = COUNTRIES.map((country, index) => [country, 40_000 - index * 11_000]);
  return caseOf(tableOf(['Country: varchar', 'Sales: decimal'], rows), { title: 'Profit by country' });
}

export function allNegativeBars(): Case {
  const rows = COUNTRIES.slice(0, 5).map((country, index) => [country, -4000 - index * 11_000]);
  return caseOf(tableOf(['Country: varchar', 'Sales: decimal'], rows), { title: 'Loss by country' });
}

export function tinyValues(): Case {
  const rows = COUNTRIES.slice(0, 5).map((country, index) => [country, 0.00042 / (index + 1)]);
  return caseOf(tableOf(['Country: varchar', 'Rate: double'], rows), {
    title: 'Failure rate',
    formats: {},
    additive: [],
  });
}

export function hugeValues(): Case {
  const rows = COUNTRIES.slice(0, 5).map((country, index) => [country, `${8 - index}234567890123456789`]);
  return caseOf(tableOf(['Country: varchar', 'Units: decimal'], rows), { title: 'Units by country' });
}

export function mixedSizes(): Case {
  return caseOf(
    tableOf(
      ['Country: varchar', 'Sales: decimal'],
      [
        ['USA', 98_765_432_109],
        ['France', 3],
        ['Spain', 0],
        ['Italy', 0.4],
      ],
    ),
  );
}

export function percentBars(): Case {
  const rows = COUNTRIES.slice(0, 6).map((country, index) => [country, 0.0312 * (index + 1)]);
  return caseOf(tableOf(['Country: varchar', 'Return rate: double'], rows), {
    title: 'Return rate by country',
    formats: { 'Return rate': '.1%' },
    additive: [],
  });
}

export function nullsAmongBars(): Case {
  const rows = [
    ['USA', 1_934_567],
    [null, 612_345],
    ['Spain', null],
    ['', 212_345],
    ['null', 112_345],
  ];
  return caseOf(tableOf(['Country: varchar', 'Sales: decimal'], rows));
}

export function equalBars(): Case {
  return caseOf(
    tableOf(
      ['Country: varchar', 'Orders: bigint'],
      COUNTRIES.slice(0, 4).map((country) => [country, 12]),
    ),
  );
}

export function zeroBars(): Case {
  return caseOf(
    tableOf(
      ['Country: varchar', 'Orders: bigint'],
      COUNTRIES.slice(0, 4).map((country) => [country, 0]),
    ),
  );
}

export function noRows(): Case {
  return caseOf(tableOf(['Country: varchar', 'Sales: decimal'], []));
}

export function allNull(): Case {
  return caseOf(
    tableOf(
      ['Month: date', 'Sales: decimal'],
      months('2026-01-01', 6).map((month) => [month, null]),
    ),
  );
}

export function noNumbers(): Case {
  return caseOf(
    tableOf(
      ['Country: varchar', 'City: varchar'],
      [
        ['France', 'Paris'],
        ['Spain', 'Madrid'],
      ],
    ),
  );
}

export function threeYearsOfDays(): Case {
  const random = randomNumbers(3);
  const rows = days('2023-11-01', 1096).map((day, index) => [
    day,
    Math.round(9000 + 3000 * Math.sin(index / 58) + 4000 * random()),
  ]);
  return caseOf(tableOf(['Day: date', 'Sales: decimal'], rows), { title: 'Sales by day', subtitle: 'Last 3 years' });
}

export function twelveSeries(): Case {
  const rows = Array.from({ length: 12 }, (_, place) =>
    months('2025-11-01', 12).map((month, index) => [
      month,
      `Vendor number ${place + 1}`,
      salesAt(place / 3, index + place),
    ]),
  ).flat();
  return caseOf(tableOf(['Month: date', 'Vendor: varchar', 'Sales: decimal'], rows), {
    title: 'Sales by month, split by vendor',
  });
}

export function touchingSeries(): Case {
  const rows = LINES.flatMap((line, place) =>
    months('2025-11-01', 12).map((month, index) => [month, line, 100_000 + place * 900 + index * 500]),
  );
  return caseOf(tableOf(['Month: date', 'Product line: varchar', 'Sales: decimal'], rows), {
    title: 'Lines that end together',
  });
}

export function gapsInTime(): Case {
  const rows = months('2025-11-01', 12)
    .map((month, index) => [month, index === 6 ? null : salesAt(3, index)])
    .filter((_, index) => ![2, 3, 9].includes(index));
  return caseOf(tableOf(['Month: date', 'Sales: decimal'], rows), { title: 'Sales by month' });
}

export function singleRows(): Case {
  const random = randomNumbers(2);
  const rows = Array.from({ length: 400 }, (_, index) => [
    COUNTRIES[index % 10]!,
    Math.round(900 * (random() + random())),
  ]);
  return caseOf(tableOf(['Country: varchar', 'Amount: decimal'], rows), {
    title: 'Orders',
    formats: { Amount: '$,.2f' },
  });
}

export function noDates(): Case {
  return caseOf(tableOf(['Month: date', 'Sales: decimal'], [[null, 5000]]), { title: 'Sales by month' });
}

export function twoMonths(): Case {
  const rows = months('2026-09-01', 2).map((month, index) => [month, salesAt(3, index)]);
  return caseOf(tableOf(['Month: date', 'Sales: decimal'], rows), { title: 'Sales by month' });
}

export function oneMonth(): Case {
  return caseOf(tableOf(['Month: date', 'Sales: decimal'], [['2026-10-01', 391_234]]), { title: 'Sales by month' });
}

export function nearlyFlatLine(): Case {
  const rows = months('2025-11-01', 12).map((month, index) => [month, 0.962 + 0.004 * Math.sin(index)]);
  return caseOf(tableOf(['Month: date', 'Uptime: double'], rows), {
    title: 'Uptime by month',
    formats: { Uptime: '.2%' },
    additive: [],
  });
}

export function negativeLine(): Case {
  const rows = months('2025-11-01', 12).map((month, index) => [
    month,
    Math.round(80_000 * Math.sin(index / 1.5) - 20_000),
  ]);
  return caseOf(tableOf(['Month: date', 'Sales: decimal'], rows), { title: 'Profit by month' });
}

export function twentyYears(): Case {
  const rows = Array.from({ length: 21 }, (_, index) => [`${2006 + index}-01-01`, salesAt(2, index / 3)]);
  return caseOf(tableOf(['Year: date', 'Sales: decimal'], rows), { title: 'Sales by year' });
}

export function hoursOfTwoDays(): Case {
  const rows = Array.from({ length: 48 }, (_, index) => [
    `${new Date(Date.UTC(2026, 9, 30, index)).toISOString().slice(0, 19).replace('T', ' ')}.000`,
    Math.round(400 + 300 * Math.sin(index / 4)),
  ]);
  return caseOf(tableOf(['Hour: timestamp', 'Orders: bigint'], rows), { title: 'Orders by hour' });
}

export function weeks(): Case {
  const rows = days('2026-05-04', 180)
    .filter((_, index) => index % 7 === 0)
    .map((day, index) => [day, salesAt(4, index / 2)]);
  return caseOf(tableOf(['Week: date', 'Sales: decimal'], rows), { title: 'Sales by week' });
}

export function yearsAsNumbers(): Case {
  const rows = [2021, 2022, 2023, 2024, 2025].map((year, index) => [year, salesAt(2, index)]);
  return caseOf(tableOf(['Year: integer', 'Sales: decimal'], rows), { title: 'Sales by year' });
}

export function stackedManyByMany(): Case {
  const rows = Array.from({ length: 20 }, (_, place) =>
    Array.from({ length: 12 }, (_, index) => [
      `Country ${place + 1}`,
      `Line ${index + 1}`,
      salesAt(place, index) / (index + 1),
    ]),
  ).flat();
  return caseOf(tableOf(['Country: varchar', 'Line: varchar', 'Sales: decimal'], rows), {
    title: 'Sales by country, split by line',
  });
}

export function stackedThreeYears(): Case {
  const rows = LINES.slice(0, 4).flatMap((line, place) =>
    months('2023-11-01', 36).map((month, index) => [month, line, salesAt(place, index)]),
  );
  return caseOf(tableOf(['Month: date', 'Product line: varchar', 'Sales: decimal'], rows), {
    title: 'Sales by month, split by product line',
    as: 'stacked',
  });
}

export function weekdayHeatmap(): Case {
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const rows = names.flatMap((name, day) =>
    Array.from({ length: 24 }, (_, hour) => [name, hour, Math.round(50 + 40 * Math.sin(hour / 4) + day * 3)]),
  );
  return caseOf(tableOf(['Weekday: varchar', 'Hour: integer', 'Customers: bigint'], rows), {
    title: 'Customers by weekday and hour',
  });
}

export function crowdOfDots(): Case {
  const random = randomNumbers(5);
  const rows = Array.from({ length: 50_000 }, () => {
    const units = random() + random() + random();
    return [Math.round(units * 30), Math.round(units * 1800 + random() * 1500)];
  });
  return caseOf(tableOf(['Units: bigint', 'Sales: decimal'], rows), { title: 'Orders: units and sales' });
}

export function pieOfTwelve(): Case {
  const rows = Array.from({ length: 12 }, (_, index) => [`Vendor ${index + 1}`, salesAt(index)]);
  return caseOf(tableOf(['Vendor: varchar', 'Sales: decimal'], rows), { title: 'Sales by vendor', as: 'pie' });
}

export function topTenOnly(): Case {
  const rows = COUNTRIES.map((country, index) => [country, salesAt(index)]);
  return caseOf(tableOf(['Country: varchar', 'Sales: decimal'], rows), {
    limit: 10,
    title: 'Top 10 countries by sales',
  });
}

export function wideTable(): Case {
  const heads = [
    'Country: varchar',
    'City: varchar',
    'Sales: decimal',
    'Cost: decimal',
    'Orders: bigint',
    'Units: bigint',
    'Customers: bigint',
    'Rate: double',
  ];
  const rows = Array.from({ length: 30 }, (_, index) => [
    COUNTRIES[index % 10]!,
    `A city with a long name ${index}`,
    salesAt(index),
    salesAt(index) / 2,
    index * 7,
    index * 31,
    index,
    0.1,
  ]);
  return caseOf(tableOf(heads, rows), { as: 'table', title: 'Everything' });
}

export function longTitle(): Case {
  return caseOf(
    tableOf(
      ['Country: varchar', 'Sales: decimal'],
      COUNTRIES.slice(0, 4).map((country, index) => [country, salesAt(index)]),
    ),
    {
      title:
        'Sales of classic cars, vintage cars, motorcycles and planes by country where the customer has ordered before',
      subtitle:
        'Last 12 months (1 Nov 2025 – 31 Oct 2026), country: USA, France, Spain, Australia, UK, Italy, Finland, Norway, Singapore or Denmark, product line: Classic Cars',
    },
  );
}

export function fullNumbers(): Case {
  const rows = COUNTRIES.map((country, index) => [country, salesAt(index)]);
  return caseOf(tableOf(['Country: varchar', 'Sales: decimal'], rows), {
    numbers: 'full',
    formats: { Sales: ',.0f €' },
  });
}

export function lineFromWithinAQuarter(): Case {
  const rows = months('2025-10', 36)
    .filter((_, index) => index % 3 === 0)
    .slice(0, 5)
    .map((quarter, moment) => [quarter, moment === 0 ? 61_000 : salesAt(1, moment)]);
  return caseOf(tableOf(['Quarter: date', 'Sales: decimal'], rows), {
    title: 'Sales by quarter',
    subtitle: 'Last 12 months (1 Nov 2025 – 31 Oct 2026)',
    since: new Date('2025-11-01T00:00:00Z'),
  });
}

export function columnsBelowZero(): Case {
  const quarters = months('2025-01-01', 12).filter((_, index) => index % 3 === 0);
  const rows = [40_000, -20_000, 10_000, -60_000].map((value, index) => [quarters[index]!, value]);
  return caseOf(tableOf(['Quarter: date', 'Sales: decimal'], rows), { title: 'Profit by quarter', as: 'column' });
}

export function waterfallOfLosses(): Case {
  const rows = [
    ['Revenue', 500_000],
    ['Cost of goods', -300_000],
    ['Marketing', -150_000],
    ['Administration', -120_000],
    ['Interest', 20_000],
  ];
  return caseOf(tableOf(['Item: varchar', 'Sales: decimal'], rows), { title: 'Profit and loss', as: 'waterfall' });
}

export function areaWithGap(): Case {
  const rows = months('2025-11-01', 12).map((month, index) => [month, salesAt(2, index)]);
  const table = tableOf(
    ['Month: date', 'Sales: decimal'],
    rows.filter((_, index) => index !== 4 && index !== 5),
  );
  return caseOf(table, { title: 'Sales by month', as: 'area' });
}

export function heatmapBelowZero(): Case {
  const random = randomNumbers(8);
  const rows = COUNTRIES.flatMap((country) => LINES.map((line) => [country, line, (random() - 0.4) * 0.3]));
  return caseOf(tableOf(['Country: varchar', 'Product line: varchar', 'Growth: double'], rows), {
    title: 'Growth by country, split by product line',
    formats: { Growth: '+.1%' },
  });
}

export function measuresBelowZero(): Case {
  const rows = COUNTRIES.map((country, place) => [country, salesAt(place) - 300_000, 41.5 - place * 9.7]);
  return caseOf(tableOf(['Country: varchar', 'Sales: decimal', 'Margin: double'], rows), {
    title: 'Sales, margin by country',
    formats: { Sales: '$,.0f', Margin: '.1f%' },
  });
}

export function smallMultiplesOfUnequalLength(): Case {
  const rows = LINES.flatMap((line, place) =>
    months('2025-11-01', 12 - place).map((month, index) => [month, line, salesAt(place, index)]),
  );
  return caseOf(tableOf(['Month: date', 'Product line: varchar', 'Sales: decimal'], rows), {
    title: 'Sales by month, split by product line',
    as: 'multiples',
  });
}

export function ratesCompared(): Case {
  const rows = COUNTRIES.map((country, place) => [country, 0.3 - place * 0.02, 0.28 - place * 0.01]);
  return caseOf(tableOf(['Country: varchar', 'Return rate: double', 'Return rate last year: double'], rows), {
    title: 'Return rate by country',
    formats: { 'Return rate': '.1%', 'Return rate last year': '.1%' },
    comparison: { label: 'last year', columns: { 'Return rate': 'Return rate last year' } },
  });
}

export function fortyNamedDots(): Case {
  const random = randomNumbers(9);
  const rows = Array.from({ length: 40 }, (_, index) => [
    `City number ${index}`,
    Math.round(random() * 500),
    Math.round(random() * 900_000),
  ]);
  return caseOf(tableOf(['City: varchar', 'Customers: bigint', 'Sales: decimal'], rows), {
    title: 'Customers and sales by city',
    as: 'scatter',
  });
}

export function customersAsANumber(): Case {
  const rows = months('2025-11-01', 12).map((month, index) => [month, 40 + index, 38 + index]);
  return caseOf(tableOf(['Month: date', 'Customers: bigint', 'Customers last year: bigint'], rows), {
    title: 'Customers by month',
    as: 'number',
    comparison: { label: 'last year', columns: { Customers: 'Customers last year' } },
  });
}

export function groupsWithHoles(): Case {
  const rows = [
    ['USA', 'Planes', 40],
    ['USA', 'Ships', 30],
    ['France', 'Planes', 20],
    ['Spain', 'Trains', 10],
    ['Spain', 'Ships', null],
  ];
  return caseOf(tableOf(['Country: varchar', 'Product line: varchar', 'Customers: bigint'], rows), {
    title: 'Customers by country, split by product line',
  });
}

export function germanNumbersInFull(): Case {
  const rows = LINES.slice(0, 4).flatMap((line, place) =>
    months('2025-11-01', 12).map((month, index) => [month, line, salesAt(place, index)]),
  );
  return caseOf(tableOf(['Month: date', 'Product line: varchar', 'Sales: decimal'], rows), {
    title: 'Sales by month, split by product line',
    formats: { Sales: ',.0f €' },
    numbers: 'full',
    locale: 'de',
  });
}

export function goalPerMonth(): Case {
  const table = tableOf(
    ['Month: date', 'Sales: decimal'],
    months('2025-11-01', 12).map((month, index) => [month, salesAt(3, index)]),
  );
  return caseOf(table, { title: 'Sales by month', goal: { measure: 'Sales', value: 420_000, per: 'month' } });
}

export function goalOfColumns(): Case {
  const rows = months('2026-05-01', 6).map((month, index) => [month, salesAt(3, index)]);
  const goal = { measure: 'Sales', value: 250_000, per: 'month' };
  return caseOf(tableOf(['Month: date', 'Sales: decimal'], rows), { title: 'Sales by month', as: 'column', goal });
}

const CHANGE_HEADS = ['Dimension', 'Value', 'Before: decimal', 'After: decimal', 'Change: decimal'];

function changeRows(dimension: string, values: readonly (readonly [string | null, number, number])[]) {
  return values.map(([value, before, after]) => [dimension, value, before, after, after - before]);
}

export function whySalesRose(): Case {
  const table = tableOf(CHANGE_HEADS, [
    ...changeRows('Country', [
      ['USA', 900_000, 1_200_000],
      ['France', 500_000, 460_000],
      ['Spain', 300_000, 380_000],
      ['Australia', 200_000, 190_000],
      ['UK', 80_000, 95_000],
      ['Italy', 70_000, 66_000],
      [null, 50_000, 59_000],
    ]),
    ...changeRows('Product line', [
      ['Classic Cars', 1_200_000, 1_520_000],
      ['Trains', 500_000, 460_000],
      ['Ships', 400_000, 470_000],
    ]),
  ]);
  return caseOf(table, {
    title: 'Why sales rose',
    formats: { Sales: '$,.0f' },
    changes: {
      measure: 'Sales',
      before: { value: 2_100_000, when: '1 – 30 Sep 2026' },
      after: { value: 2_450_000, when: '1 – 31 Oct 2026' },
    },
  });
}

export function whyOrdersFell(): Case {
  const table = tableOf(CHANGE_HEADS, [
    ...changeRows('Payment', [
      ['Card', 900, 610],
      ['Invoice', 320, 350],
    ]),
  ]);
  return caseOf(table, {
    title: 'Why orders fell',
    theme: 'dark',
    changes: {
      measure: 'Orders',
      before: { value: 1220, when: '1 – 31 Oct 2025' },
      after: { value: 960, when: '1 – 31 Oct 2026' },
    },
  });
}

export function threeUnitsByCountry(): Case {
  const rows = COUNTRIES.slice(0, 7).map((country, index) => [
    country,
    salesAt(index),
    90 - index * 9,
    0.021 + index * 0.004,
  ]);
  const table = tableOf(['Country: varchar', 'Sales: decimal', 'Orders: bigint', 'Return rate: double'], rows);
  return caseOf(table, {
    title: 'Sales, orders and return rate by country',
    formats: { Sales: '$,.0f', 'Return rate': '.1%' },
  });
}
