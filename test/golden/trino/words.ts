import '../../../src/trino/resolution.ts';
import { CharStreams, CommonTokenStream } from 'antlr4ng';

const { TrinoSqlLexer } = await import('dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js');

/** Athena reads `1.5` as a double and shows timestamps with milliseconds; said in words that Trino reads the same. */
export function inTrinosWords(sql: string): string {
  const stream = new CommonTokenStream(new TrinoSqlLexer(CharStreams.fromString(sql)));
  stream.fill();
  const tokens = stream.getTokens().filter(({ channel }) => channel === 0);
  let text = '';
  let end = 0;
  tokens.forEach((token, index) => {
    if (token.type === -1) return;
    text += [...sql].slice(end, token.start).join('');
    const written = token.text ?? '';
    const before = tokens[index - 1]?.text?.toLowerCase();
    if (token.type === TrinoSqlLexer.DECIMAL_VALUE) text += `${written}E0`;
    else if (token.type === TrinoSqlLexer.STRING && (before === 'timestamp' || before === 'time')) text += withMilliseconds(written);
    else text += written;
    end = token.stop + 1;
  });
  return text + [...sql].slice(end).join('');
}

const withMilliseconds = (literal: string): string =>
  literal.replace(/(\d:\d{2}:\d{2})(?:\.(\d+))?(?![\d:])/, (_, clock, fraction = '') => `${clock}.${fraction.padEnd(3, '0')}`);
