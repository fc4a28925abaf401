import type { Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';

import { UserError } from '../error.ts';
import { normalize } from '../question/request.ts';

/**
 * Limits a request to the values that its asker may see: of what it asks for the allowed part is kept, and what it
 * excludes is subtracted. Throws a UserError when nothing is left.
 */
export function restrictRequest(query: Query, request: Request): Request {
  if (!query.rowFilters || query.rowFilters.size === 0) return request;
  const values = { ...request.values };
  const excluded = new Set(request.excluded);
  for (const [name, allowed] of query.rowFilters) {
    const asked = values[name];
    const kept = allowed.filter((value) => !asked || asked.includes(value) !== excluded.has(name));
    if (kept.length === 0)
      throw new UserError(
        `there is nothing to see of ${name.replaceAll('_', ' ')} here: ask for one of ${allowed.join(', ')}`,
      );
    values[name] = kept;
    excluded.delete(name);
  }
  return normalize({ ...request, values, excluded: [...excluded] }, query);
}
