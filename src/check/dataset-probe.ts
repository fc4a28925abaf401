import type { AnswerContext } from '../answer/context.ts';
import type { Dataset } from '../catalogue/dataset.ts';
import type { Position } from '../catalogue/diagnostic.ts';

import { partitionLiteral } from '../answer/dataset/dataset-filters.ts';
import { measureSql, shownSql } from '../catalogue/dataset-sql.ts';
import { UserError } from '../error.ts';
import { athenaMessage } from './athena-message.ts';
import { STATEMENT_MS } from './statement-time.ts';

/** One piece of SQL in a dataset's file. */
export type Piece = {
  /** Its name in messages: `dimension country`. */
  readonly what: string;
  readonly sql: string;
  readonly position: Position;
  /** The text that stands in the statement; it contains `sql` once or more. */
  readonly text: string;
  /** `table` pieces stand after FROM and JOIN, `condition` pieces after ON, `column` pieces in the SELECT list. */
  readonly kind: 'table' | 'condition' | 'column';
  /** The alias of the join that it declares. */
  readonly alias?: string;
  /** The aliases of the joins that it needs. */
  readonly needs: readonly string[];
};

/** What is wrong with one piece: the index of the character, and Athena's words. */
export type PieceFault = { readonly piece: Piece; readonly position: Position; readonly message: string };

/** Returns every piece of SQL in a dataset's file, in the order of a statement. */
export function piecesOf(dataset: Dataset): readonly Piece[] {
  const { from, fromPosition, joins, time, dimensions, measures } = dataset;
  const column = (
    what: string,
    sql: string,
    text: string,
    at: { position: Position; needs: readonly string[] },
  ): Piece => ({
    what,
    sql,
    text,
    kind: 'column',
    position: at.position,
    needs: at.needs,
  });
  return [
    ...(time ? [column('time', time.sql, `COUNT(CAST(${time.sql} AS date))`, time)] : []),
    ...(time?.partition
      ? [
          column(
            'partition',
            time.partition.sql,
            `COUNT(CASE WHEN ${time.partition.sql} >= ${partitionLiteral('2025-01-01', time.partition.format)} THEN 1 END)`,
            {
              ...time.partition,
              needs: time.needs,
            },
          ),
        ]
      : []),
    ...dimensions.map((one) =>
      column(`dimension ${one.name}`, one.sql, `COUNT(${shownSql(one)})`, {
        position: one.sqlPosition,
        needs: one.needs,
      }),
    ),
    ...measures.flatMap((one) => {
      const { aggregate } = one;
      if (one.counts !== undefined || !('sql' in aggregate)) return [];
      const at = { position: one.sqlPosition, needs: one.needs };
      return column(`measure ${one.name}`, aggregate.sql, measureSql(one, measures), at);
    }),
    { what: 'from', sql: from, text: from, position: fromPosition, kind: 'table', needs: [] },
    ...joins.flatMap(({ alias, table, on, needs, tablePosition, onPosition }): Piece[] => [
      { what: `join ${alias}`, sql: table, text: table, position: tablePosition, kind: 'table', alias, needs },
      { what: `join ${alias}`, sql: on, text: on, position: onPosition, kind: 'condition', alias, needs },
    ]),
  ];
}

/**
 * Finds the pieces of a dataset that Athena refuses, with one statement that reads no rows, and one more for each
 * fault found, without the faulty piece and what needs it.
 */
export async function probeDataset(
  dataset: Dataset,
  { run }: Pick<AnswerContext, 'run'>,
): Promise<readonly PieceFault[]> {
  const faults: PieceFault[] = [];
  let pieces = piecesOf(dataset);
  for (;;) {
    const { sql, spans } = statementOf(pieces);
    const refused = await run({ sql, parameters: [] }, AbortSignal.timeout(STATEMENT_MS)).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof UserError && !error.isTemporary) return athenaMessage(error.fullMessage);
        throw error;
      },
    );
    if (!refused) return faults;
    const span = spans.findLast(({ line }) => line <= (refused.line ?? 1)) ?? spans[0]!;
    const { piece } = span;
    faults.push({ piece, position: positionIn(piece, span.line, refused), message: refused.text });
    if (piece.what === 'from' || refused.line === undefined) return faults;
    pieces = pieces.filter((other) => other !== piece && !dependsOn(other, piece));
  }
}

type PieceSpan = { readonly piece: Piece; readonly line: number };

/** A statement of all pieces, each beginning a line. */
function statementOf(pieces: readonly Piece[]): { readonly sql: string; readonly spans: readonly PieceSpan[] } {
  const lines = ['SELECT COUNT(*)'];
  const spans: PieceSpan[] = [];
  const add = (piece: Piece | undefined) => {
    if (!piece) return;
    spans.push({ piece, line: lines.length + 1 });
    lines.push(...piece.text.split('\n'));
  };
  for (const piece of pieces.filter(({ kind }) => kind === 'column')) {
    lines.push(',');
    add(piece);
  }
  for (const piece of pieces.filter(({ kind }) => kind === 'table')) {
    lines.push(piece.alias === undefined ? 'FROM' : 'LEFT JOIN');
    add(piece);
    if (piece.alias === undefined) continue;
    lines.push(`${piece.alias} ON`);
    add(pieces.find(({ kind, alias }) => kind === 'condition' && alias === piece.alias));
  }
  lines.push('WHERE FALSE');
  return { sql: lines.join('\n'), spans };
}

/** Whether a piece cannot stand without a faulty one. */
function dependsOn({ alias, needs }: Piece, faulty: Piece): boolean {
  return faulty.alias !== undefined && (alias === faulty.alias || needs.includes(faulty.alias));
}

/** Where a place of the statement stands in the file: inside the piece when its SQL is one line, else where it begins. */
function positionIn(
  { sql, text, position }: Piece,
  firstLine: number,
  { line, column = 1 }: { readonly line?: number; readonly column?: number },
): Position {
  const offset = column - 1 - text.indexOf(sql);
  const isInside = line === firstLine && offset >= 0 && offset <= sql.length && !sql.includes('\n');
  return isInside ? { line: position.line, column: position.column + offset } : position;
}
