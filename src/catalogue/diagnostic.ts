/** A line and a column, both counted from 1. */
export type Position = { readonly line: number; readonly column: number };

/** What is wrong at a position in a file, and what to write instead. `file` is relative to the folder of queries. */
export type Diagnostic = Position & {
  readonly file: string;
  readonly message: string;
  /** Whether it is only information, with nothing to mend. */
  readonly isNote?: true;
};

/** Adds a diagnostic to those of a file that is being read. */
export type Diagnose = (at: Position, message: string) => void;

/** The beginning of a file, for diagnostics of the file as a whole. */
export const START: Position = { line: 1, column: 1 };

/** Creates a list of diagnostics for one file and the function that adds to it. */
export function collectDiagnostics(file: string): { diagnostics: Diagnostic[]; diagnose: Diagnose } {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    diagnose: ({ line, column }, message) => diagnostics.push({ file, line, column, message }),
  };
}
