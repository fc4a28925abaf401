import type { Span } from '../calendar/day.ts';
import type { Calendar } from '../calendar/span.ts';
import type { Position } from '../catalogue/diagnostic.ts';
import type { Param, Part, Query, Template } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { FindRawForms } from './dataset/dataset-filters.ts';

import { BOUNDS } from '../calendar/day.ts';
import { spanOf } from '../calendar/span.ts';
import { isLimit, literal } from '../catalogue/param.ts';
import { UserError } from '../error.ts';
import { insideOf } from '../question/inside.ts';
import { valuesOf } from '../question/request.ts';
import { datasetTemplate } from './dataset/dataset-template.ts';
import { explainTemplate, rowsTemplate } from './explain-template.ts';
import { negateComparisons } from './negation.ts';
import { withoutOpenEnds } from './open-ends.ts';
import { whyTemplate } from './why/why-template.ts';

/** A statement for Athena: SQL with a `?` for every value, and a typed Trino literal for each, in order. */
export type Statement = {
  readonly sql: string;
  readonly parameters: readonly string[];
};

/** What a statement depends on beside its request. */
export type RenderOptions = {
  readonly now: Date;
  readonly calendar: Calendar;
  /** The days to ask for instead of the request's period. */
  readonly span?: Span;
  /** Returns the raw forms of a value of a dataset's dimension; undefined when they are not known. */
  readonly rawForms?: FindRawForms | undefined;
  /** Whether the request's limits are ignored, so that all rows are returned. */
  readonly isUnlimited?: boolean;
};

/** What writes the statement of a request over a dataset, by how it looks inside a number. */
const TEMPLATES = {
  answer: datasetTemplate,
  why: whyTemplate,
  explain: explainTemplate,
  rows: rowsTemplate,
} as const;

/**
 * Writes the statement of a request. A value becomes a `?`, a choice its author's own SQL, and an optional part is
 * kept when all its holes have values. A comparison with an end that the period does not have asks for any day. Throws a
 * UserError when a value cannot be excluded where the query uses it, and when the rows that the asker is restricted to could not be.
 */
export function render(query: Query, request: Request, options: RenderOptions): Statement {
  if (query.dataset) return TEMPLATES[insideOf(query, request) ?? 'answer'](query, request, options);
  const { pieces, parameters, names, open } = renderPieces(query, request, options);
  const sql = pieces
    .map(({ text }) => text)
    .join('')
    .trim();
  checkRowFilters(query, names);
  const statement = { sql: withoutExcluded(sql, names, { query, request }), parameters };
  return open.starts.size + open.ends.size > 0 ? withoutOpenEnds(statement, open) : statement;
}

/** Throws a UserError when a part of the SQL was left out that restricts the asker to their rows. */
function checkRowFilters({ name, rowFilters }: Query, names: readonly string[]): void {
  for (const filter of rowFilters?.keys() ?? [])
    if (!names.includes(filter))
      throw new UserError(
        `${name} cannot be restricted to some values of ${filter} here: its author has to let it filter alone`,
      );
}

/** SQL that asks for all but the values that a request leaves out; `names` has the parameter of each `?`. */
function withoutExcluded(
  sql: string,
  names: readonly string[],
  { query, request }: { readonly query: Query; readonly request: Request },
): string {
  if (request.excluded.length === 0) return sql;
  const excluded = names.flatMap((name, index) => (request.excluded.includes(name) ? [index] : []));
  const negated = negateComparisons(sql, new Set(excluded));
  if (negated !== undefined) return negated;
  const [name = ''] = request.excluded;
  throw new UserError(`${query.name} cannot leave out a ${name}: name the ones that you want instead`);
}

/** Returns where a position in a request's rendered SQL stands in its query's file. Parts that were left out count as if they were kept. */
export function positionInFile(query: Query, request: Request, options: RenderOptions, position: Position): Position {
  const { pieces } = renderPieces(query, request, options);
  const [first] = pieces;
  if (first) pieces[0] = withoutLeadingSpace(first);
  let line = 1;
  let column = 1;
  let found: Position = { line: first?.line ?? 1, column: first?.column ?? 1 };
  for (const piece of pieces) {
    for (const [index, text] of piece.text.split('\n').entries()) {
      if (index > 0) [line, column] = [line + 1, 1];
      if (line > position.line || (line === position.line && column > position.column)) return found;
      const offset = line === position.line ? Math.min(position.column - column, text.length) : 0;
      const start = index === 0 ? piece.column : 1;
      found = piece.isHole
        ? { line: piece.line, column: piece.column }
        : { line: piece.line + index, column: start + offset };
      column += text.length;
    }
  }
  return found;
}

type Piece = Position & { readonly text: string; readonly isHole: boolean };

type Hole = Extract<Part, { kind: 'hole' }>;

/** A statement that is being written. */
type Rendered = {
  readonly pieces: Piece[];
  readonly parameters: string[];
  /** The name of the query's parameter for each `?`. */
  readonly names: string[];
  readonly open: { readonly starts: Set<number>; readonly ends: Set<number> };
};

type Rendering = RenderOptions & { readonly query: Query; readonly request: Request };

function renderPieces(query: Query, request: Request, options: RenderOptions): Rendered {
  const rendered = {
    pieces: [],
    parameters: [],
    names: [],
    open: { starts: new Set<number>(), ends: new Set<number>() },
  };
  writeParts(query.template, rendered, { ...options, query, request });
  return rendered;
}

function writeParts(template: Template, rendered: Rendered, rendering: Rendering): void {
  for (const part of template) {
    if (part.kind === 'sql')
      rendered.pieces.push({ text: part.text, isHole: false, line: part.line, column: part.column });
    else if (part.kind === 'hole') writeHole(part, rendered, rendering);
    else if (part.parts.every((inner) => inner.kind !== 'hole' || valuesIn(inner, rendering)))
      writeParts(part.parts, rendered, rendering);
  }
}

/** The values of a hole; none where the asker may not see its filter, and where a limit is ignored. */
function valuesIn(hole: Hole, { query, request, isUnlimited }: Rendering): readonly string[] | undefined {
  const param = paramOf(hole, query);
  return !param || (isUnlimited && isLimit(param)) ? undefined : valuesOf(request, param);
}

function paramOf({ param }: Hole, { params }: Query): Param | undefined {
  return params.find(({ name }) => name === param);
}

function writeHole(hole: Hole, rendered: Rendered, rendering: Rendering): void {
  const { query, request, isUnlimited } = rendering;
  const { pieces, parameters, names } = rendered;
  const param = paramOf(hole, query)!;
  const unlimited = isUnlimited ? [String(param.max ?? valuesOf(request, param))] : undefined;
  const values = valuesIn(hole, rendering) ?? unlimited;
  if (!values) throw new UserError(`${query.name} needs ${param.name}: add ${param.name}=…`);
  const write = (text: string, { line, column }: Position = hole) => pieces.push({ text, isHole: true, line, column });
  if (param.type === 'choice') {
    const isLabel = hole.field === 'label';
    const position = isLabel ? hole : query.positionOf(['params', param.name, 'choices', values[0]!, 'sql']);
    write(choiceText(param, values[0]!, isLabel, hole.quoted), position);
  } else if (param.type === 'period') {
    write('?');
    parameters.push(`DATE '${dayOf(hole, values[0]!, rendered, rendering)}'`);
    names.push(param.name);
  } else {
    write(values.map(() => '?').join(', '));
    parameters.push(...values.map((value) => literal(param, value)));
    names.push(...values.map(() => param.name));
  }
}

/** The first day of a period, or the first day after it, as the hole says; an end that the period does not have is noted as open. */
function dayOf(
  { field }: Hole,
  period: string,
  { open, parameters }: Rendered,
  { span, now, calendar }: Rendering,
): string {
  const { start, end } = span ?? spanOf(period, now, calendar);
  if (field === 'start' && start === BOUNDS.first) open.starts.add(parameters.length);
  if (field === 'end' && end === BOUNDS.last) open.ends.add(parameters.length);
  return field === 'start' ? start : end;
}

function withoutLeadingSpace(piece: Piece): Piece {
  const lead = /^\s*/.exec(piece.text)![0];
  const lines = lead.split('\n');
  return {
    ...piece,
    text: piece.text.slice(lead.length),
    line: piece.line + lines.length - 1,
    column: lines.length > 1 ? lines.at(-1)!.length + 1 : piece.column + lead.length,
  };
}

function choiceText(param: Param, name: string, isLabel: boolean, isQuoted: boolean): string {
  const choice = param.choices.find((candidate) => candidate.name === name);
  if (!choice) throw new UserError(`${param.name} has no choice ${name} any more: ask again`);
  if (!isLabel) return choice.sql;
  const label = choice.label.replaceAll('"', '""');
  return isQuoted ? label : `"${label}"`;
}
