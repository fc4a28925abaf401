import type { Case } from './demo.ts';

import { caseOf, months, salesAt, tableOf } from './demo.ts';

export function everyScript(): Case {
  const names = [
    'Ελλάδα',
    'Україна',
    'المملكة العربية السعودية',
    'ישראל',
    'ประเทศไทย',
    'भारत',
    'Việt Nam',
    'Ísland',
    'Türkiye',
    'Čeština',
  ];
  return caseOf(
    tableOf(
      ['Country: varchar', 'Sales: decimal'],
      names.map((name, index) => [name, salesAt(index)]),
    ),
    {
      title: 'المبيعات حسب البلد — Sales — Продажи',
    },
  );
}

export function emoji(): Case {
  const names = ['🚗 Cars', '✈️ Planes', '🚢 Ships', '🏍️ Motorcycles', '👨‍👩‍👧‍👦 Families', '🇫🇷 France'];
  return caseOf(
    tableOf(
      ['Product line: varchar', 'Sales: decimal'],
      names.map((name, index) => [name, salesAt(index)]),
    ),
    { title: '🦉 Sales by product line' },
  );
}

export function controlCharacters(): Case {
  const names = [
    'a\u0000b',
    'tab\tand\nnew line',
    '\u202eevil\u202c',
    '\ud800 lone',
    '\ufffe\uffff',
    '\u001b[31mred',
    '</text><script>alert(1)</script>',
    '&amp; "quotes"',
  ];
  return caseOf(
    tableOf(
      ['Name\u0007: varchar', 'Sales: decimal'],
      names.map((name, index) => [name, salesAt(index)]),
    ),
    {
      title: 'Control \u0000 characters \u0008 and \ufffe others',
      subtitle: '<b>bold</b> & \u202e reversed',
    },
  );
}

export function endlessTitle(): Case {
  return caseOf(
    tableOf(
      ['Country: varchar', 'Sales: decimal'],
      [
        ['x'.repeat(10_000), 5],
        ['y', 3],
      ],
    ),
    {
      title: 'w'.repeat(10_000),
      subtitle: 'words '.repeat(2000),
    },
  );
}

export function notNumbers(): Case {
  return caseOf(
    tableOf(
      ['Country: varchar', 'Rate: double'],
      [
        ['a', 'NaN'],
        ['b', 'Infinity'],
        ['c', '-Infinity'],
        ['d', 5],
        ['e', 1e300],
      ],
    ),
    { additive: ['Rate'] },
  );
}

export function ancientDates(): Case {
  const rows = [
    ['0001-01-01', 5],
    ['1066-10-14', 9],
    ['1850-01-01', 3],
    ['2026-01-01', 7],
    ['9999-12-31', 1],
  ];
  return caseOf(tableOf(['Day: date', 'Orders: bigint'], rows), { title: 'Orders through the ages' });
}

export function undatedRows(): Case {
  const rows = [...months('2026-01-01', 6).map((month, index) => [month, salesAt(3, index)]), [null, 50_000]];
  return caseOf(tableOf(['Month: date', 'Sales: decimal'], rows), { title: 'Sales by month' });
}

export function strangeNames(): Case {
  return caseOf(
    tableOf(
      ['a.b[0]: varchar', 'it\'s "quoted": decimal'],
      [
        ['__proto__', 5],
        ['constructor', 3],
        ["'; DROP TABLE", 2],
      ],
    ),
    { additive: [] },
  );
}

export function seriesNamedLikeObjects(): Case {
  const rows = ['__proto__', 'constructor', 'toString'].flatMap((name, place) =>
    months('2026-01-01', 6).map((month, index) => [month, name, salesAt(place, index)]),
  );
  return caseOf(tableOf(['Month: date', 'Name: varchar', 'Sales: decimal'], rows), {
    title: 'Series named like objects',
  });
}

export function manyRows(): Case {
  const rows = Array.from({ length: 50_000 }, (_, index) => [
    new Date(Date.UTC(2020, 0, 1, index)).toISOString().slice(0, 19).replace('T', ' '),
    Math.round(500 + 300 * Math.sin(index / 700) + (index % 97)),
  ]);
  return caseOf(tableOf(['Hour: timestamp', 'Orders: bigint'], rows), { title: 'Orders by hour' });
}

export function manySeriesManyRows(): Case {
  const rows = Array.from({ length: 50_000 }, (_, index) => [
    `2026-0${(index % 9) + 1}-01`,
    `Customer ${index % 5000}`,
    index % 1000,
  ]);
  return caseOf(tableOf(['Month: date', 'Customer: varchar', 'Sales: decimal'], rows), {
    title: 'Sales by month, split by customer',
  });
}
