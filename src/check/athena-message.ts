/** What Athena says about a statement: its own words, and the place in the statement when it tells one. */
export type AthenaMessage = {
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
  /** Whether Athena said it, and not Owlpost itself. */
  readonly isAthenas: boolean;
};

/**
 * Reads a sentence about a refused statement. Athena tells places as `line 3:14:` and has no code for what is wrong, so that
 * its words have to be taken out of the sentence around them: https://docs.aws.amazon.com/athena/latest/ug/error-reference.html
 */
export function athenaMessage(message: string): AthenaMessage {
  const refusal = /^Athena (?:refuses|cannot parse) the query \((.*)\); its author has to mend it$/s.exec(message)?.[1];
  const inner = refusal ?? message;
  const place = /line (\d+):(\d+):?\s*/.exec(inner);
  const words = place ? inner.replace(place[0], '') : inner;
  return {
    isAthenas: refusal !== undefined || place !== null,
    text: words.replace(/^[A-Z_]+: /, ''),
    ...(place && { line: Number(place[1]), column: Number(place[2]) }),
  };
}
