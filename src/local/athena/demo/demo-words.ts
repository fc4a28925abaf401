import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the demo's products, places, people and shops are called; `demo-words.json` holds them. */
export type DemoWords = {
  readonly productLines: readonly ProductLine[];
  readonly vendors: readonly string[];
  readonly places: readonly DemoPlace[];
  /** Telephone codes by country. */
  readonly diallingCodes: Readonly<Record<string, string>>;
  /** The first one is for all countries that no other one names. */
  readonly namings: readonly Naming[];
};

/** A product line's share of order lines in 2024, how it grows a year, its price level and its products. */
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
  /** Its share of customers, relative to the other places'. */
  readonly weight: number;
  /** The year from which customers live there. */
  readonly opened: number;
};

/** How people and shops are called in some countries. A shop is called `before after`; no name comes twice. */
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
