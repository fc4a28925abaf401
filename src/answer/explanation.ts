import type { Query } from '../catalogue/query.ts';
import type { Look } from '../chart/options.ts';
import type { Request } from '../question/request.ts';
import type { Table } from '../table/table.ts';
import type { PlannedMeasure } from './dataset/dataset-plan.ts';
import type { ExplainedColumn } from './explain-template.ts';
import type { ShownResult } from './shown-result.ts';

import { chosenChoices } from '../question/request.ts';
import { numberOf } from '../table/table.ts';
import { formatNumber } from '../text/number.ts';
import { explainedColumns, partColumns, ROWS_BEHIND } from './explain-template.ts';
import { measureWords } from './measure-words.ts';

/** Returns what is shown of the row that explains the numbers of a request over a dataset. */
export function explanationOf(selected: Table, query: Query, request: Request, look: Look | undefined): ShownResult {
  const measures = measuresOf(query, request);
  const columns = explainedColumns(query, measures);
  const write = writerOf(selected, look);
  const sentences = measures.map((measure) => {
    const [own, ...parts] = [
      { name: measure.choice.label, format: measure.choice.format },
      ...partColumns(measure, query),
    ];
    const made = parts.map((part) => `${part.name.toLowerCase()} ${write(part)}`).join(' ÷ ');
    return `${own.name}: ${write(own)}${made && ` = ${made}`}.`;
  });
  const formats = columns.flatMap(({ name, format }) => (format ? [[name, format] as const] : []));
  return {
    table: selected,
    title: `${namesOf(measures)}, explained`,
    lead: definitions(query, request).join(' · '),
    options: {
      formats: Object.fromEntries(formats),
      additive: [],
      headline: [...sentences, `Rows behind it: ${write(ROWS_BEHIND)}.`].join(' '),
    },
  };
}

/** Returns what is shown of a sample of the rows behind the numbers of a request over a dataset. */
export function sampleOf(selected: Table, query: Query, request: Request): ShownResult {
  const measures = measuresOf(query, request);
  const formats = measures.flatMap(({ choice: { label, format } }) => (format ? [[label, format] as const] : []));
  const names = namesOf(measures).toLowerCase();
  return {
    table: selected,
    title: `Rows behind ${names}`,
    as: 'table',
    options: {
      formats: Object.fromEntries(formats),
      additive: [],
      headline: `A sample of ${selected.rows.length} of the rows behind ${names}.`,
    },
  };
}

/** Writes how each measure of a request over a dataset is computed: `Average order = sales ÷ orders`. */
export function definitions(query: Query, request: Request): readonly string[] {
  return measuresOf(query, request).map(({ choice, measure }) => `${choice.label} = ${measureWords(measure, query)}`);
}

/** The function that writes the number of a column in the first row of a table; `no data` for NULL. */
function writerOf(
  { columns, rows }: Table,
  look: Look = {},
): (column: Pick<ExplainedColumn, 'name' | 'format'>) => string {
  return ({ name, format }) => {
    const value = numberOf(rows[0]?.[columns.findIndex((column) => column.name === name)]);
    return value === null ? 'no data' : formatNumber(value, { format, style: look.numbers, locale: look.locale });
  };
}

function measuresOf(query: Query, request: Request): readonly PlannedMeasure[] {
  return chosenChoices(query, request, 'measure').flatMap((choice) => {
    const measure = query.dataset!.measures.find(({ name }) => name === choice.name);
    return measure ? [{ choice, measure }] : [];
  });
}

function namesOf(measures: readonly PlannedMeasure[]): string {
  return measures.map(({ choice }, index) => (index > 0 ? choice.label.toLowerCase() : choice.label)).join(' and ');
}
