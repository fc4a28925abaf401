import type {
  Expression,
  GroupingElement,
  NamedQuery,
  Query,
  QueryBody,
  Relation,
  RowCount,
  SelectItem,
  SortItem,
  Window,
} from './syntax.ts';

/** Any part of a syntax tree that has a range in the text; names and types have none. */
export type SyntaxNode =
  | Query
  | NamedQuery
  | QueryBody
  | SelectItem
  | Relation
  | GroupingElement
  | SortItem
  | RowCount
  | Window
  | Expression;

/**
 * Yields a node of a syntax tree and all nodes below it, parents before children. Where
 * `entersBelow` returns false the nodes below that one are left out: `(node) => !('body' in node)` does not enter
 * queries (a `Query` has a `body`), so that only the expressions of one level are seen.
 */
export function* nodesOf(
  root: SyntaxNode,
  entersBelow: (node: SyntaxNode) => boolean = () => true,
): Generator<SyntaxNode> {
  yield root;
  if (entersBelow(root)) for (const child of childrenOf(root)) yield* nodesOf(child, entersBelow);
}

/** Yields the expressions among `nodesOf(root, entersBelow)` that have the kind `kind`, such as `call` or `column`. */
export function* expressionsOf<K extends Expression['kind']>(
  root: SyntaxNode,
  kind: K,
  entersBelow?: (node: SyntaxNode) => boolean,
): Generator<Expression & { readonly kind: K }> {
  for (const node of nodesOf(root, entersBelow)) {
    if ('kind' in node && node.kind === kind) yield node as Expression & { readonly kind: K };
  }
}

function childrenOf(parent: object): readonly SyntaxNode[] {
  return Object.values(parent).flatMap((value: unknown) => {
    if (typeof value !== 'object' || value === null || isName(value)) return [];
    return !Array.isArray(value) && 'at' in value ? [value as SyntaxNode] : childrenOf(value);
  });
}

/** Names and types have a place, too, but hold no nodes. */
function isName(value: object): boolean {
  return !('kind' in value) && ('text' in value || ('arguments' in value && 'name' in value));
}
