import type { Diagnostic } from './diagnostic.ts';

import { ACCESS_FILE } from './access.ts';
import { START } from './diagnostic.ts';

/** Files of the folder of queries that are read there and nowhere below it. */
const AT_THE_TOP = [ACCESS_FILE, 'digests.yml'];

/** Returns the name that a file is meant to bear: one that is read, where it is nearly one, such as `_access.yml` for `shop/_Access.yaml.txt`. */
export function meantName(file: string): string {
  const named = file
    .replace(/^.*\//, '')
    .replace(/\.(ya?ml|sql)(?:\.txt)?$/i, (_, ending: string) => (/sql/i.test(ending) ? '.sql' : '.yml'));
  return AT_THE_TOP.find((name) => name === named.toLowerCase()) ?? named;
}

/** Returns a diagnostic for each file that looks like a query, a dataset, digests or rules, and whose name or place keeps it from being read. */
export function unreadFiles(names: readonly string[]): readonly Diagnostic[] {
  return names.flatMap((file): Diagnostic[] => {
    const told = (message: string) => [{ file, ...START, message }];
    const name = file.replace(/^.*\//, '');
    const meant = meantName(file);
    if (name !== meant) return told(`is not read under this name: call it ${meant}`);
    if (name !== file && AT_THE_TOP.includes(name))
      return told('is not read in a folder: move it up beside the folders');
    return [];
  });
}
