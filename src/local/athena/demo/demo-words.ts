import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The names of the demo's products, places, people and shops. */
export type DemoWords = {
  readonly productLines: readonly ProductLine[];
  readonly vendors: readonly string[];
  readonly places: readonly DemoPlace[];
  /** Telephone codes by country. */
  readonly diallingCodes: Readonly<Record<string, string>>;
  /** Names of people and shops; the first entry is for the countries that no other one lists. */
  readonly namings: readonly Naming[];
};

/** A product line: its share of order lines in 2024, how much it grows in a year (0.1 is 10 %), its price level in dollars and its products. */
export type ProductLine = {
  readonly name: string;
  readonly share: number;
  readonly growth: number;
  readonly price: number;
  /** The weight of each month, January first. */
  readonly season: readonly number[];
  readonly products: readonly string[];
};

/** A place that orders are sent to. */
export type DemoPlace = {
  readonly postalCode: string;
  readonly city: string;
  readonly state: string | null;
  readonly country: string;
  /** Its share of customers, relative to other places. */
  readonly weight: number;
  /** The first year in which customers live there. */
  readonly opened: number;
};

/** The names of people and shops in some countries. A shop is called by a word of `before` and one of `after`; no name is used twice. */
export type Naming = {
  readonly countries: readonly string[];
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
};

/** Reads `demo-words.json`. */
export async function readDemoWords(): Promise<DemoWords> {
  return JSON.parse(await readFile(join(import.meta.dirname, 'demo-words.json'), 'utf8')) as DemoWords;
}
