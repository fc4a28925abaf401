import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `test/questions/lake/`, the lake that the questions of this folder are asked of: a toy wholesaler with the
 * columns of the demo lake, about 600 order lines from June 2022 to May 2025, always the same. Its values are awkward
 * on purpose: NULLs, blanks, names that differ only in case, and names that are words of the question language.
 */

type Row = readonly (string | number | undefined)[];

const FIRST_DAY = Date.UTC(2022, 5, 1);

const LAST_DAY = Date.UTC(2025, 4, 31);

const DAY_MS = 86_400_000;

const ORDERS = 236;

/** code, name, line, vendor, buy price, list price; undefined is an empty cell, that is NULL. */
const PRODUCTS: readonly Row[] = [
  ['P-1001', '1969 Speedster', 'Roadsters', 'Acme Works', 41.5, 89],
  ['P-1002', '1969 Speedster Deluxe', 'Roadsters', 'Acme Works', 62.25, 129],
  ['P-1003', '1932 Coupe', 'Roadsters', 'Blue Ox', 38, 74.5],
  ['P-1004', 'Alpine Cabriolet', 'Roadsters', 'Unimax', 55.1, 118],
  ['P-1005', '2024 Concept Racer', 'Roadsters', 'Unimax', 71, 149],
  ['P-2001', 'Salt & Pepper Bus', 'Trucks & Buses', 'Blue Ox', 29.9, 58],
  ['P-2002', "Baker's Van", 'Trucks & Buses', 'Carousel', 24.4, 49.9],
  ['P-2003', 'Fire Ladder Truck', 'Trucks & Buses', 'Acme Works', 48, 99],
  ['P-2004', 'School Bus', 'Trucks & Buses', 'Unimax', 31.75, 64],
  ['P-3001', 'Cutty Clipper', 'Sailing Ships', 'Carousel', 52, 110],
  ['P-3002', 'Viking Longboat', 'Sailing Ships', 'Carousel', 44.6, 92],
  ['P-3003', 'HMS Resolute', 'Sailing Ships', 'Blue Ox', 66, 140],
  ['P-3004', 'Last Quarter Moon', 'Sailing Ships', 'Unimax', 35, 71],
  ['P-4001', 'Café Tram', 'Trains', 'Unimax', 27.3, 55],
  ['P-4002', 'Steam Giant 4472', 'Trains', 'Acme Works', 88, 180],
  ['P-4003', 'Night Express', 'Trains  ', 'Blue Ox', 59, 119],
  ['P-4004', '7" Gauge Shunter', 'Trains', 'Carousel', 33.2, 69],
  ['P-5001', 'Total Eclipse', 'Puzzles', 'Blue Ox', 8.4, 19],
  ['P-5002', 'The Profit Game', 'Puzzles', 'Carousel', 12.6, 29],
  ['P-5003', 'Orders of Magnitude', 'Puzzles', ' ', 9.75, 24],
  ['P-5004', 'Yesterday', 'PUZZLES', 'Carousel', 7.8, 17.5],
  ['P-5005', 'Map of the World', 'Puzzles', 'Acme Works', 11, 26],
  ['P-6001', 'Wooden Owl', undefined, 'Blue Ox', undefined, 22],
  ['P-6002', 'Tin Soldier', '  ', undefined, 6.1, 15],
  ['P-9999', 'Glass Marble', 'Puzzles', 'Unimax', 0.4, 1.2], // never ordered
];

/** postal code, city, state, country. */
const LOCATIONS: readonly Row[] = [
  ['RG1', 'Reading', '', 'United Kingdom'],
  ['BA1', 'Bath', undefined, 'United Kingdom'],
  ['PE15', 'March', '', 'United Kingdom'],
  ['SW1A', 'London', '', 'United Kingdom'],
  ['F-06000', 'Nice', '', 'France'],
  ['F-75001', 'Paris', '', 'France'],
  ['F-84100', 'Orange', '', 'France'],
  ['US-75460', 'Paris', 'Texas', 'USA'],
  ['US-77001', 'Houston', 'Texas', 'USA'],
  ['US-30301', 'Atlanta', 'Georgia', 'USA'],
  ['US-36601', 'Mobile', 'Alabama', 'USA'],
  ['US-94101', 'San Francisco', 'California', 'USA'],
  ['GE-0100', 'Tbilisi', 'Unknown', 'Georgia'],
  ['N-0150', 'Oslo', '', 'Norway'],
  ['N-5003', 'Bergen', '', 'Norway  '],
  ['N-7010', '  Trondheim', '', 'Norway'],
  ['BR-01000', 'São Paulo', 'São Paulo', 'Brazil'],
  ['BR-20000', 'Rio de Janeiro', 'Rio de Janeiro', 'Brazil'],
  ['D-10115', 'Berlin', '', 'Germany'],
  ['D-80331', 'München', 'Bavaria', 'Germany'],
  ['JP-100', 'Tokyo', undefined, 'Japan'],
  ['TR-61830', 'Of', '', 'Türkiye'],
  ['ES-28001', 'Madrid', '', 'Spain'],
  ['CI-01', 'Abidjan', '', "Côte d'Ivoire"],
  ['X-0001', '', undefined, undefined],
  ['X-0002', undefined, 'Unknown', '  '],
  ['ZW-00', 'Harare', '', 'Zimbabwe'], // nothing goes there
];

const CUSTOMERS: readonly Row[] = [
  [101, 'Best Buys Ltd', 'Ann', 'Lee', '555-0101'],
  [102, 'Smith & Sons', 'Bob', 'Smith', '555-0102'],
  [103, "O'Brien Toys", 'Cara', "O'Brien", '555-0103'],
  [104, 'Müller Spielwaren', 'Dirk', 'Müller', '555-0104'],
  [105, 'Nordic Toys', 'Eva', 'Berg', '555-0105'],
  [106, 'NORDIC TOYS', 'Finn', 'Dahl', '555-0106'],
  [107, 'Country Store', 'Gail', 'Moss', '555-0107'],
  [108, 'City Toys, Inc.', 'Hal', 'Young', '555-0108'],
  [109, 'Top 10 Hobbies', 'Ida', 'Cho', '555-0109'],
  [110, "Average Joe's", 'Joe', 'Day', '555-0110'],
  [111, 'The "Little" Shop', 'Kim', 'Roe', '555-0111'],
  [112, 'Acme Retail', 'Lou', 'Fox', '555-0112'],
  [113, 'Toys per Mile', 'Mia', 'Poe', '555-0113'],
  [114, 'Sales & Co', 'Ned', 'Ash', '555-0114'],
  [115, 'Brinquedos São Jorge', 'Olga', 'Reis', '555-0115'],
  [116, 'Zürich Models', 'Paul', 'Egli', '555-0116'],
  [117, 'Maple Games', 'Quinn', 'Hart', '555-0117'],
  [118, 'Blue Lagoon', 'Rosa', 'Sand', '555-0118'],
  [119, ' ', 'Sam', 'None', '555-0119'],
  [120, undefined, 'Tess', 'None', '555-0120'],
  [121, 'Silent Partner', 'Uwe', 'Still', '555-0121'], // never orders
  [122, 'Harbour Trading  ', 'Vera', 'Quay', '555-0122'],
];

/** Where a customer's orders go; the first is its usual place, undefined is none. */
const PLACES_OF: ReadonlyMap<number, readonly (string | undefined)[]> = new Map([
  [101, ['US-77001', 'US-75460', 'US-77001', undefined]],
  [102, ['SW1A', 'BA1']],
  [103, ['RG1', 'SW1A', 'PE15']],
  [104, ['D-80331', 'D-10115']],
  [105, ['N-0150', 'N-5003', 'N-7010']],
  [106, ['N-5003']],
  [107, ['US-30301', 'US-36601']],
  [108, ['US-94101']],
  [109, ['JP-100']],
  [110, ['US-36601', 'US-30301']],
  [111, ['F-75001', 'F-06000']],
  [112, ['F-06000', 'F-84100', undefined]],
  [113, ['TR-61830']],
  [114, ['ES-28001', 'F-75001']],
  [115, ['BR-01000', 'BR-20000']],
  [116, ['D-10115', 'CI-01']],
  [117, ['US-94101', 'X-0001']],
  [118, ['GE-0100']],
  [119, ['X-0002', undefined]],
  [120, ['ES-28001']],
  [122, ['SW1A', 'PE15', undefined]],
]);

/** A number from 0 up to 1, the same sequence for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function orderLines(): readonly Row[] {
  const random = randomOf(20_250_615);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const customers = [...PLACES_OF.keys()];
  const ordered = PRODUCTS.filter(([code]) => code !== 'P-9999');
  const rows: Row[] = [];
  for (let index = 0; index < ORDERS; index += 1) {
    const share = (index + random()) / ORDERS;
    const day = new Date(FIRST_DAY + Math.floor(share * ((LAST_DAY - FIRST_DAY) / DAY_MS + 1)) * DAY_MS);
    const customer = random() < 0.3 ? pick(customers.slice(0, 5)) : pick(customers);
    const place = pick(PLACES_OF.get(customer)!);
    const lines = 1 + Math.floor(random() * 4);
    const products = new Set(Array.from({ length: lines }, () => pick(ordered)));
    for (const [line, [code, , , , , list]] of [...products].entries()) {
      const quantity = 1 + Math.floor(random() * 40);
      const price = Math.round((list as number) * (0.8 + random() * 0.35) * 100) / 100;
      const amount = (quantity * Math.round(price * 100)) / 100;
      const iso = day.toISOString().slice(0, 10);
      const number = 20_001 + index;
      rows.push([number, line + 1, code, customer, place, iso, quantity, price.toFixed(2), amount.toFixed(2)]);
    }
  }
  return rows.map((row, index) => damaged(row, index));
}

/** A few lines have no amount, no quantity, a customer or product that no list knows, a place that no list knows. */
function damaged(row: Row, index: number): Row {
  const cells = [...row];
  if (index % 151 === 70) cells[8] = undefined;
  if (index % 173 === 31) cells[6] = undefined;
  if (index % 199 === 105) cells[2] = 'P-0000';
  if (index % 211 === 150) cells[3] = 999;
  if (index % 97 === 44) cells[4] = 'ZZ-404';
  return cells;
}

const csvCell = (cell: string | number | undefined) => {
  const text = String(cell ?? '');
  return /[",\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

function writeTable(folder: string, columns: string, rows: readonly Row[]): void {
  mkdirSync(folder, { recursive: true });
  const lines = [columns, ...rows.map((row) => row.map(csvCell).join(','))];
  writeFileSync(join(folder, 'data.csv'), `${lines.join('\n')}\n`);
}

const lake = join(import.meta.dirname, 'lake');

const ORDER_COLUMNS =
  'orderNumber,orderLineNumber,productCode,customerNumber,postalCode,orderDate,quantityOrdered,priceEach,orderAmount';

writeTable(join(lake, 'fact_orders'), ORDER_COLUMNS, orderLines());
writeTable(join(lake, 'dim_products'), 'productCode,productName,productLine,productVendor,buyPrice,MSRP', PRODUCTS);
writeTable(join(lake, 'dim_locations'), 'postalCode,city,state,country', LOCATIONS);
writeTable(
  join(lake, 'dim_customers'),
  'customerNumber,customerName,contactFirstName,contactLastName,phone',
  CUSTOMERS,
);
