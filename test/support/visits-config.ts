import type { Config } from '../../src/config.ts';

import { readConfig } from '../../src/config.ts';
import { folderOf } from './folder.ts';
import { temporaryFolder } from './program.ts';

const VISITS = {
  lake: folderOf({ 'visits/part.csv': 'place,n\nA,3\nB,1\n' }),
  queries: folderOf({ 'visits.sql': 'SELECT place AS "Place", SUM(n) AS "Visits" FROM visits GROUP BY 1 ORDER BY 1' }),
};

/** A configuration over a lake of one table and a query of its own, with a data folder that nobody else has. */
export const visitsConfig = (given: Record<string, string> = {}): Config =>
  readConfig({ OWLPOST_DATA: temporaryFolder(), OWLPOST_LAKE: VISITS.lake, OWLPOST_QUERIES: VISITS.queries, ...given });
