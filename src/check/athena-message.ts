/** What Athena says about a statement, and the position in the statement when it tells one. */
export type AthenaMessage = {
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
  /** Whether the words are Athena's, and not Owlpost's own. */
  readonly isAthenas: boolean;
};

/**
 * Reads the message of a refused statement. Athena tells positions as `line 3:14:` and has no code for what is wrong,
 * so that both are read from its sentence: https://docs.aws.amazon.com/athena/latest/ug/error-reference.html
 */
export function athenaMessage(message: string): AthenaMessage {
  const refusal = /^Athena (?:refuses|cannot parse) the query \((.*)\); its author has to mend it$/s.exec(message)?.[1];
  const inner = refusal ?? message;
  const position = /line (\d+):(\d+):?\s*/.exec(inner);
  const words = position ? inner.replace(position[0], '') : inner;
  return {
    isAthenas: refusal !== undefined || position !== null,
    text: words.replace(/^[A-Z_]+: /, ''),
    ...(position && { line: Number(position[1]), column: Number(position[2]) }),
  };
}
