import type { Dataset } from '../catalogue/dataset.ts';
import type { Diagnostic, Position } from '../catalogue/diagnostic.ts';
import type { Piece } from './dataset-probe.ts';

import { checkGrammar, parseExpressionTree } from '../trino/grammar.ts';
import { authorWords } from './author-words.ts';
import { piecesOf } from './dataset-probe.ts';

/** Checks each piece of a dataset's SQL against Trino's grammar by itself; returns the faults with their positions. */
export function datasetGrammarFaults(dataset: Dataset, file: string): readonly Diagnostic[] {
  return piecesOf(dataset).flatMap((piece) => {
    const fault = faultOf(piece);
    return fault ? [{ file, ...fault.at, message: `${piece.what}: not Trino's grammar: ${fault.message}` }] : [];
  });
}

function faultOf(piece: Piece): { readonly at: Position; readonly message: string } | undefined {
  const before = piece.kind === 'table' ? 'SELECT 1 FROM' : 'SELECT';
  const statement = `${before}\n${piece.sql}\n`;
  const fault = checkGrammar(statement);
  if (fault) {
    const isFirstLine = fault.line === 2 && !piece.sql.includes('\n');
    const column = isFirstLine ? piece.position.column + fault.column - 1 : piece.position.column;
    return {
      at: { line: piece.position.line, column },
      message: authorWords(fault.message, statement, fault) ?? fault.message,
    };
  }
  if (piece.kind === 'table' || parseExpressionTree(piece.sql)) return undefined;
  return { at: piece.position, message: 'it has to be one expression, such as f.amount * f.rate' };
}
