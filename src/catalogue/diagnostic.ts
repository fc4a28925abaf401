/** A place in a text, both counted from 1. */
export type Position = { readonly line: number; readonly column: number };

/** What is wrong at a place of a file, and what to write instead. `file` is relative to the folder of queries. */
export type Diagnostic = Position & {
  readonly file: string;
  readonly message: string;
  /** Whether it is worth knowing, with nothing to mend. */
  readonly isNote?: true;
};

/** Adds a diagnostic to those of a file that is being read. */
export type Diagnose = (at: Position, message: string) => void;

/** Where a file begins: the place of what is wrong with it as a whole. */
export const START: Position = { line: 1, column: 1 };

/** Collects what is wrong with one file. */
export function collectDiagnostics(file: string): { diagnostics: Diagnostic[]; diagnose: Diagnose } {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    diagnose: ({ line, column }, message) => diagnostics.push({ file, line, column, message }),
  };
}
