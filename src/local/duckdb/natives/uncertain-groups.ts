import type { Pattern } from './java-pattern.ts';

import { fail } from '../../../trino/fail.ts';

/**
 * Returns the numbers of the groups that may hold another text in JavaScript than in Trino: in a repetition JavaScript clears the
 * groups of the iteration before, and undoes an empty iteration. Fails with NOT_SUPPORTED for a reference to a group that may take no
 * part in a match, for which JavaScript matches the empty text.
 */
export function uncertainGroups(root: Pattern): ReadonlySet<number> {
  const uncertain = new Set<number>();

  /** The groups that have surely found something once the node has. */
  function walk(node: Pattern, found: ReadonlySet<number>): ReadonlySet<number> {
    switch (node.kind) {
      case 'sequence':
        return node.parts.reduce((sure, part) => walk(part, sure), found);
      case 'alternatives': {
        const [first, ...others] = node.parts.map((part) => walk(part, found));
        return new Set([...first!].filter((group) => others.every((sure) => sure.has(group))));
      }
      case 'group':
        return new Set([...walk(node.body, found), node.number]);
      case 'atomic':
        return walk(node.body, found);
      case 'look': {
        const sure = walk(node.body, found);
        return node.negative ? found : sure;
      }
      case 'repeat': {
        const sure = walk(node.body, found);
        const takesBack = canBeEmpty(node.body) && (node.least === 0 || node.most > 1);
        for (const group of groupsOf(node.body))
          if (takesBack || (node.most > 1 && !sure.has(group))) uncertain.add(group);
        return node.least > 0 ? sure : found;
      }
      case 'reference':
        if (!found.has(node.number) || uncertain.has(node.number)) {
          const message = `A reference to group ${node.number}, which may find nothing, is not supported by the embedded engine`;
          fail('NOT_SUPPORTED', message);
        }
        return found;
      default:
        return found;
    }
  }

  walk(root, new Set());
  return uncertain;
}

function groupsOf(node: Pattern): number[] {
  if (node.kind === 'group') return [node.number, ...groupsOf(node.body)];
  if ('body' in node) return groupsOf(node.body);
  return 'parts' in node ? node.parts.flatMap(groupsOf) : [];
}

function canBeEmpty(node: Pattern): boolean {
  switch (node.kind) {
    case 'letter':
    case 'set':
      return false;
    case 'sequence':
      return node.parts.every(canBeEmpty);
    case 'alternatives':
      return node.parts.some(canBeEmpty);
    case 'repeat':
      return node.least === 0 || canBeEmpty(node.body);
    case 'group':
    case 'atomic':
      return canBeEmpty(node.body);
    default:
      return true;
  }
}
