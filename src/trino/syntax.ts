import type { Position } from './error.ts';
import type { TextRange } from './text-range.ts';

/** An identifier without its quotes, as it was written; Athena ignores its case. */
export type Name = { readonly text: string; readonly at: Position };

/** Where a node begins, or its operator stands. */
type At = { readonly at: Position };

/** The characters that a node was read from; undefined for one that stands for a part of another syntax. */
type Ranged = { readonly range?: TextRange };

/**
 * A query as its author wrote it: the root of the syntax tree. What Trino's grammar accepts and has no node in this
 * file is refused by name while the tree is built.
 */

/** A query with its WITH, ORDER BY and limits. */
export type Query = At & {
  readonly recursive: boolean;
  readonly with: readonly NamedQuery[];
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  readonly offset?: RowCount;
  readonly limit?: RowCount;
  readonly withTies: boolean;
};

/** A query of a WITH clause. */
export type NamedQuery = At & { readonly name: Name; readonly columns?: readonly Name[]; readonly query: Query };

/** The count of a LIMIT, OFFSET or FETCH FIRST: digits, or the number of a `?`. */
export type RowCount = At &
  ({ readonly kind: 'count'; readonly text: string } | { readonly kind: 'count parameter'; readonly index: number });

/** A query without its WITH, ORDER BY and limits. */
export type QueryBody =
  | Select
  | (At & { readonly kind: 'values'; readonly rows: readonly Expression[] })
  | (At & { readonly kind: 'table'; readonly name: readonly Name[] })
  | (At & { readonly kind: 'query'; readonly query: Query })
  | (At & {
      readonly kind: 'union' | 'intersect' | 'except';
      readonly all: boolean;
      readonly left: QueryBody;
      readonly right: QueryBody;
    });

/** SELECT … FROM … WHERE … GROUP BY … HAVING … WINDOW. Relations in `from` are separated by commas. */
export type Select = At & {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: readonly Relation[];
  readonly where?: Expression;
  readonly groupBy?: readonly GroupingElement[];
  /** Whether it is GROUP BY DISTINCT, of whose equal grouping sets only one counts. */
  readonly distinctSets: boolean;
  readonly having?: Expression;
  readonly windows: readonly { readonly name: Name; readonly window: Window }[];
};

/** An item of a select list. `all` is `*`, or `of.*` with the aliases of its columns. */
export type SelectItem = At &
  Ranged &
  (
    | { readonly kind: 'expression'; readonly expression: Expression; readonly alias?: Name }
    | { readonly kind: 'all'; readonly of?: Expression; readonly aliases?: readonly Name[] }
  );

/** An element of GROUP BY. `simple` is one grouping set; every other kind has several. */
export type GroupingElement = At & {
  readonly kind: 'simple' | 'sets' | 'cube' | 'rollup';
  readonly sets: readonly (readonly Expression[])[];
};

/** An item of ORDER BY; `nullsFirst` is undefined when it is not written. */
export type SortItem = At & {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsFirst?: boolean;
};

/** What stands in FROM: a table, a subquery, UNNEST, or a join of two. */
export type Relation = At &
  Ranged &
  (
    | { readonly kind: 'table'; readonly name: readonly Name[] }
    | { readonly kind: 'query'; readonly query: Query }
    | { readonly kind: 'lateral'; readonly query: Query }
    | { readonly kind: 'unnest'; readonly expressions: readonly Expression[]; readonly ordinality: boolean }
    | { readonly kind: 'alias'; readonly relation: Relation; readonly name: Name; readonly columns?: readonly Name[] }
    | { readonly kind: 'sample'; readonly relation: Relation; readonly method: string; readonly percentage: Expression }
    | {
        readonly kind: 'join';
        readonly type: 'cross' | 'inner' | 'left' | 'right' | 'full';
        readonly left: Relation;
        readonly right: Relation;
        readonly on?: Expression;
        readonly using?: readonly Name[];
        /** The range from the word `JOIN`, or the words before it such as `LEFT OUTER`, to the end of the condition. */
        readonly clause: TextRange;
      }
  );

/** The content of OVER ( ); `base` is the named window that it extends. */
export type Window = At & {
  readonly base?: Name;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly frame?: Frame;
};

/** The frame of a window; without `end` it ends at the current row. */
export type Frame = {
  readonly unit: 'rows' | 'range' | 'groups';
  readonly start: FrameBound;
  readonly end?: FrameBound;
};

/** A bound of a frame; `offset` is the count of `offset PRECEDING` or `offset FOLLOWING`. */
export type FrameBound = {
  readonly kind: 'unbounded' | 'current' | 'offset';
  readonly following: boolean;
  readonly offset?: Expression;
};

/** An expression; names of functions are lower case. */
export type Expression = At &
  Ranged &
  (
    | { readonly kind: 'null' }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'integer' | 'decimal' | 'double'; readonly text: string }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'binary'; readonly hex: string }
    | { readonly kind: 'typed'; readonly type: string; readonly value: string }
    | {
        readonly kind: 'interval';
        readonly value: string;
        readonly negative: boolean;
        readonly from: string;
        readonly to?: string;
      }
    | { readonly kind: 'parameter'; readonly index: number }
    | { readonly kind: 'column'; readonly name: readonly Name[] }
    | { readonly kind: 'field'; readonly base: Expression; readonly name: Name }
    | { readonly kind: 'not'; readonly operand: Expression }
    | { readonly kind: 'logical'; readonly operator: 'AND' | 'OR'; readonly terms: readonly Expression[] }
    | { readonly kind: 'comparison'; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'distinct'; readonly negated: boolean; readonly left: Expression; readonly right: Expression }
    | {
        readonly kind: 'between';
        readonly negated: boolean;
        readonly operand: Expression;
        readonly low: Expression;
        readonly high: Expression;
      }
    | {
        readonly kind: 'in';
        readonly negated: boolean;
        readonly operand: Expression;
        readonly list: readonly Expression[];
      }
    | { readonly kind: 'in query'; readonly negated: boolean; readonly operand: Expression; readonly query: Query }
    | {
        readonly kind: 'like';
        readonly negated: boolean;
        readonly operand: Expression;
        readonly pattern: Expression;
        readonly escape?: Expression;
      }
    | { readonly kind: 'is null'; readonly negated: boolean; readonly operand: Expression }
    | {
        readonly kind: 'quantified';
        readonly operator: string;
        readonly quantifier: 'ALL' | 'ANY';
        readonly left: Expression;
        readonly query: Query;
      }
    | { readonly kind: 'exists'; readonly query: Query }
    | { readonly kind: 'subquery'; readonly query: Query }
    | { readonly kind: 'unary'; readonly operator: '+' | '-'; readonly operand: Expression }
    | { readonly kind: 'arithmetic'; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'concatenation'; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'at time zone'; readonly operand: Expression; readonly zone: string }
    | { readonly kind: 'cast'; readonly forgiving: boolean; readonly operand: Expression; readonly type: TypeName }
    | {
        readonly kind: 'case';
        readonly operand?: Expression;
        readonly whens: readonly { readonly condition: Expression; readonly result: Expression }[];
        readonly otherwise?: Expression;
      }
    | { readonly kind: 'array' | 'row'; readonly items: readonly Expression[] }
    | { readonly kind: 'subscript'; readonly operand: Expression; readonly index: Expression }
    | { readonly kind: 'lambda'; readonly parameters: readonly Name[]; readonly body: Expression }
    | { readonly kind: 'extract'; readonly field: string; readonly operand: Expression }
    | { readonly kind: 'current'; readonly what: string; readonly precision?: number }
    | { readonly kind: 'grouping'; readonly columns: readonly Expression[] }
    | Call
  );

/** The call of a function or aggregate. `star` is `count(*)`; `over` is undefined for one without OVER. */
export type Call = At &
  Ranged & {
    readonly kind: 'call';
    readonly name: string;
    readonly arguments: readonly Expression[];
    readonly star: boolean;
    readonly distinct: boolean;
    readonly orderBy: readonly SortItem[];
    readonly filter?: Expression;
    readonly over?: Window;
    readonly nulls?: 'IGNORE' | 'RESPECT';
  };

/** A type as written: `decimal(10, 2)` has two numeric arguments, `array(varchar)` one type. */
export type TypeName = At & {
  readonly name: string;
  readonly arguments: readonly (number | TypeName)[];
  readonly fields?: readonly { readonly name?: string; readonly type: TypeName }[];
};
