import type {
  ExpressionContext,
  FrameBoundContext,
  OverContext,
  SortItemContext,
  WindowFrameContext,
  WindowSpecificationContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { Expression, Frame, FrameBound, SortItem, Window } from './syntax.ts';

import { positionOf, refuse, Tree } from './grammar.ts';
import { readIdentifier } from './name-reader.ts';

/** The readers of OVER clauses and named windows. */
export type WindowReader = {
  readonly over: (tree: OverContext | null) => Window | undefined;
  readonly window: (tree: WindowSpecificationContext) => Window;
};

/** Returns the readers of OVER clauses and named windows, given the readers of the expressions in them. */
export function windowReader(
  expression: (tree: ExpressionContext) => Expression,
  sortItem: (tree: SortItemContext) => SortItem,
): WindowReader {
  function over(tree: OverContext | null): Window | undefined {
    if (!tree) return undefined;
    const specification = tree.windowSpecification();
    if (specification) return window(specification);
    return { at: positionOf(tree), base: readIdentifier(tree.identifier()!), partitionBy: [], orderBy: [] };
  }

  function window(tree: WindowSpecificationContext): Window {
    const frame = tree.windowFrame();
    return {
      at: positionOf(tree),
      base: tree.identifier() ? readIdentifier(tree.identifier()!) : undefined,
      partitionBy: (tree.partitionBy()?.expression() ?? []).map(expression),
      orderBy: tree.sortItem().map(sortItem),
      frame: frame ? readFrame(frame) : undefined,
    };
  }

  function readFrame(tree: WindowFrameContext): Frame {
    if (tree.KW_PATTERN()) refuse(tree, 'Row pattern recognition in a window');
    const extent = tree.frameExtent();
    const otherUnit = extent.KW_GROUPS() ? 'groups' : 'range';
    const unit = extent.KW_ROWS() ? 'rows' : otherUnit;
    const [start, end] = extent.frameBound().map(bound);
    return { unit, start: start!, end };
  }

  function bound(tree: FrameBoundContext): FrameBound {
    if (tree instanceof Tree.CurrentRowBoundContext) return { kind: 'current', following: false };
    if (tree instanceof Tree.UnboundedFrameContext)
      return { kind: 'unbounded', following: tree.KW_FOLLOWING() !== null };
    if (tree instanceof Tree.BoundedFrameContext) {
      return { kind: 'offset', following: tree.KW_FOLLOWING() !== null, offset: expression(tree.expression()) };
    }
    return refuse(tree);
  }

  return { over, window };
}
