import type { Diagnostic } from './diagnostic.ts';

import { ACCESS_FILE } from './access.ts';
import { START } from './diagnostic.ts';

/** Files of the folder of queries that are read there and nowhere below it. */
const AT_THE_TOP = [ACCESS_FILE, 'digests.yml'];

/** Returns a diagnostic for each file that looks like a query, a dataset, digests or rules, and whose name or place keeps it from being read. */
export function unreadFiles(names: readonly string[]): readonly Diagnostic[] {
  return names.flatMap((file): Diagnostic[] => {
    const [, folder = '', name = ''] = /^(.*\/)?([^/]*)$/.exec(file) ?? [];
    const told = (message: string) => [{ file, ...START, message }];
    if (folder !== '' && AT_THE_TOP.includes(name))
      return told(`is not read in a folder: move it up beside the folders`);
    const wanted = name.replace(/\.(ya?ml|sql)(?:\.txt)?$/i, (_, ending: string) =>
      ending.toLowerCase() === 'sql' ? '.sql' : '.yml',
    );
    return wanted === name ? [] : told(`is not read under this name: call it ${wanted}`);
  });
}
