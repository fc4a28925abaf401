import type { Calendar } from '../calendar/span.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';

/** Finds what is wrong with the SQL of a query, with its defaults, as far as Trino's grammar tells. The grammar is loaded at the first call. */
export async function checkQueryGrammar(query: Query, calendar: Calendar): Promise<readonly Diagnostic[]> {
  if (query.dataset) return (await import('./dataset-grammar.ts')).datasetGrammarFaults(query.dataset, query.file);
  const [{ checkGrammar }, { grammarFault }] = await Promise.all([import('../trino/grammar.ts'), import('./check.ts')]);
  const request = { query: query.name, values: {}, excluded: [] };
  const fault = grammarFault(query, request, { now: new Date(), calendar, grammar: checkGrammar });
  return fault ? [fault] : [];
}
