import type { Run } from '../answer/context.ts';
import type { Statement } from '../answer/statement.ts';
import type { Call, Expression } from '../trino/syntax.ts';
import type { TextRange } from '../trino/text-range.ts';
import type { JoinKey } from './join-key.ts';
import type { JoinedSelect } from './relations.ts';
import type { RepeatedKeys } from './repeated-keys.ts';

import { inlineParameters } from '../answer/inline-parameters.ts';
import { UserError, undefinedIfRefused } from '../error.ts';
import { expressionsOf, nodesOf } from '../trino/nodes.ts';
import { tryParseQuery } from '../trino/parse.ts';
import { joinedSelects } from './relations.ts';
import { findRepeatedKeys, repeatedKeysSql, repeatedKeysText } from './repeated-keys.ts';
import { STATEMENT_MS } from './statement-time.ts';

/** A sum, average or count over columns of a table whose rows a join repeats. */
export type RepeatedSum = {
  /** The offset of the call in the statement. */
  readonly offset: number;
  /** Its text: `SUM(o.freight)`. */
  readonly text: string;
  readonly name: string;
  /** What it adds up: `o.freight`. */
  readonly operand: string;
  /** Why its rows are repeated, and a column that distinguishes them. */
  readonly reason: string;
  readonly key: string;
};

/** Writes what is wrong with a sum of repeated rows, and what to write instead. */
export function repeatedSumText({ text, name, operand, reason, key }: RepeatedSum): string {
  const meant = `write ${name.toUpperCase()}(IF(${key} IS NOT NULL, ${operand})) if every row is meant`;
  return `${text} takes the same rows several times: ${reason}; compute it in a subquery of its own before the join, or ${meant}`;
}

/** Aggregates that change when rows come several times. */
const SENSITIVE: ReadonlySet<string> = new Set(['sum', 'avg', 'count', 'count_if']);

/**
 * Finds aggregates over the side that a join repeats: `SUM(o.freight)` over orders joined to their lines. Which keys
 * are repeated is looked up in the data, once for each side of each join. Left out is what cannot be told: joins by
 * anything but equality, columns of an unknown relation, statements without a syntax tree.
 */
export async function findRepeatedSums(statement: Statement, run: Run): Promise<readonly RepeatedSum[]> {
  const { sql, originalOf } = inlineParameters(statement);
  const sums = await Promise.all(selectsOf(sql).map((select) => repeatedSumsOf(select, sql, run)));
  return sums.flat().map((sum) => ({ ...sum, offset: originalOf(sum.offset) }));
}

function selectsOf(sql: string): readonly JoinedSelect[] {
  const parsed = tryParseQuery(sql);
  return parsed ? joinedSelects(parsed) : [];
}

/** One row of `from` may meet several rows of `to`. */
type Edge = { readonly from: string; readonly to: string; readonly repeated?: Repetition };

type Repetition = Pick<RepeatedSum, 'reason' | 'key'>;

async function repeatedSumsOf(joined: JoinedSelect, sql: string, run: Run): Promise<readonly RepeatedSum[]> {
  const calls = joined.select.items.flatMap((item) =>
    item.kind === 'expression' ? [...expressionsOf(item.expression, 'call', (node) => !('with' in node))] : [],
  );
  const sensitive = calls.filter(
    ({ name, over, distinct, star }) => SENSITIVE.has(name) && !over && !distinct && !star,
  );
  if (sensitive.length === 0) return [];
  const aliasOf = await aliasReader(joined, run);
  const edges = await Promise.all(pairsOf(joined).map(([from, to]) => edgeOf(joined, from, to, { aliasOf, sql, run })));
  const known = edges.filter((edge) => edge !== undefined);
  return sensitive.flatMap((call) => repeatedSumOf(call, sql, known, aliasOf) ?? []);
}

/** The relation whose rows a call adds up several times; undefined when one of its relations is not repeated. */
function repeatedSumOf(
  call: Call,
  sql: string,
  edges: readonly Edge[],
  aliasOf: (expression: Expression) => ReadonlySet<string> | undefined,
): RepeatedSum | undefined {
  const [operand] = call.arguments;
  const aliases = operand && aliasOf(operand);
  if (!aliases || aliases.size === 0 || !call.range || !operand.range || !addsColumn(operand)) return undefined;
  const repetitions = [...aliases].map((alias) => repetitionOf(alias, edges));
  const [repetition] = repetitions;
  if (repetition === undefined || repetitions.includes(undefined)) return undefined;
  const textOf = ({ start, end }: TextRange) => sql.slice(start, end).replace(/\s+/g, ' ');
  return {
    offset: call.range.start,
    text: textOf(call.range),
    name: call.name,
    operand: textOf(operand.range),
    ...repetition,
  };
}

/** Conditions only choose rows: what is added up where they hold may be a number of rows. */
const CONDITIONS: ReadonlySet<string> = new Set(
  'comparison logical not in between like exists quantified distinct'.split(' ').concat('is null', 'in query'),
);

/** Whether the values of a column are added up, and not only rows counted by a condition. */
function addsColumn(expression: Expression): boolean {
  if (CONDITIONS.has(expression.kind)) return false;
  if (expression.kind === 'column') return true;
  if (expression.kind === 'case')
    return [
      ...expression.whens.map(({ result }) => result),
      ...(expression.otherwise ? [expression.otherwise] : []),
    ].some(addsColumn);
  if (expression.kind === 'call' && expression.name === 'if') return expression.arguments.slice(1).some(addsColumn);
  const below = [...nodesOf(expression, (node) => node === expression)].slice(1);
  return below.some((node) => 'kind' in node && addsColumn(node as Expression));
}

/** Why the rows of a relation stand several times in the join: the first repeating step on the way to another relation. */
function repetitionOf(alias: string, edges: readonly Edge[]): Repetition | undefined {
  const reached = [alias];
  for (const from of reached) {
    for (const edge of edges.filter((candidate) => candidate.from === from && !reached.includes(candidate.to))) {
      if (edge.repeated !== undefined) return edge.repeated;
      reached.push(edge.to);
    }
  }
  return undefined;
}

/** Pairs of relations, in both directions. */
function pairsOf({ relations }: JoinedSelect): readonly (readonly [string, string])[] {
  return relations.flatMap((from) =>
    relations.filter((to) => to !== from).map((to) => [from.alias, to.alias] as const),
  );
}

type EdgeOptions = {
  readonly aliasOf: (expression: Expression) => ReadonlySet<string> | undefined;
  readonly sql: string;
  readonly run: Run;
};

/** What joins a row of `from` to rows of `to`; undefined when nothing does, or it cannot be told. */
async function edgeOf(
  joined: JoinedSelect,
  from: string,
  to: string,
  { aliasOf, sql, run }: EdgeOptions,
): Promise<Edge | undefined> {
  const key = keyOf(joined, from, to, aliasOf, sql);
  if (!key) return undefined;
  const relation = joined.relations.find(({ alias }) => alias === to)!;
  const repeated = await repeatedUnlessRefused(`${joined.prefix}${repeatedKeysSql(relation.text, key)}`, run);
  if (repeated === 'unknown') return undefined;
  if (!repeated) return { from, to };
  return { from, to, repeated: { reason: repeatedKeysText(repeated, key.keys, relation.text), key: key.keys[0]! } };
}

/** The key by which rows of `to` are found for a row of `from`; undefined when something else than equality decides, too. */
function keyOf(
  { conditions, using }: JoinedSelect,
  from: string,
  to: string,
  aliasOf: EdgeOptions['aliasOf'],
  sql: string,
): JoinKey | undefined {
  const textOf = ({ range }: Expression) => sql.slice(range!.start, range!.end);
  const keys = using.flatMap(({ left, right, names }) => {
    const isPair = (right === to && left.includes(from)) || (right === from && left.includes(to));
    return isPair ? names.map((name) => `${to}.${name}`) : [];
  });
  const own: string[] = [];
  for (const term of conditions) {
    const aliases = aliasOf(term);
    if (!aliases?.has(to) || !term.range) continue;
    if (aliases.size === 1) own.push(textOf(term));
    if (!aliases.has(from)) continue;
    const sides = term.kind === 'comparison' && term.operator === '=' ? [term.left, term.right] : [];
    const side = sides.find((one) => aliasOf(one)?.size === 1 && aliasOf(one)!.has(to));
    const other = sides.find((one) => one !== side);
    if (!side?.range || !other || aliasOf(other)?.has(to) !== false) return undefined;
    keys.push(textOf(side));
  }
  return keys.length > 0 ? { keys, columns: [], conditions: own } : undefined;
}

async function repeatedUnlessRefused(sql: string, run: Run): Promise<RepeatedKeys | undefined | 'unknown'> {
  try {
    return await findRepeatedKeys(sql, [], run);
  } catch (error) {
    if (error instanceof UserError) return 'unknown';
    throw error;
  }
}

/**
 * Reads the relations that the columns of an expression belong to. Those of plain columns are looked up; an expression with
 * a column of unknown origin, or with a query in it, has undefined.
 */
async function aliasReader(
  { relations, prefix, select, conditions }: JoinedSelect,
  run: Run,
): Promise<(expression: Expression) => ReadonlySet<string> | undefined> {
  const hasPlain = [select, ...conditions].some((node) =>
    [...expressionsOf(node, 'column')].some(({ name }) => name.length === 1),
  );
  const owners = new Map<string, string[]>();
  for (const { alias, text } of hasPlain ? relations : []) {
    for (const name of await columnsOf(`${prefix}SELECT * FROM ${text} LIMIT 0`, run))
      owners.set(name.toLowerCase(), [...(owners.get(name.toLowerCase()) ?? []), alias]);
  }
  return (expression) => {
    const aliases = new Set<string>();
    for (const node of nodesOf(expression)) {
      if ('with' in node) return undefined;
      if (!('kind' in node) || node.kind !== 'column') continue;
      const names = node.name.map(({ text }) => text.toLowerCase());
      const known = names.length > 1 ? [names.at(-2)!] : (owners.get(names[0]!) ?? []);
      if (known.length !== 1 || !relations.some(({ alias }) => alias === known[0])) return undefined;
      aliases.add(known[0]!);
    }
    return aliases;
  };
}

async function columnsOf(sql: string, run: Run): Promise<readonly string[]> {
  const table = await undefinedIfRefused(run({ sql, parameters: [] }, AbortSignal.timeout(STATEMENT_MS)));
  return table?.columns.map(({ name }) => name) ?? [];
}
