import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A table as text: one map of cells by column name for each row; an empty cell is missing. */
export type TextTable = readonly ReadonlyMap<string, string>[];

/** The four tables of the demo's star schema, by name. */
export type StarTables = {
  readonly fact_orders: TextTable;
  readonly dim_products: TextTable;
  readonly dim_locations: TextTable;
  readonly dim_customers: TextTable;
};

/** One order line with everything that is known about it. */
export type OrderLine = {
  readonly order?: string;
  readonly customer?: string;
  /** The day of the order, `2025-05-31`. */
  readonly day: string;
  readonly sales?: number;
  readonly units?: number;
  /** Sales less quantity times buying price; missing when one of the three is. */
  readonly margin?: number;
  /** By name of a dimension, the trimmed value; nothing where it is NULL or blank. */
  readonly values: ReadonlyMap<Dimension, string>;
};

export const DIMENSIONS = ['country', 'city', 'state', 'product line', 'product', 'vendor', 'customer'] as const;

export type Dimension = (typeof DIMENSIONS)[number];

const COLUMN_OF: Readonly<Record<Dimension, string>> = {
  country: 'country',
  city: 'city',
  state: 'state',
  'product line': 'productLine',
  product: 'productName',
  vendor: 'productVendor',
  customer: 'customerName',
};

/** Reads a lake whose tables are folders with one `data.csv` each. */
export function readCsvStar(lake: string): readonly OrderLine[] {
  const read = (table: string) => parseCsv(readFileSync(join(lake, table, 'data.csv'), 'utf8'));
  return joinStar({
    fact_orders: read('fact_orders'),
    dim_products: read('dim_products'),
    dim_locations: read('dim_locations'),
    dim_customers: read('dim_customers'),
  });
}

/** Joins each order line to its product, place and customer; a line without one of them stays. */
export function joinStar(tables: StarTables): readonly OrderLine[] {
  const keyed = (table: TextTable, key: string) => new Map(table.map((row) => [row.get(key), row]));
  const products = keyed(tables.dim_products, 'productCode');
  const locations = keyed(tables.dim_locations, 'postalCode');
  const customers = keyed(tables.dim_customers, 'customerNumber');
  return tables.fact_orders.map((fact) => {
    const product = products.get(fact.get('productCode') ?? '');
    const joined = [
      product,
      locations.get(fact.get('postalCode') ?? ''),
      customers.get(fact.get('customerNumber') ?? ''),
    ];
    const [sales, units, price] = [fact.get('orderAmount'), fact.get('quantityOrdered'), product?.get('buyPrice')].map(
      (text) => (text === undefined ? undefined : Number(text)),
    );
    const isPriced = sales !== undefined && units !== undefined && price !== undefined;
    return {
      order: fact.get('orderNumber'),
      customer: fact.get('customerNumber'),
      day: fact.get('orderDate')!.slice(0, 10),
      sales,
      units,
      margin: isPriced ? sales - units * price : undefined,
      values: valuesOf(joined),
    };
  });
}

function valuesOf(rows: readonly (ReadonlyMap<string, string> | undefined)[]): ReadonlyMap<Dimension, string> {
  const values = new Map<Dimension, string>();
  for (const dimension of DIMENSIONS) {
    const text = rows.map((row) => row?.get(COLUMN_OF[dimension])).find((cell) => cell !== undefined);
    if (text?.trim()) values.set(dimension, text.trim());
  }
  return values;
}

/** The rows of a CSV text with a header row; a cell may stand in quotes, and two quotes in it are one. */
function parseCsv(text: string): TextTable {
  const [header = [], ...rows] = text.trimEnd().split(/\r?\n/).map(cellsOf);
  return rows.map(
    (cells) => new Map(cells.flatMap((cell, index) => (cell === '' ? [] : [[header[index]!, cell] as const]))),
  );
}

function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
