import type { Diagnose } from './diagnostic.ts';
import type { Yaml } from './yaml.ts';

import { canonicalName } from './dataset-names.ts';

/** What the parts of a dataset are built with: their positions, the place for diagnostics, and the joins. */
export type DatasetContext = {
  readonly yaml: Yaml;
  readonly diagnose: Diagnose;
  /** Returns the aliases of the joins that an SQL text needs, directly or through others; adds a diagnostic for an unknown one. */
  readonly needsOf: (sql: string, path: readonly string[]) => readonly string[];
};

/** Returns the canonical name of a key; adds a diagnostic when it cannot be one. */
export function nameOf(key: string, path: readonly string[], yaml: Yaml, diagnose: Diagnose): string {
  const name = canonicalName(key);
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(name)) {
    const message =
      name.length > 60
        ? `${key.slice(0, 20)}… is too long for a name: at most 60 characters, and the whole can be its label`
        : `${key} cannot be a name: begin with a letter from a to z, and use letters and digits`;
    diagnose(yaml.keyAt(path), message);
  }
  return name;
}
