import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { Table } from '../../table/table.ts';
import type { ComparedSpans } from '../compared-spans.ts';
import type { ShownResult } from '../shown-result.ts';
import type { Remainder } from './contributions.ts';

import { spanWords } from '../../calendar/words.ts';
import { whyTitle } from '../title.ts';
import { explainedMeasure } from './why-measure.ts';
import { whyTable } from './why-table.ts';

/** What the rows say that are no value, to be followed by their size. */
const REMAINDERS: Readonly<Record<Remainder, string>> = {
  Mix: 'Each of them counts with what its own rate made; the mix, values that weigh more or less than before, made',
  Overlap: 'Some are counted in several of them; that overlap makes up',
  'Mix and overlap':
    'Each of them counts with what its own rate made; the mix, values that weigh more or less than before or overlap, made',
};

/** A change of a rate has its sign, and more digits than the rate. */
const RATE_CHANGE = '+.2%';

/** Returns what is shown of the rows of a question for the reasons of a change. */
export function reasonsOf(
  selected: Table,
  query: Query,
  request: Request,
  { span, earlierSpan, locale }: ComparedSpans & { readonly locale?: string | undefined },
): ShownResult {
  const explained = explainedMeasure(query, request);
  const { table, before, after, remainder } = whyTable(selected, explained, query.dataset!);
  const { label, format } = explained.choice;
  const signed = format?.includes('%') ? RATE_CHANGE : format;
  const written = { Before: format, After: format, Change: signed, [label]: format };
  const formats = Object.entries(written).flatMap(([name, own]) => (own ? [[name, own] as const] : []));
  return {
    table,
    title: whyTitle(label, table.rows.length > 0 ? after - before : undefined),
    options: {
      formats: Object.fromEntries(formats),
      additive: [],
      changes: {
        measure: label,
        before: { value: before, when: spanWords(earlierSpan, locale) },
        after: { value: after, when: spanWords(span, locale) },
        remainder: remainder && { name: remainder, words: REMAINDERS[remainder] },
      },
    },
  };
}
