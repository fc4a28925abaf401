import './resolution.ts';
import { createRequire } from 'node:module';
import type { ATNSimulator, ParserRuleContext, Recognizer, Token } from 'antlr4ng';
import { BailErrorStrategy, BaseErrorListener, CharStreams, CommonTokenStream, PredictionMode } from 'antlr4ng';
import type {
  ExpressionContext,
  QueryContext,
  StatementContext,
  TrinoSqlParser,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { Position } from './error.ts';

import { TrinoError } from './error.ts';
import { withinStack } from './stack.ts';

const require = createRequire(import.meta.url);

/** The classes of dt-sql-parser's parse tree. Their two megabytes are loaded with the first statement, so that a start need not wait for them: only trees have use for them. */
export let Tree: typeof import('dt-sql-parser/dist/lib/trino/TrinoSqlParser.js');

let Lexer: typeof import('dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js');

function loadGrammar(): void {
  Lexer ??= require('dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js');
  Tree ??= require('dt-sql-parser/dist/lib/trino/TrinoSqlParser.js');
}

/** More alternatives than this say nothing to a reader. */
const MOST_ALTERNATIVES = 12;

/** The parser takes seconds for brackets nested deeper than anybody writes them, and nobody else is served meanwhile. */
const DEEPEST = 100;

/** The parse tree of a query; the offsets of its tokens count from `shift` characters before the text. */
export type QueryTree = { readonly tree: QueryContext; readonly shift: number };

/**
 * Parses one query; a `;` may end it. Throws `TrinoError`: SYNTAX_ERROR, STATEMENT_TOO_LARGE, or NOT_SUPPORTED for
 * another statement.
 */
export function parseQueryTree(sql: string): QueryTree {
  const query = enclosedQuery(withoutEnd(sql));
  if (query) return { tree: query, shift: 1 };
  const statement = parseStatement(sql);
  if (!(statement instanceof Tree.StatementDefaultContext)) return refuse(statement);
  if (statement.rootQuery().withFunction()) refuse(statement.rootQuery().withFunction()!);
  return { tree: statement.rootQuery().query(), shift: 0 };
}

/**
 * The grammar lets statements follow each other without a `;`, and takes `LATERAL (SELECT …)` for a table and another
 * statement. In parentheses a query has to end where the text ends. A comment may hide the last line.
 */
function enclosedQuery(sql: string): QueryContext | undefined {
  let tree: ParserRuleContext | undefined = parseExpressionTree(`(${sql}\n)`, { column: -1 });
  while (tree && tree.getChildCount() === 1) tree = tree.getChild(0) as ParserRuleContext;
  return tree instanceof Tree.SubqueryExpressionContext ? tree.query() : undefined;
}

function withoutEnd(sql: string): string {
  let text = sql.trimEnd();
  while (text.endsWith(';')) text = text.slice(0, -1).trimEnd();
  return text;
}

function parseStatement(sql: string): StatementContext {
  const [first, second] = parse(sql, (parser) => parser.program()).statements();
  if (!first) throw new TrinoError('SYNTAX_ERROR', 'Query is empty', { line: 1, column: 1 });
  if (!second) return first.singleStatement().statement();
  const message = first.singleStatement().SEMICOLON()
    ? 'Only one sql statement is allowed'
    : `mismatched input '${second.start?.text}'`;
  throw new TrinoError('SYNTAX_ERROR', message, positionOf(second));
}

/** Parses a text that is one expression and nothing else; undefined for any other text. `column` is that of its first character, from 0. */
export function parseExpressionTree(text: string, { column = 0 } = {}): ExpressionContext | undefined {
  try {
    const rule = (parser: TrinoSqlParser): ExpressionContext | undefined => {
      const tree = parser.standaloneExpression();
      const isWhole = parser.inputStream.LA(1) === Tree.TrinoSqlParser.EOF;
      return isWhole && !tree.SEMICOLON() ? tree.expression() : undefined;
    };
    return parse(text, rule, column);
  } catch (error) {
    if (error instanceof TrinoError) return undefined;
    throw error;
  }
}

/** Parses `EXECUTE IMMEDIATE 'statement' USING values` into the statement and the texts of the values; undefined for any other text. */
export function parseImmediate(
  sql: string,
): { readonly sql: string; readonly parameters: readonly string[] } | undefined {
  if (!/^\s*EXECUTE\s+IMMEDIATE\b/i.test(sql)) return undefined;
  const statement = parseStatement(sql);
  if (!(statement instanceof Tree.ExecuteImmediateContext)) return undefined;
  const points = [...sql];
  const parameters = statement
    .expression()
    .map((value) => points.slice(value.start!.start, value.stop!.stop + 1).join(''));
  const written = statement.string().getText();
  if (!written.startsWith("'")) refuse(statement.string());
  return { sql: written.slice(1, -1).replaceAll("''", "'"), parameters };
}

/** Checks whether a statement is grammatical Trino: undefined when it is, else the first fault and its position. */
export function checkGrammar(sql: string): { name: string; line: number; column: number; message: string } | undefined {
  try {
    parseQueryTree(parseImmediate(sql)?.sql ?? sql);
    return undefined;
  } catch (error) {
    if (!(error instanceof TrinoError)) throw error;
    const message = error.message.replace(/^line \d+:\d+: /, '');
    return { name: error.name, line: error.line ?? 1, column: error.column ?? 1, message };
  }
}

/** Throws NOT_SUPPORTED for a construct that `syntax.ts` has no node for. */
export function refuse(tree: ParserRuleContext, what = wordsOf(tree)): never {
  return refuseAt(positionOf(tree), what);
}

/** Throws NOT_SUPPORTED for `what` at a position. */
export function refuseAt(at: Position, what: string): never {
  throw new TrinoError('NOT_SUPPORTED', `${what} is not supported by the embedded engine`, at);
}

/** `JsonTableContext` → `JSON TABLE`. */
function wordsOf(tree: ParserRuleContext): string {
  const name = tree.constructor.name.replace(/Context$/, '');
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase();
}

/** Returns where a part of the parse tree begins. */
export function positionOf(tree: ParserRuleContext | Token): Position {
  const token = 'start' in tree && typeof tree.start === 'object' ? tree.start : (tree as Token);
  return { line: token?.line ?? 1, column: (token?.column ?? 0) + 1 };
}

/** First by the fast prediction that is right for nearly every text, and by the full one where that one gives up. */
function parse<T>(text: string, rule: (parser: TrinoSqlParser) => T, column = 0): T {
  const fast = newParser(text, new ThrowingListener(), column);
  fast.interpreter.predictionMode = PredictionMode.SLL;
  fast.errorHandler = new BailErrorStrategy();
  try {
    return withinStack(() => rule(fast));
  } catch (error) {
    if (error instanceof TrinoError && error.name === 'STATEMENT_TOO_LARGE') throw error;
    const full = newParser(text, new ThrowingListener(), column);
    full.interpreter.predictionMode = PredictionMode.LL;
    return withinStack(() => rule(full));
  }
}

function newParser(text: string, listener: ThrowingListener, column: number): TrinoSqlParser {
  loadGrammar();
  const lexer = new Lexer.TrinoSqlLexer(CharStreams.fromString(text));
  lexer.column = column;
  lexer.removeErrorListeners();
  lexer.addErrorListener(listener);
  const tokens = new CommonTokenStream(lexer);
  tokens.fill();
  checkDepth(tokens.getTokens());
  const parser = new Tree.TrinoSqlParser(tokens);
  parser.removeErrorListeners();
  parser.addErrorListener(listener);
  return parser;
}

function checkDepth(tokens: readonly Token[]): void {
  let depth = 0;
  for (const token of tokens) {
    const text = token.text?.toUpperCase() ?? '';
    if (['(', '[', 'CASE'].includes(text)) depth += 1;
    if ([')', ']', 'END'].includes(text)) depth -= 1;
    if (depth > DEEPEST + 1) {
      const message = `statement is too large (nested deeper than ${DEEPEST} levels)`;
      throw new TrinoError('STATEMENT_TOO_LARGE', message, positionOf(token));
    }
  }
}

class ThrowingListener extends BaseErrorListener {
  override syntaxError<S extends Token, T extends ATNSimulator>(
    _recognizer: Recognizer<T>,
    symbol: S | null,
    line: number,
    column: number,
    message: string,
  ): void {
    throw new TrinoError('SYNTAX_ERROR', inAthenasWords(message, symbol?.text ?? ''), { line, column: column + 1 });
  }
}

/** `mismatched input 'x' expecting {KW_ALL, '('}` → `mismatched input 'x'. Expecting: 'ALL', '('`. */
function inAthenasWords(message: string, input: string): string {
  if (message.startsWith('rule ')) return `mismatched input '${input}'`;
  const [fault = '', expected] = message.split(' expecting ');
  if (!expected) return message;
  const alternatives = expected.replace(/^\{|\}$/g, '').split(', ');
  if (alternatives.length > MOST_ALTERNATIVES) return fault;
  return `${fault}. Expecting: ${alternatives.map((name) => name.replace(/^KW_(.*)$/, "'$1'")).join(', ')}`;
}
